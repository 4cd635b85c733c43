/// Codes that FHIR's capability statements may use, of DSTU2 to R5 together.
enum FHIRCodes {
  /// Interactions with one type of resource (`type-restful-interaction`).
  static let typeInteractions: Set<String> = [
    "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type",
  ]
  /// Interactions with the system as a whole (`system-restful-interaction`).
  static let systemInteractions: Set<String> = ["transaction", "batch", "search-system", "history-system"]
  /// Types of search parameters (`search-param-type`).
  static let searchTypes: Set<String> = [
    "number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special", "resource",
  ]
  /// Elements of a resource with a code that says how far something is supported, and their codes.
  static let resourceCodes: [(element: String, codes: Set<String>, denials: Set<String>)] = [
    ("versioning", ["no-version", "versioned", "versioned-update"], ["no-version"]),
    ("conditionalRead", ["not-supported", "modified-since", "not-match", "full-support"], ["not-supported"]),
    ("conditionalDelete", ["not-supported", "single", "multiple"], ["not-supported"]),
    ("referencePolicy", ["literal", "logical", "resolves", "enforced", "local"], []),
  ]
  /// Elements of a resource that are true or false.
  static let resourceFlags = [
    "readHistory", "updateCreate", "conditionalCreate", "conditionalUpdate", "conditionalPatch",
  ]
  /// What a statement's `kind` may be.
  static let kinds: Set<String> = ["instance", "capability", "requirements"]
}
