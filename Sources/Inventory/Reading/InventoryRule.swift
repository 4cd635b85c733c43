import Specification

/// What a network, a bid, a tender, a declaration, an assessment or waivers can say wrong beyond the form of their
/// files. The raw value is the diagnostic's `code`.
public enum InventoryRule: String, DiagnosticCode {
  case organisationCode = "organisation-code"
  case applicationEntityTitle = "application-entity-title"
  case hostName = "host-name"
  case address
  case addressCredentials = "address-credentials"
  case userName = "user-name"
  case environmentVariable = "environment-variable"
  case objectIdentifier = "object-identifier"
  case certificateWithoutKey = "certificate-without-key"
  case unusedTLS = "unused-tls"
  case listenerWithoutTLS = "listener-without-tls"
  case emptyWindow = "empty-window"
  case repeatedEntry = "repeated-entry"
  case unknownDocument = "unknown-document"
  case duplicatePath = "duplicate-path"
  case digest
  case requirementReference = "requirement-reference"
  case duplicateAnswer = "duplicate-answer"
  case staleRevision = "stale-revision"
  case otherSpecification = "other-specification"
  case otherVersion = "other-version"
  case pageWithoutDocument = "page-without-document"
  case dateOrder = "date-order"
  case waiverScope = "waiver-scope"
  case baselineCredit = "baseline-credit"
  case unknownEvidence = "unknown-evidence"
  case otherBid = "other-bid"
  case notAStatement = "not-a-statement"
  case notAnAssessment = "not-an-assessment"
  case unknownMark = "unknown-mark"
  case markOfNobody = "mark-of-nobody"
  case includeCycle = "include-cycle"
  case includeOutsideFolder = "include-outside-folder"
  case siteConflict = "site-conflict"
  case endpointTwice = "endpoint-twice"
  case unknownNetwork = "unknown-network"
  case weightSum = "weight-sum"
  case zeroAt = "zero-at"
  case lotOfBid = "lot-of-bid"
  case unknownLot = "unknown-lot"
  case currency
}
