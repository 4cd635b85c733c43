import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Credentials of web probes")
struct WebAuthorizationProbeTests {
  static func folder(_ files: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("secrets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return folder
  }

  @Test(
    "Orthanc behind TLS with client certificate and password is searched; a wrong password is a matter of configuration"
  )
  func orthanc() async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await bench.orthanc(holding: ["absent"])
    let authority = try CertificateAuthority()
    var settings = Nginx.Settings()
    settings.tls = try authority.issue("server", names: "DNS:pacs.example")
    settings.clientAuthority = authority.certificate
    settings.user = ("assay", "right-password")
    settings.before = orthanc.httpPort
    let peer = try await Nginx.start(settings)
    let client = try authority.issue("harness", names: "DNS:harness.example")
    let folder = try Self.folder(["right": "right-password\n", "wrong": "wrong-password\n"])
    defer { try? FileManager.default.removeItem(at: folder) }
    func search(_ password: String) async -> StepResult {
      await bench.perform(
        DICOMWebSearchProbe.self,
        at: AddressEndpoint(
          protocolName: .dicomweb, address: "https://127.0.0.1:\(peer.port)/dicom-web/",
          tls: TLSSettings(
            trust: authority.certificate, certificate: client.certificate, key: client.key, serverName: "pacs.example"),
          authorization: .basic(user: "assay", password: .file(folder.appendingPathComponent(password).path))))
    }
    let study = try bench.study("absent").uid
    let right = await search("right")
    #expect(right.failure == nil && right.matches(.studyInstanceUID) == [study])
    let wrong = await search("wrong")
    #expect(wrong.number("status") == 401 && wrong.failure?.blame == .configuration)
    for result in [right, wrong] {
      let text = "\(result)"
      #expect(!text.contains("right-password") && !text.contains("wrong-password"))
    }
    let none = await search("missing")
    #expect(none.failure?.blame == .harness && none.transcript.entries.isEmpty)
    await bench.close()
  }

  @Test("A token by the client credentials grant opens a service, and anonymous steps do without")
  func token() async throws {
    let bench = try await ProbeBench(listens: false)
    let folder = try Self.folder(["secret": "client-secret-value"])
    defer { try? FileManager.default.removeItem(at: folder) }
    let peer = try await ScriptedWebPeer { request in
      if request.target == "/token" {
        return [.answer(type: "application/json", #"{"access_token":"issued-token","token_type":"Bearer"}"#)]
      }
      return request.fields["authorization"] == "Bearer issued-token"
        ? [.answer(type: "application/dicom+json", "[]")] : [.answer("401 Unauthorized", ["WWW-Authenticate: Bearer"])]
    }
    let endpoint = AddressEndpoint(
      protocolName: .dicomweb, address: peer.url,
      authorization: .clientCredentials(
        ClientCredentialsSettings(
          tokenURL: peer.url + "/token", clientID: "assay",
          authentication: .secret(.file(folder.appendingPathComponent("secret").path)))))
    let result = await bench.perform(DICOMWebSearchProbe.self, at: endpoint)
    #expect(result.failure == nil && result.number("status") == 200)
    #expect(!"\(result)".contains("issued-token") && !"\(result)".contains("client-secret-value"))
    let anonymous = await bench.perform(DICOMWebSearchProbe.self, ["anonymous": .boolean(true)], at: endpoint)
    #expect(anonymous.failure == nil && anonymous.number("status") == 401)
    await bench.close()
  }
}
