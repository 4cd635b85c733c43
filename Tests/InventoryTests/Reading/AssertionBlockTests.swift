import Inventory
import Specification
import Testing

@Suite("Reading how the harness asserts who asks")
struct AssertionBlockTests {
  private static func read(_ block: String, at line: String) throws -> (Authorization?, [String]) {
    let written = Sample.network.replacing(line, with: line.replacing(" }", with: ", authorization: \(block) }"))
    let reading = InventoryReader.network(try Sample.source(written, "n.yaml"), rules: Sample.rules)
    guard case .address(let endpoint) = reading.value?.sites.first?.systems.first?.endpoints[.pixv3] else {
      return (nil, reading.diagnostics.map(\.message))
    }
    return (endpoint.authorization, reading.diagnostics.map(\.message))
  }

  private static let line = "pixv3: { url: \"https://pix.example/\" }"

  @Test("A block with all its keys is read")
  func whole() throws {
    let (authorization, problems) = try Self.read(
      """
      { assertion: { issuer: "urn:i", certificate: c.pem, key: { environment: K }, audience: "urn:a", subject: orla, \
      name: Orla Quill, organization: Trust, organization-id: "urn:oid:1.2", home-community-id: "urn:oid:1.3", \
      role: { code: "1", scheme: 1.2.3, display: Reader }, purpose-of-use: { code: TREAT, scheme: 1.2.4 } } }
      """, at: Self.line)
    #expect(problems.isEmpty)
    #expect(
      authorization
        == .assertion(
          AssertionSettings(
            issuer: "urn:i", certificate: "c.pem", key: .environment("K"), audience: "urn:a", subject: "orla",
            name: "Orla Quill", organization: "Trust", organizationID: "urn:oid:1.2", homeCommunityID: "urn:oid:1.3",
            role: .init(code: "1", scheme: "1.2.3", display: "Reader"),
            purposeOfUse: .init(code: "TREAT", scheme: "1.2.4"))))
  }

  @Test(
    "A block without its key, with another way beside it, or with a scheme that is none, is an error",
    arguments: [
      "{ assertion: { issuer: i, certificate: c.pem, subject: s } }",
      "{ assertion: { issuer: i, certificate: c.pem, key: { file: k }, subject: s }, bearer: { token: { file: t } } }",
      "{ assertion: { issuer: i, certificate: c.pem, key: { file: k }, subject: s, role: { code: a, scheme: b } } }",
    ])
  func refused(_ block: String) throws {
    #expect(try !Self.read(block, at: Self.line).1.isEmpty)
  }

  @Test("Where no SOAP is spoken there is no assertion")
  func otherEndpoints() throws {
    let written = Sample.network.replacing(
      "fhir: { url: \"http://[::1]/fhir\" }",
      with: """
        fhir: { url: "http://[::1]/fhir", authorization: { assertion: { issuer: i, certificate: c.pem, \
        key: { file: k }, subject: s } } }
        """)
    #expect(InventoryReader.network(try Sample.source(written, "n.yaml"), rules: Sample.rules).value == nil)
  }
}
