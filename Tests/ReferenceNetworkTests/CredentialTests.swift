import Foundation
import HTTPExchange
import IHE
import NIOHTTP1
import NIOPosix
import Testing

@testable import ReferenceNetwork

/// Who is let in at simulated endpoints, and who is not.
@Suite("Credentials of simulated systems", .timeLimit(.minutes(1)))
struct CredentialTests {
  private static let password = SimulatedLock.password(user: "assay", "secret")
  private static let basic = "Basic \(Data("assay:secret".utf8).base64EncodedString())"

  private static func network(_ lock: SimulatedLock, _ kind: SimulatedEndpoint.Kind) -> SimulatedNetwork {
    let paths: [SimulatedEndpoint.Kind: String] = [
      .dicomweb: "/dicom-web", .fhir: "/fhir", .pixv3: PatientIndex.path, .hpd: "/providers", .xds: "/xds",
    ]
    let roles: [SimulatedEndpoint.Kind: Set<String>] = [
      .dicomweb: ["archive"], .fhir: ["fhir-server"], .pixv3: ["patient-index-v3"], .hpd: ["provider-directory"],
      .xds: ["document-registry"],
    ]
    let endpoint = SimulatedEndpoint(
      kind: kind, host: "127.0.0.1", port: 0, path: paths[kind] ?? "/", lock: lock)
    return SimulatedNetwork(sites: [
      SimulatedSite(
        id: "a", systems: [SimulatedSystem(site: "a", id: "b", roles: roles[kind] ?? [], endpoints: [endpoint])])
    ])
  }

  /// The status of a request, and the challenge that came with it.
  private static func ask(
    _ kind: SimulatedEndpoint.Kind, _ lock: SimulatedLock, showing shown: String?, defects: Set<String> = []
  ) async throws -> (status: Int, challenge: String?) {
    let simulation = try await Simulation.start(network(lock, kind), defects: defects)
    let endpoint = try #require(simulation.served.first?.endpoint)
    let client = try WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton)
    var request = WebRequest(.GET, "http://127.0.0.1:\(endpoint.port)\(endpoint.path)")
    if let shown { request.fields.replaceOrAdd(name: "Authorization", value: shown) }
    let response = try await client.exchange(request)
    await client.close()
    await simulation.stop()
    return (response.status, response.fields.first(name: "www-authenticate"))
  }

  @Test(
    "Who shows nothing is refused with a challenge, who shows what was agreed is served",
    arguments: [SimulatedEndpoint.Kind.dicomweb, .fhir, .pixv3, .hpd, .xds])
  func locked(_ kind: SimulatedEndpoint.Kind) async throws {
    let refused = try await Self.ask(kind, Self.password, showing: nil)
    #expect(refused.status == 401)
    #expect(refused.challenge?.hasPrefix("Basic realm=") == true)
    #expect(try await Self.ask(kind, Self.password, showing: Self.basic).status != 401)
  }

  @Test(
    "A wrong password, another user, another scheme and the wrong token are refused",
    arguments: [
      (password, "Basic \(Data("assay:Secret".utf8).base64EncodedString())", false),
      (password, "Basic \(Data("other:secret".utf8).base64EncodedString())", false),
      (password, "Bearer secret", false), (password, "", false), (password, basic, true),
      (.token("abc"), "Bearer abc", true), (.token("abc"), "bearer abc", true), (.token("abc"), "Bearer abcd", false),
      (.token("abc"), "Basic abc", false),
    ])
  func keys(_ lock: SimulatedLock, _ shown: String, isRight: Bool) {
    let request = ReceivedRequest(method: .GET, target: "/", fields: ["Authorization": shown])
    let refusal = EndpointLock(lock: lock, defects: []).refusal(request)
    #expect((refusal == nil) == isRight)
  }

  @Test("With its defect a lock lets in who shows nothing, and still nobody with a wrong password")
  func broken() async throws {
    let defects: Set<String> = ["lock.opens-to-everybody"]
    #expect(try await Self.ask(.dicomweb, Self.password, showing: nil, defects: defects).status != 401)
    #expect(try await Self.ask(.dicomweb, Self.password, showing: "Basic YTpi", defects: defects).status == 401)
  }
}
