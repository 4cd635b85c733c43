import Specification

/// Reads a bidder's answers.
struct DeclarationReader {
  let rules: RuleSet?
  let log: DiagnosticLog

  func declaration(_ reader: FormReader) -> Declaration {
    var declaration = Declaration(
      specification: reader.identifier("specification") ?? "", version: reader.text("version") ?? "", answers: [:])
    let references = SpecificationReferences(rules: rules, log: log)
    let isMeant = references.checkSpecification(
      declaration.specification, version: declaration.version, reader, says: "the declaration answers")
    for form in reader.forms("answers") {
      let answer = answer(form)
      guard let reference = form.requirementReference(log: log) else { continue }
      if isMeant {
        references.check(reference, form, advice: "the bidder must answer the requirement as it now stands")
      }
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
