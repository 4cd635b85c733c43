import FHIR
import Foundation
import HTTPExchange

/// What is claimed of one type and changes what is there.
extension CapabilitySweep {
  /// Creates, updates and deletes a resource of the harness's own.
  mutating func changes(_ type: StatedCapabilities.ResourceType) async throws(WebFailure) {
    let claimed = ["create", "update", "delete"].filter { type.interactions.contains($0) }
    func skipAll(_ sweep: inout CapabilitySweep, _ why: String) {
      for code in claimed { sweep.skip(type.type, code, because: why) }
    }
    guard !claimed.isEmpty else { return }
    guard writes else { return skipAll(&self, "it changes what is there, and the step does not write") }
    guard claimed.contains("create"), let resource = Self.ownResource(type.type) else {
      return skipAll(&self, "the harness has no resource of its own of this type")
    }
    var id: String?
    try await attempt(type.type, "create", interface.create(resource)) { answer in
      id = answer.id
      return answer.status == 201 ? (answer.id == nil ? "the answer names no id" : nil) : "status \(answer.status)"
    }
    guard let id, let changed = try? resource.with(id: id) else {
      for code in claimed where code != "create" {
        skip(type.type, code, because: "nothing could be created")
      }
      return
    }
    if claimed.contains("update") {
      try await attempt(type.type, "update", interface.update(changed, id)) { answer in
        answer.status == 200 ? nil : "status \(answer.status)"
      }
    }
    guard claimed.contains("delete") else { return }
    try await attempt(type.type, "delete", interface.delete(type.type, id)) { answer in
      [200, 202, 204].contains(answer.status) ? nil : "status \(answer.status)"
    }
  }

  /// A resource of a type of which nothing must be there, with an identifier that nothing else has.
  private static func ownResource(_ type: String) -> Resource? {
    let registry = ElementRegistry.r4
    let elements = registry.elements(of: type)
    guard registry.isResource(type), !elements.contains(where: { $0.minimum > 0 }),
      elements.contains(where: { $0.name == "identifier" && $0.repeats })
    else { return nil }
    let value = "urn:uuid:\(UUID().uuidString.lowercased())"
    return try? Resource(
      json: Array(
        #"{"resourceType":"\#(type)","identifier":[{"system":"urn:ietf:rfc:3986","value":"\#(value)"}]}"#.utf8))
  }
}
