extension RecordsState {
  private static let interactions = [
    "read", "vread", "update", "delete", "history-instance", "create", "search-type",
  ]

  /// What the records say of themselves: what they do and nothing else (R4 capabilitystatement.html).
  var capabilities: JSONContent {
    let resources = SearchParameter.types.map { type in described(type) }
    return [
      "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-01", "kind": "instance",
      "software": ["name": "Reference network"],
      "implementation": ["description": "Records of the reference network", "url": .string(base)],
      "fhirVersion": .string(has(.oldRelease) ? "3.0.2" : "4.0.1"), "format": ["application/fhir+json"],
      "rest": [
        [
          "mode": "server", "resource": .array(resources),
          "interaction": [["code": "transaction"], ["code": "batch"]],
        ]
      ],
    ]
  }

  private func described(_ type: String) -> JSONContent {
    // Nobody changes the log from outside.
    let isLog = type == "AuditEvent"
    let codes = isLog ? ["read", "vread", "history-instance", "search-type"] : Self.interactions
    var parameters = (SearchParameter.table[type] ?? []).map { ($0.name, $0.kind.rawValue) }
    if has(.claimsParameter), type == "Patient" { parameters.append(("telecom", "token")) }
    var description: JSONContent = [
      "type": .string(type), "interaction": .array(codes.map { ["code": .string($0)] }),
      "versioning": "versioned-update", "readHistory": .boolean(true), "updateCreate": .boolean(!isLog),
      "conditionalCreate": .boolean(!isLog), "conditionalUpdate": .boolean(false),
      "conditionalDelete": "not-supported",
    ]
    if let includes = Self.includes[type] { description["searchInclude"] = .array(includes.map { .string($0) }) }
    if let reverse = Self.reverseIncludes[type] {
      description["searchRevInclude"] = .array(reverse.map { .string($0) })
    }
    description["searchParam"] = .array(parameters.map { ["name": .string($0.0), "type": .string($0.1)] })
    if let operations = Self.operations[type] {
      description["operation"] = .array(
        operations.map { ["name": .string($0.name), "definition": .string($0.definition)] })
    }
    return description
  }
}
