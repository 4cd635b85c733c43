extension RecordsState {
  /// Entries of the log that are kept before no more are written.
  private static let logLimit = 20_000

  /// Writes an AuditEvent for each interaction with data of patients (IHE BALP): what was done, by whom, to whose data.
  mutating func log(_ request: RecordsRequest, _ answer: RecordsAnswer, from host: String) {
    guard !has(.writesNoLog), request.path.first != "AuditEvent", let content = answer.content else { return }
    let patients = Self.patients(in: content).sorted()
    guard !patients.isEmpty else { return }
    let isSearch = request.method == "GET" && request.path.count == 1
    let action = isSearch ? "E" : ["GET": "R", "POST": "C", "PUT": "U", "DELETE": "D"][request.method] ?? "E"
    let code = ["E": "search", "R": "read", "C": "create", "U": "update", "D": "delete"][action] ?? "operation"
    let entities: [JSONContent] = patients.map { patient in
      [
        "what": ["reference": .string("Patient/\(patient)")],
        "type": ["system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "1"],
        "role": ["system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1"],
      ]
    }
    let agents: JSONContent = [
      agent("110153", host, isRequestor: true), agent("110152", "127.0.0.1", isRequestor: false),
    ]
    let event: JSONContent = [
      "resourceType": "AuditEvent",
      "type": ["system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"],
      "subtype": [["system": "http://hl7.org/fhir/restful-interaction", "code": .string(code)]],
      "action": .string(has(.logsEverythingAsExecution) ? "E" : action), "recorded": .string(ResourceStore.now()),
      "outcome": "0", "agent": agents, "source": ["observer": ["display": "Records"]], "entity": .array(entities),
    ]
    guard logged < Self.logLimit else { return }
    logged += 1
    _ = store.put(event, "AuditEvent")
  }

  private func agent(_ role: String, _ host: String, isRequestor: Bool) -> JSONContent {
    [
      "type": ["coding": [["system": .string(RecordsNames.dicom), "code": .string(role)]]],
      "who": ["display": .string(isRequestor ? "Client" : "Records")], "requestor": .boolean(isRequestor),
      "network": ["address": .string(host.isEmpty ? "127.0.0.1" : host), "type": "2"],
    ]
  }

  /// Ids of the patients that a resource, or the entries of a bundle, are about.
  private static func patients(in content: JSONContent) -> Set<String> {
    switch content["resourceType"]?.text {
    case "Bundle"?:
      return (content["entry"]?.elements ?? []).compactMap { $0["resource"] }.reduce(into: []) { found, resource in
        if resource["resourceType"]?.text != "Bundle" { found.formUnion(patients(in: resource)) }
      }
    case "Patient"?: return content["id"]?.text.map { [$0] } ?? []
    default:
      let reference = content["subject"]?["reference"]?.text ?? ""
      return reference.hasPrefix("Patient/") ? [String(reference.dropFirst(8))] : []
    }
  }
}
