import Specification

/// What a tender can say wrong of the files that it names. The raw value is the diagnostic's `code`.
public enum TenderRule: String, DiagnosticCode {
  case unknownGate = "unknown-gate"
  case missingDocument = "missing-document"
  case otherDocument = "other-document"
  case missingNetwork = "missing-network"
  case missingRecord = "missing-record"
  case repeatedBid = "repeated-bid"
  case unwrittenBid = "unwritten-bid"
}
