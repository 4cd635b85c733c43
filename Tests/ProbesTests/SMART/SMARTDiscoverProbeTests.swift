import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("SMART configurations")
struct SMARTDiscoverProbeTests {
  static func perform(_ defect: String?) async throws -> StepResult {
    let server = try await AuthorizationServer(defect: defect)
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      SMARTDiscoverProbe.self, at: AddressEndpoint(protocolName: .fhir, address: server.url + "/fhir"))
    await bench.close()
    return result
  }

  @Test("A good configuration is read as it is, without findings")
  func good() async throws {
    let result = try await Self.perform(nil)
    #expect(result.failure == nil && result.number("status") == 200 && result.members.isEmpty)
    guard case .record(let fields) = result.observation["configuration"] else {
      Issue.record("\(result)")
      return
    }
    #expect(fields["grant-types-supported"] == .list([.string("client_credentials"), .string("authorization_code")]))
    #expect(fields["issuer"] != nil && fields["token-endpoint"] != nil)
  }

  @Test(
    "Where a configuration leaves the specification is told by the member",
    arguments: [
      ("metadata-without-https", ["token_endpoint"]), ("metadata-without-token-endpoint", ["token_endpoint"]),
      ("metadata-without-grants", ["grant_types_supported"]),
      ("metadata-plain-challenge", ["code_challenge_methods_supported"]),
      ("metadata-alg-none", ["token_endpoint_auth_signing_alg_values_supported"]),
      ("metadata-odd-scope", ["scopes_supported"]), ("metadata-capabilities-text", ["capabilities"]),
      ("metadata-without-issuer", ["issuer", "jwks_uri"]),
    ] as [(String, Set<String>)])
  func findings(_ defect: String, _ members: Set<String>) async throws {
    let result = try await Self.perform(defect)
    #expect(result.failure == nil && result.members == members, "\(result.records("findings"))")
  }

  @Test("A service without one answers, and one that answers out of form is told")
  func none() async throws {
    let none = try await Self.perform("no-metadata")
    #expect(none.failure == nil && none.number("status") == 404 && none.observation["findings"] == nil)
    let broken = try await Self.perform("metadata-not-json")
    #expect(broken.failure?.blame == .system && broken.word("outcome") == "malformed")
  }
}
