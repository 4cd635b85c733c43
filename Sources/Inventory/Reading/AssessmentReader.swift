import Specification

/// Reads what evaluators found.
struct AssessmentReader {
  let rules: RuleSet?
  let bid: String?
  let log: DiagnosticLog

  func assessment(_ reader: FormReader) -> Assessment {
    var assessment = Assessment(
      specification: reader.identifier("specification") ?? "", version: reader.text("version") ?? "",
      bid: reader.identifier("bid") ?? "",
      specificationSHA256: reader.digest("specification-sha256", log: log), conflicts: reader.recusals("conflicts"),
      claims: [])
    if let bid, !assessment.bid.isEmpty, assessment.bid != bid {
      log.error(
        InventoryRule.otherBid, at: reader.span(of: "bid"),
        "the assessment is of the bid `\(assessment.bid)`, not `\(bid)`")
    }
    let references = SpecificationReferences(rules: rules, log: log)
    let isMeant = references.checkSpecification(
      assessment.specification, version: assessment.version, reader, says: "the assessment is of")
    var seen: Set<String> = []
    for form in reader.forms("claims") {
      guard let reference = form.requirementReference(log: log) else { continue }
      let claim = claim(form, reference)
      checkAnswers(claim, form)
      if isMeant,
        let requirement = references.check(
          reference, form, advice: "the document must be read again for the requirement as it now stands")
      {
        check(claim, requirement, form)
      }
      guard seen.insert("\(claim.requirement) \(claim.evidence) \(claim.sha256 ?? "")").inserted else {
        log.error(
          InventoryRule.duplicateAnswer, at: form.span(of: "evidence"),
          "`\(claim.evidence)` of `\(claim.requirement)` is answered already", hint: "give the moderated answer alone")
        continue
      }
      assessment.claims.append(claim)
    }
    let marks = MarkReader(
      references: isMeant ? references : nil, conflicts: Set(assessment.conflicts.map(\.evaluator)), log: log)
    assessment.marks = marks.markings(reader.forms("marks"))
    assessment.history = reader.forms("history").map(change)
    return assessment
  }

  private func change(_ reader: FormReader) -> Assessment.Change {
    Assessment.Change(
      at: reader.text("at") ?? "", by: reader.text("by"), requirement: reader.text("requirement"),
      evidence: reader.identifier("evidence"), evaluator: reader.text("evaluator"), gave: reader.text("gave") ?? "",
      reason: reader.text("reason") ?? "", before: reader.text("before"))
  }

  private func claim(_ reader: FormReader, _ reference: RequirementReference) -> Assessment.ReadClaim {
    Assessment.ReadClaim(
      requirement: "\(reference.id)@\(reference.revision)", evidence: reader.identifier("evidence") ?? "",
      answer: reader.word("answer"), reason: reader.text("reason") ?? "",
      evaluators: reader.distinct("evaluators", log: log).map(\.text),
      individual: reader.namedForms("individual").map { entry in
        Assessment.IndividualAnswer(
          evaluator: entry.name.key,
          given: Assessment.GivenAnswer(
            answer: entry.reader.word("answer") ?? .refused, reason: entry.reader.text("reason") ?? ""))
      }, abstained: reader.recusals("abstained"), sha256: reader.digest(log: log),
      span: reader.span(of: "requirement"))
  }

  /// An answer agreed on says who read what; nobody both answers and abstains.
  private func checkAnswers(_ claim: Assessment.ReadClaim, _ reader: FormReader) {
    if claim.answer != nil, claim.reason.isEmpty || claim.evaluators.isEmpty {
      log.error(
        InventoryRule.answerOfNobody, at: reader.span(of: "answer"),
        "the answer agreed on does not say \(claim.reason.isEmpty ? "what was read" : "who read it")",
        hint: "give `reason` and `evaluators` with it, or the answer of each evaluator under `individual`")
    }
    reader.checkRecusals(claim.abstained, against: claim.individual.map(\.evaluator), log: log)
  }

  private func check(_ claim: Assessment.ReadClaim, _ requirement: Requirement, _ reader: FormReader) {
    guard let item = requirement.evidence.first(where: { $0.id == claim.evidence }) else {
      return log.unknown(
        InventoryRule.unknownEvidence, "evidence", claim.evidence, at: reader.span(of: "evidence"),
        among: requirement.evidence.map(\.id), otherwise: "`\(claim.requirement)` has no evidence")
    }
    if item.kind != .statement {
      log.error(
        InventoryRule.notAStatement, at: reader.span(of: "evidence"),
        "`\(claim.evidence)` of `\(claim.requirement)` is a \(item.kind.rawValue), which is no reading of a document",
        hint: "claims are read for evidence of kind `statement`")
    }
  }
}

extension FormReader {
  /// Evaluators who take no part, with the reason.
  func recusals(_ key: String) -> [Assessment.Recusal] {
    entries(key).map { Assessment.Recusal(evaluator: $0.key, reason: ($0.value.text ?? "").trimmedAtEnd) }
  }

  /// Nobody both gives something and abstains.
  func checkRecusals(_ abstained: [Assessment.Recusal], against given: [String], log: DiagnosticLog) {
    for recusal in abstained where given.contains(recusal.evaluator) {
      log.error(
        InventoryRule.abstainedAndGiven, at: span(of: "abstained"),
        "`\(recusal.evaluator)` abstained and stands under `individual` as well", hint: "take one of the two out")
    }
  }
}

extension String {
  /// Without line ends and spaces behind it.
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
