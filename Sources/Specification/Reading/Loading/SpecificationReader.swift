import DICOM

/// Reads what the requirements of a specification share.
struct SpecificationReader {
  let reader: FormReader
  let log: DiagnosticLog

  /// A rule set without requirements, and without values of inputs.
  func rules() -> RuleSet {
    var rules = RuleSet(
      id: reader.text("id") ?? "", version: reader.text("version") ?? "", title: reader.text("title") ?? "",
      summary: reader.text("summary") ?? "", publisher: reader.text("publisher"))
    for (entry, source) in reader.namedForms("sources") {
      rules.sources[entry.key] = Source(
        title: source.text("title") ?? "", edition: source.text("edition"), publisher: source.text("publisher"),
        url: source.text("url"))
    }
    for (entry, role) in reader.namedForms("roles") {
      rules.roles[entry.key] = Role(
        title: role.text("title") ?? "", meaning: role.text("meaning") ?? "",
        whenAbsent: role.word("when-absent") ?? .notDemonstrated)
    }
    rules.groups = groups()
    rules.scale = reader.form("scale").map(scale) ?? .hundred
    rules.desirableCap = reader.fraction("desirable-cap") ?? ExactFraction(0, 1)
    rules.threshold = threshold(rules.scale)
    rules.fixtures = fixtures()
    return rules
  }

  private func groups() -> [Group] {
    var groups: [Group] = []
    for group in reader.forms("groups") {
      guard let id = group.identifier("id") else { continue }
      if groups.contains(where: { $0.id == id }) {
        log.error(ReadingRule.duplicateID, at: group.span(of: "id"), "there is a group `\(id)` already")
        continue
      }
      groups.append(
        Group(
          id: id, title: group.text("title") ?? "", summary: group.text("summary") ?? "",
          weight: group.integer("weight") ?? 1))
    }
    return groups
  }

  private func scale(_ scale: FormReader) -> Scale {
    var result = Scale(maximum: scale.integer("maximum") ?? 100, decimals: scale.integer("decimals") ?? 2)
    for step in scale.forms("descriptors") {
      guard let from = step.integer("from") else { continue }
      if let last = result.descriptors.last, from <= last.from {
        log.error(
          ReadingRule.scaleOrder, at: step.span(of: "from"), "`from` must be more than \(last.from), the step before")
      } else if from > result.maximum {
        log.error(
          ReadingRule.scaleOrder, at: step.span(of: "from"),
          "`from` is more than the scale's maximum, \(result.maximum)")
      }
      result.descriptors.append(
        Scale.Step(from: from, label: step.text("label") ?? "", descriptor: step.text("descriptor") ?? ""))
    }
    return result
  }

  private func threshold(_ scale: Scale) -> ExactFraction? {
    guard let threshold = reader.fraction("threshold") else { return nil }
    if threshold.numerator > scale.maximum * threshold.denominator {
      log.error(
        ReadingRule.outOfRange, at: reader.span(of: "threshold"),
        "`threshold` is more than the scale's maximum, \(scale.maximum)")
    }
    return threshold
  }

  private func fixtures() -> [String: Fixture] {
    var fixtures: [String: Fixture] = [:]
    let read = reader.namedForms("fixtures")
    for (entry, fixture) in read {
      if let patient = fixture.form("patient") {
        fixtures[entry.key] = .patient(
          PatientFixture(
            twinOf: patient.identifier("twin-of"), nameStyle: patient.word("name-style") ?? .plain,
            sex: patient.text("sex"), issuer: patient.text("issuer"),
            isTemporary: patient.boolean("temporary") ?? false,
            isPerBinding: patient.boolean("per-binding") ?? false))
      } else if let study = fixture.form("study") {
        fixtures[entry.key] = .study(
          StudyFixture(
            patient: study.identifier("patient") ?? "", kind: kind(of: study),
            transferSyntax: study.text("transfer-syntax").flatMap { UID(keyword: $0)?.value },
            series: study.integer("series") ?? 1, instancesPerSeries: study.integer("instances-per-series") ?? 1,
            matrix: study.integer("matrix") ?? 64, daysAgo: study.integer("days-ago") ?? 1,
            description: study.text("description"), characterSet: study.text("character-set"),
            hasCanaries: study.boolean("canaries") ?? false,
            accessionNumberOf: study.identifier("accession-number-of"),
            isPerBinding: study.boolean("per-binding") ?? false))
      }
    }
    let inputs = Set(reader.entries("inputs").map(\.key))
    for (entry, fixture) in read {
      if inputs.contains(entry.key) {
        log.error(
          ReadingRule.duplicateName, at: fixture.span(entry.keyNode), "there is an input `\(entry.key)` already",
          hint: "rename one: `{{\(entry.key)}}` can mean one thing only")
      }
      if let patient = fixture.form("patient") {
        check(patient, "twin-of", in: fixtures, owner: entry.key)
      } else if let study = fixture.form("study") {
        check(study, "patient", in: fixtures, owner: entry.key)
        checkStudy(study, "accession-number-of", in: fixtures)
      }
    }
    return fixtures
  }

  /// The kind that a study names, or that its modality stands for.
  private func kind(of study: FormReader) -> ObjectKind {
    study.word("kind") ?? study.text("modality").flatMap { ObjectKind(rawValue: $0.lowercased()) } ?? .ct
  }

  /// A reference from one study to another.
  private func checkStudy(_ form: FormReader, _ key: String, in fixtures: [String: Fixture]) {
    guard let name = form.identifier(key) else { return }
    switch fixtures[name] {
    case .study: return
    case .patient:
      log.error(
        ReadingRule.fixtureKind, at: form.span(of: key), "`\(name)` is a patient; a study is expected")
    case nil:
      log.unknown(
        ReadingRule.unknownFixture, "study fixture", name, at: form.span(of: key),
        among: fixtures.keys.filter { if case .study = fixtures[$0] { true } else { false } })
    }
  }

  /// A reference from one fixture to a patient. Twins of twins are refused: they would have to end somewhere.
  private func check(_ form: FormReader, _ key: String, in fixtures: [String: Fixture], owner: String) {
    guard let name = form.identifier(key) else { return }
    let span = form.span(of: key)
    switch fixtures[name] {
    case nil:
      log.unknown(
        ReadingRule.unknownFixture, "patient fixture", name, at: span,
        among: fixtures.keys.filter { if case .patient = fixtures[$0] { $0 != owner } else { false } })
    case .study: log.error(ReadingRule.fixtureKind, at: span, "`\(name)` is a study; a patient is expected")
    case .patient(let patient):
      if key == "twin-of", patient.twinOf != nil || name == owner {
        log.error(
          ReadingRule.fixtureCycle, at: span, "`\(name)` is a twin itself",
          hint: "name the patient that it is the twin of")
      }
    }
  }
}
