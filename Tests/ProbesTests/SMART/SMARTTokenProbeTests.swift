import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Asking for tokens, against a server by oauthlib and PyJWT")
struct SMARTTokenProbeTests {
  static let faults: Value = .list(SMARTTokenDescription.bends.map { .string($0) })

  static func perform(
    _ server: AuthorizationServer, by way: AuthorizationServer.Way = .es384,
    _ inputs: [String: Value] = ["faults": faults]
  ) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(SMARTTokenProbe.self, inputs, at: server.endpoint(by: way))
    await bench.close()
    return result
  }

  static func issued(_ result: StepResult) -> Set<String> {
    result.words("fault", in: "tries", where: { $0["issued"] == .boolean(true) })
  }

  @Test("A good server gives a token and refuses every fault", arguments: AuthorizationServer.Way.allCases)
  func good(_ way: AuthorizationServer.Way) async throws {
    let result = try await Self.perform(try await AuthorizationServer(), by: way)
    #expect(result.failure == nil, "\(result)")
    #expect(result.observation["issued"] == .boolean(true) && result.members.isEmpty)
    #expect(result.observation["expires-in"] == .duration(nanoseconds: 300_000_000_000))
    #expect(result.strings("granted-scope") == ["system/*.rs"] && result.word("token-format") == "jwt")
    #expect(Self.issued(result).isEmpty)
    let own: Set<String> =
      way == .secret
      ? ["wrong-secret", "unknown-client", "unknown-grant"]
      : Set(SMARTTokenDescription.bends).subtracting(["wrong-secret"])
    #expect(result.words("fault", in: "tries", where: { _ in true }) == own)
    #expect(
      result.words("fault", in: "not-tried", where: { _ in true })
        == Set(SMARTTokenDescription.bends).subtracting(own))
    let codes = result.words("error", in: "tries", where: { $0["fault"] != .string("unknown-grant") })
    #expect(codes == ["invalid_client"])
    let text = "\(result)"
    #expect(!text.contains("eyJ") && !text.contains("correct-horse") && !text.contains("PRIVATE KEY"))
  }

  @Test(
    "A server that lets a fault pass is seen by that fault and by no other",
    arguments: [
      ("assertion-unsigned", ["alg-none"]), ("assertion-any-key", ["other-key", "tampered"]),
      ("assertion-ignores-expiry", ["expired"]), ("assertion-ignores-audience", ["wrong-audience"]),
      ("assertion-replayed", ["replayed-jti"]), ("assertion-without-kid", ["no-kid"]),
      ("any-client", ["unknown-client"]), ("any-grant", ["unknown-grant"]),
    ] as [(String, Set<String>)])
  func defects(_ defect: String, _ expected: Set<String>) async throws {
    let result = try await Self.perform(try await AuthorizationServer(defect: defect))
    #expect(result.failure == nil && Self.issued(result) == expected, "\(result)")
  }

  @Test("A server that takes any secret is seen")
  func anySecret() async throws {
    let result = try await Self.perform(try await AuthorizationServer(defect: "any-secret"), by: .secret)
    #expect(Self.issued(result) == ["wrong-secret"])
  }

  @Test(
    "An answer that leaves the specification is told by the member",
    arguments: [
      ("no-expiry", "expires_in"), ("expiry-as-text", "expires_in"), ("no-scope", "scope"),
      ("cacheable", "Cache-Control"), ("other-type", "token_type"),
    ])
  func findings(_ defect: String, _ member: String) async throws {
    let result = try await Self.perform(try await AuthorizationServer(defect: defect), [:])
    #expect(result.failure == nil && result.members == [member], "\(result)")
    #expect(result.observation["issued"] == .boolean(true))
  }

  @Test("An opaque token is told as such")
  func opaque() async throws {
    let result = try await Self.perform(try await AuthorizationServer(isOpaque: true))
    #expect(result.word("token-format") == "opaque" && Self.issued(result).isEmpty)
  }

  @Test("Who can't have a token for the right request is not judged by the wrong ones")
  func refused() async throws {
    let server = try await AuthorizationServer()
    let refused = try await Self.perform(server, ["scope": .string("system/*.cruds"), "faults": Self.faults])
    #expect(refused.failure?.blame == .configuration && refused.word("error") == "invalid_scope")
    #expect(refused.observation["tries"] == nil)
    let busy = try await Self.perform(try await AuthorizationServer(defect: "token-endpoint-busy"))
    #expect(busy.failure?.blame == .network && busy.observation["tries"] == nil)
    let nobody = try await Self.perform(
      server, ["token-url": .string("http://127.0.0.1:\(try PeerProcess.freePort())/token"), "faults": Self.faults])
    #expect(nobody.failure?.blame == .configuration && nobody.word("outcome") == "unreachable")
  }

  @Test("A key of another kind than its algorithm is the harness's matter, and tells nothing of the key")
  func wrongKey() async throws {
    let server = try await AuthorizationServer()
    var endpoint = server.endpoint()
    guard case .clientCredentials(var grant) = endpoint.authorization else { return }
    grant.authentication = .privateKey(.file(server.file("key-rs.pem")), keyID: "key-rs", algorithm: "ES384")
    endpoint.authorization = .clientCredentials(grant)
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(SMARTTokenProbe.self, at: endpoint)
    #expect(result.failure?.blame == .harness && result.failure?.message.contains("P-384") == true)
    #expect(!"\(result)".contains("PRIVATE"))
    await bench.close()
  }
}
