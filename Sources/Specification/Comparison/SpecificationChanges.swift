/// What changed between two versions of a specification, or between two profiles of one.
public struct SpecificationChanges: Hashable, Encodable, Sendable {
  /// The version that is compared with.
  public var before: Edition
  /// The version that is looked at.
  public var after: Edition
  /// Requirements that only the later version has.
  public var added: [Entry] = []
  /// Requirements that only the earlier version has.
  public var removed: [Entry] = []
  /// Requirements that have another identifier now, and the same statement and evidence.
  public var renumbered: [Renumbering] = []
  /// Requirements that both have, and that differ.
  public var changed: [RequirementChange] = []
  /// Inputs, groups, roles, sources and the scale, where they differ.
  public var settings: [Difference] = []

  /// Which version it is.
  public struct Edition: Hashable, Encodable, Sendable {
    /// Identifier of the specification.
    public var id: String
    /// Version.
    public var version: String
    /// Profile in force, with its version.
    public var profile: String?

    init(_ rules: RuleSet) {
      id = rules.id
      version = rules.version
      profile = rules.profile.map { "\($0.id) \($0.version)" }
    }
  }

  /// A requirement in a list.
  public struct Entry: Hashable, Encodable, Sendable {
    /// `STO-010@2`.
    public var reference: String
    /// Title.
    public var title: String
    /// Level.
    public var level: Level
    /// Weight.
    public var weight: Int
  }

  /// A requirement under two identifiers.
  public struct Renumbering: Hashable, Encodable, Sendable {
    /// Its reference in the earlier version.
    public var before: String
    /// Its reference in the later version.
    public var after: String
    /// Title in the later version.
    public var title: String
  }

  /// A field with two values; nil where a version has none.
  public struct Difference: Hashable, Encodable, Sendable {
    /// The field: `level`, `statement`, `input first-image`.
    public var field: String
    /// In the earlier version.
    public var before: String?
    /// In the later version.
    public var after: String?
  }

  /// What changed in a requirement.
  public struct RequirementChange: Hashable, Encodable, Sendable {
    /// Identifier.
    public var id: String
    /// Title in the later version.
    public var title: String
    /// Revision in the earlier version.
    public var revisionBefore: Int
    /// Revision in the later version.
    public var revisionAfter: Int
    /// Whether something that decides changed and the revision did not: declarations and waivers given for the earlier
    /// text would be taken for the later one.
    public var isWithoutRevision: Bool
    /// The fields that differ.
    public var differences: [Difference]
  }

