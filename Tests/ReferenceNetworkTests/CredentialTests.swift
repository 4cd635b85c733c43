import Foundation
import HTTPExchange
import IHE
import NIOCore
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
      .xca: "/xca",
    ]
    let roles: [SimulatedEndpoint.Kind: Set<String>] = [
      .dicomweb: ["archive"], .fhir: ["fhir-server"], .pixv3: ["patient-index-v3"], .hpd: ["provider-directory"],
      .xds: ["document-registry"], .xca: ["initiating-gateway"],
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
    arguments: [SimulatedEndpoint.Kind.dicomweb, .fhir, .pixv3, .hpd, .xds, .xca])
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

  /// An archive that wants tokens, and records at another site that give them or do not.
  private static func archive(besideRecords roles: Set<String>) -> SimulatedNetwork {
    let client = SimulatedClient(id: "assay", authentication: .secret("secret"))
    func endpoint(_ kind: SimulatedEndpoint.Kind, _ path: String) -> SimulatedEndpoint {
      SimulatedEndpoint(kind: kind, host: "127.0.0.1", port: 0, path: path, client: client)
    }
    func site(_ id: String, _ roles: Set<String>, _ endpoint: SimulatedEndpoint) -> SimulatedSite {
      SimulatedSite(id: id, systems: [SimulatedSystem(site: id, id: "system", roles: roles, endpoints: [endpoint])])
    }
    return SimulatedNetwork(sites: [
      site("a", ["archive"], endpoint(.dicomweb, "/dicom-web")), site("b", roles, endpoint(.fhir, "/fhir")),
    ])
  }

  @Test("An archive takes the tokens that a FHIR server at another site gives, and no others")
  func tokensOfTheNetwork() async throws {
    let simulation = try await Simulation.start(Self.archive(besideRecords: ["fhir-server"]))
    let ports = Dictionary(uniqueKeysWithValues: simulation.served.map { ($0.endpoint.kind, $0.endpoint.port) })
    let images = try #require(ports[.dicomweb])
    let records = try #require(ports[.fhir])
    let client = try WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton)
    func status(showing token: String?) async throws -> Int {
      var request = WebRequest(.GET, "http://127.0.0.1:\(images)/dicom-web/studies")
      if let token { request.fields.replaceOrAdd(name: "Authorization", value: "Bearer \(token)") }
      return try await client.exchange(request).status
    }
    #expect(try await status(showing: nil) == 401)
    #expect(try await status(showing: "e30.e30.") == 401)
    var asking = WebRequest(.POST, "http://127.0.0.1:\(records)/token")
    asking.fields.replaceOrAdd(name: "Authorization", value: Self.basic)
    asking.fields.replaceOrAdd(name: "Content-Type", value: "application/x-www-form-urlencoded")
    asking.body = .bytes(ByteBuffer(string: "grant_type=client_credentials&scope=system%2F*.rs"))
    let given = try #require(try await client.exchange(asking).body.bytes(upTo: 1 << 16))
    let answer = try JSONDecoder().decode(Given.self, from: Data(given.readableBytesView))
    #expect(try await status(showing: answer.token) == 204)
    await client.close()
    await simulation.stop()
  }

  /// What a token endpoint gives.
  private struct Given: Decodable {
    var token: String
    private enum CodingKeys: String, CodingKey { case token = "access_token" }
  }

  @Test("An archive that wants tokens which nobody gives does not start")
  func tokensOfNobody() async throws {
    await #expect(throws: SimulationFailure.self) {
      _ = try await Simulation.start(Self.archive(besideRecords: ["record-locator"]))
    }
  }

  @Test("With its defect a lock lets in who shows nothing, and still nobody with a wrong password")
  func broken() async throws {
    let defects: Set<String> = ["lock.opens-to-everybody"]
    #expect(try await Self.ask(.dicomweb, Self.password, showing: nil, defects: defects).status != 401)
    #expect(try await Self.ask(.dicomweb, Self.password, showing: "Basic YTpi", defects: defects).status == 401)
  }
}
