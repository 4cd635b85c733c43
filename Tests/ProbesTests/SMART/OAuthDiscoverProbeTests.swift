import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Documents of authorization servers")
struct OAuthDiscoverProbeTests {
  private static func perform(
    _ defect: String?, _ document: String = "oauth", issuer: String? = nil
  ) async throws -> StepResult {
    let server = try await AuthorizationServer(defect: defect)
    let bench = try await ProbeBench(listens: false)
    var inputs: [String: Value] = ["document": .string(document)]
    inputs["issuer"] = issuer.map { .string($0.replacing("PORT", with: "\(server.process.port)")) }
    let result = await bench.perform(
      OAuthDiscoverProbe.self, inputs, at: AddressEndpoint(protocolName: .fhir, address: server.url + "/fhir"))
    await bench.close()
    return result
  }

  @Test("A good document is read as it is, without findings", arguments: ["oauth", "openid"])
  func good(_ document: String) async throws {
    let result = try await Self.perform(nil, document)
    #expect(result.failure == nil && result.number("status") == 200 && result.members.isEmpty)
    guard case .record(let fields) = result.observation["metadata"] else {
      Issue.record("\(result)")
      return
    }
    #expect(fields["code-challenge-methods-supported"] == .list([.string("S256")]))
    #expect(fields["issuer"] == result.observation["issuer"])
    #expect((fields["acr-values-supported"] == .list([])) == (document == "oauth"))
  }

  @Test(
    "Where a document leaves its specification is told by the member",
    arguments: [
      ("authority-other-issuer", "oauth", ["issuer"]), ("authority-other-issuer", "openid", ["issuer"]),
      ("authority-slash-issuer", "oauth", ["issuer"]), ("authority-without-issuer", "oauth", ["issuer"]),
      ("authority-without-https", "openid", ["jwks_uri"]),
      ("authority-without-responses", "oauth", ["response_types_supported"]),
      ("authority-alg-none", "oauth", ["token_endpoint_auth_signing_alg_values_supported"]),
      ("authority-without-algs", "oauth", ["token_endpoint_auth_signing_alg_values_supported"]),
      ("authority-without-algs", "openid", []), ("authority-empty-list", "oauth", ["scopes_supported"]),
      ("authority-empty-list", "openid", ["scopes_supported"]),
      ("authority-text-list", "openid", ["response_types_supported"]),
      ("authority-empty-responses", "oauth", ["response_types_supported"]),
      ("authority-clients-alone", "oauth", []), ("authority-clients-alone-empty", "oauth", []),
      ("authority-clients-alone", "openid", ["authorization_endpoint", "response_types_supported"]),
      ("authority-clients-alone-empty", "openid", ["authorization_endpoint", "response_types_supported"]),
      ("authority-revocation-without-algs", "oauth", ["revocation_endpoint_auth_signing_alg_values_supported"]),
      ("authority-revocation-without-algs", "openid", []),
      ("authority-introspection-alg-none", "oauth", ["introspection_endpoint_auth_signing_alg_values_supported"]),
      ("openid-without-subjects", "openid", ["subject_types_supported"]),
      ("openid-without-rs256", "openid", ["id_token_signing_alg_values_supported"]),
    ] as [(String, String, Set<String>)])
  func findings(_ defect: String, _ document: String, _ members: Set<String>) async throws {
    let result = try await Self.perform(defect, document)
    #expect(result.failure == nil && result.members == members, "\(result.records("findings"))")
  }

  @Test("A server without one answers, and one that answers out of form or is busy is told as such")
  func none() async throws {
    let none = try await Self.perform("no-openid", "openid")
    #expect(none.failure == nil && none.number("status") == 404 && none.observation["findings"] == nil)
    let broken = try await Self.perform("authority-not-json")
    #expect(broken.failure?.blame == .system && broken.word("outcome") == "malformed")
    #expect(try await Self.perform("authority-busy").failure?.blame == .network)
  }

  @Test("No host is asked that neither the network file nor the step names")
  func strangers() async throws {
    let elsewhere = try await Self.perform("issuer-elsewhere")
    #expect(elsewhere.failure?.blame == .configuration && elsewhere.number("status") == nil)
    #expect(elsewhere.failure?.message.contains("elsewhere.example") == true)
    let untold = try await Self.perform("metadata-without-issuer")
    #expect(untold.failure?.blame == .configuration && untold.observation["issuer"] == nil)
    let named = try await Self.perform("metadata-without-issuer", issuer: "https://127.0.0.1:PORT")
    #expect(named.failure == nil && named.number("status") == 200 && named.members.isEmpty)
    let odd = try await Self.perform(nil, issuer: "no address")
    #expect(odd.failure?.blame == .configuration)
  }
}
