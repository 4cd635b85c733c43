import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Protected services, against one by Flask and PyJWT")
struct SMARTAccessProbeTests {
  static let inputs: [String: Value] = [
    "tokens": .list(SMARTAccessDescription.words.map { .string($0) }),
    "lesser-scope": .string("system/Organization.rs"),
  ]

  static func perform(
    _ server: AuthorizationServer, _ name: EndpointProtocol = .fhir, by way: AuthorizationServer.Way = .es384,
    hasTokens: Bool = true, with inputs: [String: Value] = inputs
  ) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    var inputs = inputs
    inputs["endpoint"] = .string(name.rawValue)
    let result = await bench.perform(
      SMARTAccessProbe.self, inputs, at: server.endpoint(name, by: way, hasTokens: hasTokens))
    await bench.close()
    return result
  }

  static func letIn(_ result: StepResult) -> Set<String> {
    result.words("token", in: "tries", where: { $0["data"] == .boolean(true) })
  }

  @Test("A good service refuses every token but its own", arguments: [EndpointProtocol.fhir, .dicomweb])
  func good(_ name: EndpointProtocol) async throws {
    let result = try await Self.perform(try await AuthorizationServer(), name)
    #expect(result.failure == nil, "\(result)")
    #expect(
      result.observation["control"] == .record(["status": .number(200), "data": .boolean(true)]), "\(result)")
    #expect(Self.letIn(result).isEmpty)
    #expect(result.words("token", in: "tries", where: { _ in true }) == Set(SMARTAccessDescription.words))
    let refused = result.records("tries").map { $0["status"] }
    #expect(refused.allSatisfy { $0 == .number(401) || $0 == .number(403) })
    #expect(
      result.words("token", in: "tries", where: { $0["error"] == .string("insufficient_scope") }) == ["lesser-scope"])
    #expect(!"\(result)".contains("eyJ"))
  }

  @Test("An opaque token is tampered and made up, and bent in no way that it does not have")
  func opaque() async throws {
    let result = try await Self.perform(try await AuthorizationServer(isOpaque: true))
    #expect(result.failure == nil && Self.letIn(result).isEmpty)
    #expect(result.words("token", in: "not-tried", where: { _ in true }) == ["alg-none", "other-key"])
    let careless = try await Self.perform(try await AuthorizationServer(defect: "matches-beginning", isOpaque: true))
    #expect(Self.letIn(careless) == ["tampered"])
  }

  @Test(
    "A service that lets a token pass is seen by that token and by no other",
    arguments: [
      ("accepts-unsigned", ["alg-none"]), ("accepts-any-key", ["other-key", "tampered"]),
      ("ignores-expiry", ["expired"]), ("ignores-audience", ["other-audience"]), ("ignores-scope", ["lesser-scope"]),
      ("open", ["none"]),
      (
        "accepts-any-token",
        ["made-up", "tampered", "alg-none", "other-key", "expired", "other-audience", "lesser-scope"]
      ),
    ] as [(String, Set<String>)])
  func defects(_ defect: String, _ expected: Set<String>) async throws {
    let result = try await Self.perform(try await AuthorizationServer(defect: defect))
    #expect(result.failure == nil && Self.letIn(result) == expected, "\(result)")
  }

  @Test("A token that a service sends back comes into no record")
  func echo() async throws {
    let result = try await Self.perform(try await AuthorizationServer(defect: "echoes-token"))
    #expect(result.records("tries").contains { "\($0)".contains("error_description") })
    #expect(!"\(result)".contains("eyJ"), "\(result)")
  }

  @Test("What the network file does not hold is not tried, with the reason")
  func missing() async throws {
    let result = try await Self.perform(try await AuthorizationServer(), hasTokens: false)
    #expect(result.failure == nil)
    #expect(result.words("token", in: "not-tried", where: { _ in true }) == ["expired", "other-audience"])
  }

  @Test("A server that grants more than was asked for shows nothing about scopes")
  func grantsMore() async throws {
    let result = try await Self.perform(try await AuthorizationServer(defect: "grants-more"))
    #expect(result.words("token", in: "not-tried", where: { _ in true }) == ["lesser-scope"])
  }

  @Test("A service that refuses the right token as well, or that is not there, is not judged")
  func unreachable() async throws {
    let server = try await AuthorizationServer()
    let refused = try await Self.perform(
      server, with: ["tokens": .list([.string("none")]), "scope": .string("system/Organization.rs")])
    #expect(refused.failure?.blame == .configuration && refused.observation["tries"] == nil, "\(refused)")
    let down = try await Self.perform(try await AuthorizationServer(defect: "down"))
    #expect(down.failure?.blame == .network && down.observation["tries"] == nil)
  }

  @Test("A token that is said to be expired and is not, or is meant for this service, is not tried")
  func unfit() async throws {
    let server = try await AuthorizationServer()
    var endpoint = server.endpoint()
    guard case .clientCredentials(var grant) = endpoint.authorization else { return }
    (grant.expiredToken, grant.foreignToken) = (.file(server.file("foreign")), .file(server.file("expired")))
    endpoint.authorization = .clientCredentials(grant)
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      SMARTAccessProbe.self, ["tokens": .list([.string("expired"), .string("other-audience")])], at: endpoint)
    #expect(result.failure == nil && result.records("tries").isEmpty && result.records("not-tried").count == 2)
    await bench.close()
  }
}
