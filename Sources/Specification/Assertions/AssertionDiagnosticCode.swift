/// Rules of assertions, captures, templates, literals and evidence expressions.
public enum AssertionDiagnosticCode: String, DiagnosticCode {
  // Writing
  case unexpectedCharacter = "unexpected-character"
  case unterminatedString = "unterminated-string"
  case unterminatedReference = "unterminated-reference"
  case unterminatedExpression = "unterminated-regular-expression"
  case unknownEscape = "unknown-escape"
  case syntax = "assertion-syntax"
  case trailingText = "trailing-text"
  case unknownPredicate = "unknown-predicate"
  case emptyBlock = "empty-assertion-block"
  case emptyList = "empty-list"
  case lineTooLong = "assertion-too-long"
  case duplicateAssertion = "duplicate-assertion"
  // Paths
  case unknownField = "unknown-field"
  case unknownKeyword = "unknown-keyword"
  case notARecord = "not-a-record"
  case notAList = "not-a-list"
  case noKey = "list-without-key"
  case reservedAddress = "reserved-address"
  case missingQuantifier = "missing-quantifier"
  case needlessQuantifier = "needless-quantifier"
  // Predicates and values
  case predicateType = "predicate-not-for-type"
  case literalType = "value-of-another-type"
  case unknownWord = "unknown-word"
  case unknownUID = "unknown-uid-keyword"
  case unknownUnit = "unknown-unit"
  case emptyRange = "empty-range"
  case regularExpression = "regular-expression"
  case unknownChecker = "unknown-checker"
  case unavailableChecker = "unavailable-checker"
  case unusableProfile = "unusable-profile"
  // Names
  case unknownName = "unknown-name"
  case nameType = "name-of-another-type"
  case captureName = "capture-name"
  // Evidence expressions
  case evidenceExpression = "evidence-expression"
  case unknownEvidence = "unknown-evidence"
  case notInRequire = "not-in-require"
}