  /// Whether nothing differs.
  public var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && renumbered.isEmpty && changed.isEmpty && settings.isEmpty
  }

  /// Compares two versions.
  public init(from before: RuleSet, to after: RuleSet) {
    self.before = Edition(before)
    self.after = Edition(after)
    let old = Dictionary(before.requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var gone = before.requirements.filter { new[$0.id] == nil }
    for requirement in after.requirements {
      if let earlier = old[requirement.id] {
        if let change = Self.change(from: earlier, to: requirement) { changed.append(change) }
      } else if let index = gone.firstIndex(where: { Self.isSame($0, requirement) }) {
        let earlier = gone.remove(at: index)
        renumbered.append(
          Renumbering(before: earlier.reference, after: requirement.reference, title: requirement.title))
      } else {
        added.append(Self.entry(requirement))
      }
    }
    removed = gone.map(Self.entry)
    settings = Self.settings(before, after)
  }

  private static func entry(_ requirement: Requirement) -> Entry {
    Entry(
      reference: requirement.reference, title: requirement.title, level: requirement.level, weight: requirement.weight)
  }

  private static func isSame(_ left: Requirement, _ right: Requirement) -> Bool {
    left.statement == right.statement && left.evidence.flatMap(\.lines) == right.evidence.flatMap(\.lines)
  }

  // MARK: Requirements

  private static func change(from before: Requirement, to after: Requirement) -> RequirementChange? {
    let deciding = differences(deciding(before), deciding(after))
    let others = differences(others(before), others(after))
    guard !deciding.isEmpty || !others.isEmpty || before.revision != after.revision else { return nil }
    return RequirementChange(
      id: after.id, title: after.title, revisionBefore: before.revision, revisionAfter: after.revision,
      isWithoutRevision: !deciding.isEmpty && before.revision == after.revision, differences: deciding + others)
  }

  private typealias Field = (name: String, text: String)

  /// What a declaration or a waiver is given for.
  private static func deciding(_ requirement: Requirement) -> [Field] {
    [
      ("statement", requirement.statement), ("accepted instead", requirement.equivalent ?? ""),
      ("applies to", requirement.appliesTo.map(text).joined(separator: "\n")),
      ("evidence", requirement.evidence.flatMap(\.lines).joined(separator: "\n")),
      ("require", RequirementReference.text(requirement.require)),
      (
        "partial",
        requirement.partial.map {
          "\($0.credit.numerator)/\($0.credit.denominator) when \(RequirementReference.text($0.when)): \($0.because)"
        }.joined(separator: "\n")
      ),
      ("credit", requirement.credit.rawValue),
    ]
  }

  private static func text(_ binding: RoleBinding) -> String {
    "\(binding.name): \(binding.quantity.rawValue) \(binding.role)"
      + (binding.otherSiteThan.map { ", other site than \($0)" } ?? "") + (binding.ifAny ? ", if any" : "")
  }

  private static func others(_ requirement: Requirement) -> [Field] {
    let sources = requirement.sources.map { source in
      "\(source.ref)\(source.section.map { " \($0)" } ?? "")\(source.note.map { " (\($0))" } ?? "")"
    }
    let days = [requirement.valid?.procurement ?? "", requirement.valid?.production ?? ""]
    let provenance = requirement.provenance.map { "\($0.state.rawValue)\($0.note.map { ": \($0)" } ?? "")" }
    return [
      ("title", requirement.title), ("group", requirement.group), ("level", requirement.level.rawValue),
      ("weight", "\(requirement.weight)"), ("rationale", requirement.rationale), ("remedy", requirement.remedy ?? ""),
      ("sources", sources.joined(separator: "\n")), ("tags", requirement.tags.joined(separator: ", ")),
      ("fixtures", requirement.fixtures.joined(separator: ", ")),
      ("validity", days.allSatisfy(\.isEmpty) ? "" : days.joined(separator: " / ")),
      ("superseded by", requirement.supersededBy ?? ""), ("not tested", requirement.notTested ?? ""),
      ("provenance", provenance ?? ""),
    ]
  }

  private static func differences(_ before: [Field], _ after: [Field]) -> [Difference] {
    zip(before, after).filter { $0.text != $1.text }.map { old, new in
      Difference(
        field: new.name, before: old.text.isEmpty ? nil : old.text, after: new.text.isEmpty ? nil : new.text)
    }
  }

  // MARK: What all requirements share

  private static func settings(_ before: RuleSet, _ after: RuleSet) -> [Difference] {
    func texts(_ rules: RuleSet) -> [String: String] {
      var texts: [String: String] = [
        "title": rules.title, "summary": rules.summary,
        "scale": "0 to \(rules.scale.maximum), \(rules.scale.decimals) decimals",
        "desirable cap": "\(rules.desirableCap.numerator)/\(rules.desirableCap.denominator)",
      ]
      if let threshold = rules.threshold { texts["threshold"] = "\(threshold.numerator)/\(threshold.denominator)" }
      for (name, input) in rules.inputs {
        texts["input \(name)"] = input.isSecret ? "secret" : input.value?.written ?? ""
      }
      for group in rules.groups { texts["group \(group.id)"] = "\(group.title), weight \(group.weight)" }
      for (name, role) in rules.roles { texts["role \(name)"] = "\(role.title), absent: \(role.whenAbsent.rawValue)" }
      for (key, source) in rules.sources {
        texts["source \(key)"] = [source.title, source.edition ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
      }
      return texts
    }
    let (old, new) = (texts(before), texts(after))
    return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
      Difference(field: $0, before: old[$0], after: new[$0])
    }
  }
}
