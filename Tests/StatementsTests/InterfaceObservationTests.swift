import DICOM
import Evidence
import Specification
import Statements
import Testing

/// How claims of interfaces other than DIMSE appear to assertions.
@Suite("What documents say of other interfaces together")
struct InterfaceObservationTests {
  private func claim(
    _ kind: Claim.Kind, _ polarity: Claim.Polarity = .supported, name: String? = nil, role: Claim.Role? = nil,
    property: String? = nil, detail: ClaimDetail? = nil
  ) -> Claim {
    Claim(
      kind: kind, name: name, role: role, polarity: polarity, property: property, detail: detail,
      evidence: [Citation(document: "a", sha256: "0", words: "w")], method: "test", confidence: 95)
  }

  private func list(_ field: String, _ claims: [Claim]) -> [[String: Value]] {
    let reading = DocumentReading(document: "a", sha256: "0", format: "text", claims: claims, problems: [])
    return records(field, StatementObservation.make(readings: [reading]).observation)
  }

  private func records(_ field: String, _ value: Value?) -> [[String: Value]] {
    guard case .record(let record)? = value, case .list(let items)? = record[field] else { return [] }
    return items.compactMap { if case .record(let fields) = $0 { fields } else { nil } }
  }

  @Test("A profile is supported where one of its actors is, denied only where none is and one is denied")
  func integration() {
    func row(_ actor: String, _ polarity: Claim.Polarity, option: String? = nil) -> Claim {
      claim(.ihe, polarity, detail: .integration(.init(profile: "SWF.b", actor: actor, option: option)))
    }
    let both = list("ihe", [row("Image Manager", .supported, option: "Rejection"), row("Order Filler", .notSupported)])
    #expect(both.map { $0["profile"] } == [.string("SWF.b")] && both.first?["support"] == .string("supported"))
    let actors = records("actors", both.first.map { .record($0) })
    #expect(actors.map { $0["actor"] } == [.string("Image Manager"), .string("Order Filler")])
    #expect(actors.map { $0["support"] } == [.string("supported"), .string("not-supported")])
    #expect(actors.first?["options"] == .list([.string("Rejection")]))
    let denied = list("ihe", [row("Order Filler", .notSupported)])
    #expect(denied.first?["support"] == .string("not-supported"))
    #expect(list("ihe", []).isEmpty)
  }

  @Test("A web service counts by what is said of it as a whole, else by its resources; an unnamed role is absent")
  func web() {
    func row(_ resource: String?, _ polarity: Claim.Polarity) -> Claim {
      claim(
        .dicomweb, polarity, role: .originServer,
        detail: .web(.init(service: "QIDO-RS", resource: resource, mediaTypes: ["application/dicom+json"])))
    }
    let parts = list("dicomweb", [row("Studies", .supported), row("Series", .notSupported)])
    #expect(parts.first?["origin-server"] == .string("supported") && parts.first?["user-agent"] == nil)
    #expect(parts.first?["media-types"] == .list([.string("application/dicom+json")]))
    let resources = records("resources", parts.first.map { .record($0) })
    #expect(resources.map { $0["origin-server"] } == [.string("not-supported"), .string("supported")])
    #expect(list("dicomweb", [row(nil, .notSupported)]).first?["origin-server"] == .string("not-supported"))
  }

  @Test("Messages have a direction, resources their interactions, keys their matching; what is denied is not listed")
  func others() {
    let message = list(
      "hl7-message",
      [claim(.hl7Message, detail: .message(.init(event: "ADT^A08", version: "2.4", direction: .inbound)))])
    #expect(message.first?["inbound"] == .string("supported") && message.first?["outbound"] == nil)
    #expect(message.first?["versions"] == .list([.string("2.4")]))
    let resource = list(
      "fhir",
      [
        claim(.fhir, role: .server, detail: .resource(.init(resource: "Patient", interaction: "read"))),
        claim(
          .fhir, .notSupported, role: .server, detail: .resource(.init(resource: "Patient", interaction: "delete"))),
      ])
    #expect(resource.first?["interactions"] == .list([.string("read")]))
    #expect(resource.first?["server"] == .string("supported") && resource.first?["client"] == nil)
    let key = list(
      "query-key",
      [claim(.queryKey, role: .scp, detail: .queryKey(.init(tag: "(0010,0020)", matching: ["wildcard"])))])
    #expect(key.first?["tag"] == .tag(Tag(0x0010, 0x0020)) && key.first?["scp"] == .string("supported"))
    #expect(key.first?["matching"] == .list([.string("wildcard")]))
    let named = list("security-profile", [claim(.securityProfile, .notSupported, name: "TLS")])
    #expect(named.first == ["name": .string("TLS"), "support": .string("not-supported")])
  }
}
