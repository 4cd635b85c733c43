import FHIR
import Foundation
import JSONTree

/// Reads AuditEvent of FHIR R4 as the facts that an audit message has (R4 auditevent-mappings.html, DICOM).
public enum AuditEventReader {
  private static let dicomSystem = "http://dicom.nema.org/resources/ontology/DCM"
  private static let transactionSystem = "urn:ihe:event-type-code"

  /// The events of a content: an AuditEvent, or a Bundle of them; with what of each departs from R4.
  public static func read(
    _ content: [UInt8]
  ) throws(AuditReadingError) -> [(message: AuditMessage, violations: [AuditViolation])] {
    let resource: Resource
    do throws(ResourceError) {
      resource = try Resource(json: content, limits: JSONLimits(bytes: 16 << 20, depth: 64, nodes: 200_000))
    } catch {
      throw AuditReadingError("the content is no resource in JSON: \(error)")
    }
    var events: [Resource] = []
    switch resource.type {
    case "AuditEvent": events = [resource]
    case "Bundle":
      let entries = (resource.root["entry"]?.elements ?? []).compactMap { $0["resource"] }
      events = entries.compactMap { resource.inner($0) }.filter { $0.type == "AuditEvent" }
      guard events.count == entries.count, !events.isEmpty else {
        throw AuditReadingError("the Bundle holds something else than AuditEvents")
      }
    default: throw AuditReadingError("the content is a \(resource.type), no AuditEvent")
    }
    return events.map { event in
      (
        message(event.root),
        ResourceCheck.findings(event).prefix(AuditSchemaCheck.limit).map {
          AuditViolation($0.path, $0.sentence)
        }
      )
    }
  }

  private static func message(_ root: JSONNode) -> AuditMessage {
    AuditMessage(
      event: AuditMessage.Event(
        id: root["type"].flatMap(code), types: (root["subtype"]?.elements ?? []).compactMap(code),
        action: root["action"]?.text, time: root["recorded"]?.text, outcome: root["outcome"]?.text,
        purposes: concepts(root["purposeOfEvent"])),
      participants: (root["agent"]?.elements ?? []).map(participant),
      source: root["source"].flatMap { $0["observer"] }.flatMap(identity),
      objects: (root["entity"]?.elements ?? []).map(object))
  }

  private static func participant(_ node: JSONNode) -> AuditMessage.Participant {
    var roles = (node["type"]?["coding"]?.elements ?? []).compactMap(code)
    roles += concepts(node["role"])
    var isRequestor = false
    if case .boolean(let value)? = node["requestor"]?.value { isRequestor = value }
    return AuditMessage.Participant(
      userID: node["who"].flatMap(identity) ?? "", alternativeUserID: node["altId"]?.text, name: node["name"]?.text,
      isRequestor: isRequestor, roles: roles, accessPoint: node["network"]?["address"]?.text,
      accessPointType: node["network"]?["type"]?.text)
  }

  private static func object(_ node: JSONNode) -> AuditMessage.Object {
    AuditMessage.Object(
      id: node["what"].flatMap(identity), type: node["type"]?["code"]?.text, role: node["role"]?["code"]?.text,
      idType: nil, name: node["name"]?.text, query: node["query"]?.text.flatMap(AuditSchema.Form.decoded),
      details: (node["detail"]?.elements ?? []).map { detail in
        AuditMessage.Detail(
          type: detail["type"]?.text ?? "",
          value: detail["valueString"]?.text.map { Array($0.utf8) }
            ?? detail["valueBase64Binary"]?.text.flatMap(AuditSchema.Form.decoded) ?? [])
      })
  }

  /// What a Reference names: an identifier with its system as the authority of a CX, a reference, or a text.
  private static func identity(_ reference: JSONNode) -> String? {
    if let value = reference["identifier"]?["value"]?.text {
      guard let system = reference["identifier"]?["system"]?.text, system.hasPrefix("urn:oid:") else { return value }
      return "\(value)^^^&\(system.dropFirst("urn:oid:".count))&ISO"
    }
    return reference["reference"]?.text ?? reference["display"]?.text
  }

  private static func concepts(_ node: JSONNode?) -> [AuditMessage.Code] {
    (node?.elements ?? []).flatMap { $0["coding"]?.elements ?? [] }.compactMap(code)
  }

  private static func code(_ node: JSONNode) -> AuditMessage.Code? {
    guard let code = node["code"]?.text else { return nil }
    let system = node["system"]?.text ?? ""
    let name =
      switch system {
      case dicomSystem: AuditMessage.dicom
      case transactionSystem: AuditDemand.transactions
      default: system
      }
    return AuditMessage.Code(code, name, node["display"]?.text ?? "")
  }
}
