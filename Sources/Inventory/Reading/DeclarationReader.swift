import Specification

/// Reads a bidder's answers.
struct DeclarationReader {
  let rules: RuleSet?
  let log: DiagnosticLog

  func declaration(_ reader: FormReader) -> Declaration {
    var declaration = Declaration(
      specification: reader.identifier("specification") ?? "", version: reader.text("version") ?? "", answers: [:])
    let isMeant = checkSpecification(declaration, reader)
    // A bidder answers the whole specification: what the profile in force dropped exists nevertheless.
    let requirements = (rules?.requirements ?? []) + (rules?.dropped.map(\.requirement) ?? [])
    let revisions = Dictionary(requirements.map { ($0.id, $0.revision) }) { first, _ in first }
    for form in reader.forms("answers") {
      let answer = answer(form)
      guard let reference = form.requirementReference(log: log) else { continue }
      if rules != nil, isMeant { check(reference, revisions, form) }
      let key = "\(reference.id)@\(reference.revision)"
      if declaration.answers[key] != nil {
        log.error(
          InventoryRule.duplicateAnswer, at: form.span(of: "requirement"), "`\(key)` is answered already",
          hint: "give one answer to each requirement")
        continue
      }
      declaration.answers[key] = answer
    }
    return declaration
  }

  /// Whether the declaration answers the specification at hand; its answers can't be compared otherwise.
  private func checkSpecification(_ declaration: Declaration, _ reader: FormReader) -> Bool {
    guard let rules, !declaration.specification.isEmpty else { return true }
    guard declaration.specification == rules.id else {
      log.error(
        InventoryRule.otherSpecification, at: reader.span(of: "specification"),
        "the declaration answers `\(declaration.specification)`, not `\(rules.id)`")
      return false
    }
    if !declaration.version.isEmpty, declaration.version != rules.version {
      log.add(
        Diagnostic(
          .warning, InventoryRule.otherVersion, at: reader.span(of: "version"),
          "the declaration answers version \(declaration.version); the specification has version \(rules.version)",
          hint: "answers to requirements whose revision is the same are used"))
    }
    return true
  }

  private func check(_ reference: RequirementReference, _ revisions: [String: Int], _ reader: FormReader) {
    let span = reader.span(of: "requirement")
    guard let revision = revisions[reference.id] else {
      return log.unknown(
        ReadingRule.unknownRequirement, "requirement", reference.id, at: span, among: revisions.keys,
        otherwise: "the specification has no requirements")
    }
    if revision != reference.revision {
      log.error(
        InventoryRule.staleRevision, at: span, "`\(reference.id)` has revision \(revision), not \(reference.revision)",
        hint: "the bidder must answer the requirement as it now stands")
    }
  }

  private func answer(_ reader: FormReader) -> Declaration.Answer {
    let answer = Declaration.Answer(
      level: reader.word("level") ?? SupportLevel.none, notes: reader.text("notes"),
      document: reader.identifier("document"),
      page: reader.integer("page"), span: reader.span(of: "requirement"))
    if answer.page != nil, reader.node("document") == nil {
      log.error(
        InventoryRule.pageWithoutDocument, at: reader.span(of: "page"), "`page` stands without `document`",
        hint: "name the document of the bid that has this page")
    }
    return answer
  }
}
