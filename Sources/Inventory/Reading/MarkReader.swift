import Specification

/// Reads the marks of evaluators, and holds them against the marks that the requirements describe.
struct MarkReader {
  /// Nil where the file is about another specification.
  let references: SpecificationReferences?
  /// Evaluators who do not count.
  let conflicts: Set<String>
  let log: DiagnosticLog

  func markings(_ forms: [FormReader]) -> [Assessment.Marking] {
    var seen: Set<String> = []
    var markings: [Assessment.Marking] = []
    for form in forms {
      guard let reference = form.requirementReference(log: log) else { continue }
      let marking = marking(form, "\(reference.id)@\(reference.revision)")
      if let requirement = references?.check(
        reference, form, advice: "the bid must be marked again for the requirement as it now stands")
      {
        check(marking, requirement, form)
      }
      guard seen.insert("\(marking.requirement) \(marking.evidence)").inserted else {
        log.error(
          InventoryRule.duplicateAnswer, at: form.span(of: "evidence"),
          "`\(marking.evidence)` of `\(marking.requirement)` is marked already", hint: "give all its marks in one entry"
        )
        continue
      }
      form.checkRecusals(marking.abstained, against: marking.individual.map(\.evaluator), log: log)
      if marking.individual.isEmpty, marking.abstained.isEmpty {
        log.error(
          InventoryRule.markOfNobody, at: form.span(of: "individual"),
          "nobody has marked `\(marking.evidence)` of `\(marking.requirement)`",
          hint: "give the mark of each evaluator; what they agree on comes beside them")
      } else if marking.moderated != nil, !marking.individual.contains(where: { !conflicts.contains($0.evaluator) }) {
        log.error(
          InventoryRule.markOfNobody, at: form.span(of: "moderated"),
          "the mark agreed on for `\(marking.evidence)` of `\(marking.requirement)` rests on nobody who counts",
          hint: "have it marked by an evaluator without a conflict of interest")
      }
      markings.append(marking)
    }
    return markings
  }

  private func marking(_ reader: FormReader, _ reference: String) -> Assessment.Marking {
    Assessment.Marking(
      requirement: reference, evidence: reader.identifier("evidence") ?? "",
      individual: reader.namedForms("individual").map { entry in
        Assessment.IndividualMark(evaluator: entry.name.key, given: given(entry.reader))
      }, abstained: reader.recusals("abstained"),
      moderated: reader.form("moderated").map(given))
  }

  private func given(_ reader: FormReader) -> Assessment.GivenMark {
    Assessment.GivenMark(mark: reader.integer("mark") ?? 0, reason: reader.text("reason") ?? "")
  }

  private func check(_ marking: Assessment.Marking, _ requirement: Requirement, _ reader: FormReader) {
    guard let item = requirement.evidence.first(where: { $0.id == marking.evidence }) else {
      return log.unknown(
        InventoryRule.unknownEvidence, "evidence", marking.evidence, at: reader.span(of: "evidence"),
        among: requirement.evidence.map(\.id), otherwise: "`\(marking.requirement)` has no evidence")
    }
    guard case .assessment(_, let descriptors) = item.body else {
      return log.error(
        InventoryRule.notAnAssessment, at: reader.span(of: "evidence"),
        "`\(marking.evidence)` of `\(marking.requirement)` is a \(item.kind.rawValue), which no mark decides",
        hint: "marks are given for evidence of kind `assessment`")
    }
    let described = descriptors.map(\.mark)
    let forms = reader.namedForms("individual").map(\.reader) + [reader.form("moderated")].compactMap { $0 }
    for form in forms {
      guard let mark = form.integer("mark"), !described.contains(mark) else { continue }
      log.error(
        InventoryRule.unknownMark, at: form.span(of: "mark"),
        "`\(marking.requirement)` does not say what the mark \(mark) takes",
        hint: "its marks are \(described.map(String.init).joined(separator: ", "))")
    }
  }
}
