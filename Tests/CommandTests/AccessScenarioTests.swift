import Foundation
import TestPeers
import Testing

/// The requirements on access by token, from their files to the verdict, against services that keep them and services that
/// do not.
@Suite("Access by token", .serialized, .timeLimit(.minutes(5)))
struct AccessScenarioTests {
  static let all = "abcdefghijk".map { "SEC-008\($0)" } + open
  /// What everybody may read.
  private static let open = ["FHR-009a", "SEC-009b"]

  /// What each defect breaks; all else is met.
  static let broken: [String: Set<String>] = [
    "": [], "accepts-unsigned": ["SEC-008a", "SEC-008f"], "ignores-expiry": ["SEC-008b", "SEC-008g"],
    "ignores-scope": ["SEC-008c", "SEC-008h"], "ignores-audience": ["SEC-008d", "SEC-008i"],
    "assertion-any-key": ["SEC-008e", "SEC-008j"], "assertion-replayed": ["SEC-008j"],
    "no-expiry": ["SEC-008k"], "metadata-without-https": ["FHR-009a"], "authority-other-issuer": ["SEC-009b"],
  ]

  /// Runs the requirements; the verdicts, and all that the command wrote.
  static func run(_ server: AuthorizationServer, hasGrant: Bool = true) async throws -> (Tender, Verdicts, String) {
    let tender = try Tender(port: 104)
    for name in ["key-es.pem", "expired", "foreign"] {
      try FileManager.default.copyItem(atPath: server.file(name), toPath: tender.path(name))
    }
    let authorization = """
      authorization: {oauth2: {token-url: "\(server.url)/token", client-id: assay, scope: "system/*.rs", \
      private-key-jwt: {key: {file: key-es.pem}, key-id: key-es, algorithm: ES384}, \
      expired-token: {file: expired}, foreign-token: {file: foreign}}}
      """
    let rest = hasGrant ? ", \(authorization)" : ""
    try tender.writeNetwork(
      systems: """
        - id: archive
          vendor: Vendor
          product: Product
          roles: [archive, fhir-server]
          permits: [read]
          endpoints:
            dicomweb: {url: "\(server.url)/dicom-web"\(rest)}
            fhir: {url: "\(server.url)/fhir"\(rest)}
        """)
    let ended = try await tender.start(specification: try tender.specification("access")).ended()
    return (tender, try tender.verdicts(), ended.output + ended.error)
  }

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: broken.keys.sorted())
  func verdicts(_ defect: String) async throws {
    let server = try await AuthorizationServer(defect: defect.isEmpty ? nil : defect)
    let (tender, verdicts, text) = try await Self.run(server)
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(text)")
      #expect(
        requirement.shown == (broken.contains(id) ? "not met" : "met"),
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
    // No token, no key and no part of them comes into a file.
    let files = try #require(FileManager.default.enumerator(atPath: tender.out)).compactMap { $0 as? String }
    #expect(files.count > 3 && !text.contains("eyJ"))
    for file in files {
      guard let data = FileManager.default.contents(atPath: tender.out + "/" + file) else { continue }
      // What a page carries packed is Base64 in long runs, in which any three letters stand by chance.
      let content = String(decoding: data, as: UTF8.self).replacing(#/[A-Za-z0-9+\/=]{400,}/#, with: "")
      // `eyJ`, with which every token begins, in text and in hexadecimal.
      #expect(!content.contains("eyJ") && !content.replacing(" ", with: "").contains("65794A"), "\(file)")
    }
  }

  @Test("Opaque tokens meet the same requirements")
  func opaque() async throws {
    let (_, verdicts, _) = try await Self.run(try await AuthorizationServer(isOpaque: true))
    #expect(verdicts["SEC-008a"]?.shown == "met" && verdicts["SEC-008f"]?.shown == "met")
  }

  @Test("Without an authorization server in the network file nothing is sent, and nothing is shown")
  func noGrant() async throws {
    let (_, verdicts, _) = try await Self.run(try await AuthorizationServer(), hasGrant: false)
    for id in Self.all where !Self.open.contains(id) {
      #expect(verdicts[id]?.shown == "not demonstrated", "\(id): \(verdicts[id]?.why ?? "")")
    }
  }

  @Test(
    "Who tells of clients and not of the sign-on of staff meets it in part",
    arguments: ["no-openid", "openid-without-classes"])
  func clientsAlone(_ defect: String) async throws {
    let (_, verdicts, text) = try await Self.run(try await AuthorizationServer(defect: defect))
    #expect(verdicts["SEC-009b"]?.shown == "partly met 0.5", "\(text)")
  }

  @Test("A token endpoint that can't serve makes nobody fail", arguments: ["token-endpoint-busy", "down"])
  func unreachable(_ defect: String) async throws {
    let (_, verdicts, _) = try await Self.run(try await AuthorizationServer(defect: defect))
    for id in ["SEC-008a", "SEC-008b", "SEC-008c", "SEC-008d"] {
      #expect(verdicts[id]?.shown == "inconclusive", "\(id): \(verdicts[id]?.why ?? "")")
    }
  }
}
