import HTTPExchange

/// Finds the pointers to a patient's records (National Record Locator, FHIR R4 DocumentReference).
struct RecordLocator: Sendable {
  let defects: Set<LocatorDefect>

  private static let names = "https://fhir.nhs.uk/Id/"
  private static let snomed = "http://snomed.info/sct"

  /// The answer to a request; nil for one that is no search for pointers.
  func answer(_ request: ReceivedRequest, below path: String) -> WebReply? {
    guard let parameters = LookupAnswer.parameters(of: request, type: "DocumentReference", below: path) else {
      return nil
    }
    let wanted = parameters.first { $0.name == "subject:identifier" }?.value ?? ""
    let parts = wanted.split(separator: "|", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == "\(Self.names)nhs-number" else { return LookupAnswer.found([]) }
    var found = [pointer(of: parts[1], "1")]
    if defects.contains(.givesSuperseded) { found.append(pointer(of: parts[1], "0", status: "superseded")) }
    if defects.contains(.ofOthers) { found.append(pointer(of: "9990000042", "2")) }
    return LookupAnswer.found(found)
  }

  private func pointer(of number: String, _ name: String, status: String = "current") -> JSONContent {
    func concept(_ code: String, _ system: String) -> JSONContent {
      ["coding": [["system": .string(system), "code": .string(code)]]]
    }
    func identifier(_ name: String, _ value: String) -> JSONContent {
      ["identifier": ["system": .string(Self.names + name), "value": .string(value)]]
    }
    let type = defects.contains(.localTypes) ? "urn:local:types" : Self.snomed
    var pointer: JSONContent = [
      "resourceType": "DocumentReference", "id": .string("RXX-\(name)"), "status": .string(status),
      "subject": identifier("nhs-number", number), "type": concept("4201000179104", type),
    ]
    pointer["category"] = .array([concept("721981007", Self.snomed)])
    if !defects.contains(.omitsCustodian) { pointer["custodian"] = identifier("ods-organization-code", "RXX") }
    let content: JSONContent = [
      "attachment": ["contentType": "application/dicom", "url": .string("https://record.example/\(name)")],
      "format": [
        "system": "https://fhir.nhs.uk/England/CodeSystem/England-NRLFormatCode", "code": "urn:nhs-ic:unstructured",
      ],
    ]
    pointer["content"] = .array([content])
    if !defects.contains(.omitsSystem) {
      pointer["context"] = ["related": .array([identifier("nhsSpineASID", "230811201350")])]
    }
    return pointer
  }
}
