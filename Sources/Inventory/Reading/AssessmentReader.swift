import Specification

/// Reads what evaluators found.
struct AssessmentReader {
  let rules: RuleSet?
  let bid: String?
  let log: DiagnosticLog

  func assessment(_ reader: FormReader) -> Assessment {
    var assessment = Assessment(
      specification: reader.identifier("specification") ?? "", version: reader.text("version") ?? "",
      bid: reader.identifier("bid") ?? "", claims: [])
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
    let marks = MarkReader(references: isMeant ? references : nil, log: log)
    assessment.marks = marks.markings(reader.forms("marks"))
    return assessment
  }

  private func claim(_ reader: FormReader, _ reference: RequirementReference) -> Assessment.ReadClaim {
    Assessment.ReadClaim(
      requirement: "\(reference.id)@\(reference.revision)", evidence: reader.identifier("evidence") ?? "",
      answer: reader.word("answer") ?? .refused, reason: reader.text("reason") ?? "",
      evaluators: reader.distinct("evaluators", log: log).map(\.text), sha256: reader.digest(log: log),
      span: reader.span(of: "requirement"))
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
