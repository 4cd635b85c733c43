import Foundation
import TestPeers
import Testing

/// The requirements on user assertions, from their files to the verdict, against a registry that keeps them and ones that do
/// not.
@Suite("User assertions", .serialized, .timeLimit(.minutes(5)))
struct UserAssertionScenarioTests {
  static let live = ["SEC-006a", "SEC-006b", "SEC-007a", "SEC-010a", "SEC-011a"]
  static let declared = ["SEC-007b", "SEC-009a"]

  /// What each defect breaks; all else that a probe shows is met.
  static let broken: [AssertedRegistry.Defect: [String: String]] = [
    .none: [:],
    .takesMissing: ["SEC-006a": "not met"], .takesUnsigned: ["SEC-006a": "not met", "SEC-006b": "not met"],
    .takesExpired: ["SEC-006a": "not met"], .takesEarly: ["SEC-006a": "not met"],
    .takesOtherAudience: ["SEC-006a": "not met"], .takesAltered: ["SEC-006a": "not met"],
    .takesForeignKey: ["SEC-006a": "not met"], .takesWrapped: ["SEC-006b": "not met"],
    .ignoresRole: ["SEC-010a": "not met"], .ignoresPurpose: ["SEC-010a": "not met"],
    .ignoresRestriction: ["SEC-011a": "not met"], .refusesEmergency: ["SEC-007a": "not met"],
    .faultsWithoutCode: ["SEC-006a": "not met", "SEC-006b": "not met"],
    // Whoever refuses the right assertion may not have been told of the issuer.
    .trustsNobody: Dictionary(uniqueKeysWithValues: live.map { ($0, "inconclusive") }),
  ]

  private static func run(
    _ registry: AssertedRegistry, asserts: Bool = true
  ) async throws -> (Tender, Verdicts, String) {
    let tender = try Tender(port: 104)
    let specification = try tender.specification("user-assertions")
    // Nobody waits a minute for what does not come.
    let rows = "\(specification)/groups/user-assertions.yaml"
    try String(contentsOfFile: rows, encoding: .utf8).replacing(
      "every: 2 s, for: 60 s", with: "every: 100 ms, for: 1 s"
    ).write(toFile: rows, atomically: true, encoding: .utf8)
    try FileManager.default.copyItem(atPath: registry.issuer.key, toPath: tender.path("issuer.key"))
    try FileManager.default.copyItem(atPath: registry.issuer.certificate, toPath: tender.path("issuer.pem"))
    let authorization = """
      , authorization: {assertion: {issuer: "urn:assay:issuer", certificate: issuer.pem, key: {file: issuer.key}, \
      audience: "\(AssertedRegistry.audience)", subject: orla, name: Orla Quill, organization: Trust, \
      organization-id: "urn:oid:1.2.3", role: {code: "\(AssertedRegistry.role)", scheme: 2.16.840.1.113883.6.96}, \
      purpose-of-use: {code: TREAT, scheme: 2.16.840.1.113883.5.8}}}
      """
    try tender.writeNetwork(
      systems: """
        - id: registry
          vendor: Vendor
          product: Product
          roles: [document-registry, document-repository]
          permits: [read, write]
          endpoints:
            xds: {url: "\(registry.url)", repository-unique-id: \(DocumentRegistry.repositoryUniqueID)\(asserts ? authorization : "")}
        """)
    try tender.writeBid(roles: "document-registry, document-repository")
    let ended = try await tender.start(specification: specification).ended()
    return (tender, try tender.verdicts(), ended.output + ended.error)
  }

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: AssertedRegistry.Defect.allCases)
  func verdicts(_ defect: AssertedRegistry.Defect) async throws {
    let registry = try await AssertedRegistry(defect, key: defect == .none ? .rsa2048 : .p256)
    defer { registry.stop() }
    let (tender, verdicts, text) = try await Self.run(registry)
    let broken = try #require(Self.broken[defect])
    for id in Self.live {
      let requirement = try #require(verdicts[id], "\(text)")
      #expect(
        requirement.shown == broken[id] ?? "met",
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
    for id in Self.declared { #expect(verdicts[id]?.shown == "not demonstrated", "\(id)") }
    // No assertion that could be used again comes into a file, and no key.
    let files = try #require(FileManager.default.enumerator(atPath: tender.out)).compactMap { $0 as? String }
    #expect(files.count > 3)
    for file in files {
      guard let data = FileManager.default.contents(atPath: tender.out + "/" + file) else { continue }
      let content = String(decoding: data, as: UTF8.self)
      #expect(!content.contains("ds:SignatureValue") && !content.contains("PRIVATE KEY"), "\(file)")
    }
  }

  @Test("Without an assertion in the network file nothing is tried, and nothing is shown")
  func none() async throws {
    let registry = try await AssertedRegistry()
    defer { registry.stop() }
    let (_, verdicts, _) = try await Self.run(registry, asserts: false)
    for id in Self.live { #expect(verdicts[id]?.shown == "not demonstrated", "\(id): \(verdicts[id]?.why ?? "")") }
  }
}
