import Specification

/// Reads a bidder's answers to clarification questions.
struct AnswersReader {
  let rules: RuleSet?
  let bid: String?
  let log: DiagnosticLog

  func answers(_ reader: FormReader) -> BidderAnswers {
    var answers = BidderAnswers(
      specification: reader.identifier("specification") ?? "", version: reader.text("version") ?? "",
      bid: reader.identifier("bid") ?? "", answers: [])
    if let bid, !answers.bid.isEmpty, answers.bid != bid {
      log.error(
        InventoryRule.otherBid, at: reader.span(of: "bid"), "the answers are of the bid `\(answers.bid)`, not `\(bid)`")
    }
    let references = SpecificationReferences(rules: rules, log: log)
    let isMeant = references.checkSpecification(
      answers.specification, version: answers.version, reader, says: "the answers are about")
    var seen: Set<Int> = []
    for form in reader.forms("answers") {
      guard let reference = form.requirementReference(log: log), let number = form.integer("number") else { continue }
      if isMeant {
        references.check(reference, form, advice: "ask the bidder about the requirement as it now stands")
      }
      if !seen.insert(number).inserted {
        log.error(
          InventoryRule.repeatedNumber, at: form.span(of: "number"), "question \(number) is answered already",
          hint: "give one answer to each question")
      }
      let answer = BidderAnswers.Answer(
        number: number, requirement: "\(reference.id)@\(reference.revision)", question: form.text("question") ?? "",
        answer: form.text("answer") ?? "", document: form.identifier("document"), page: form.integer("page"))
      if answer.page != nil, form.node("document") == nil {
        log.error(
          InventoryRule.pageWithoutDocument, at: form.span(of: "page"), "`page` stands without `document`",
          hint: "name the document of the bid that has this page")
      }
      answers.answers.append(answer)
    }
    return answers
  }
}
