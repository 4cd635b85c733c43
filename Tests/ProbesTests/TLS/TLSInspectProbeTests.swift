import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("TLS by probes", .serialized, .timeLimit(.minutes(2)))
struct TLSInspectProbeTests {
  private static let authority = Result { try CertificateAuthority() }

  private struct Setting {
    var bench: ProbeBench
    var authority: CertificateAuthority
    var server: (key: String, certificate: String)
    var client: (key: String, certificate: String)

    func tls(shows: Bool = true) -> TLSSettings {
      TLSSettings(
        trust: authority.certificate, certificate: shows ? client.certificate : nil, key: shows ? client.key : nil,
        serverName: "localhost")
    }
  }

  private func setting() async throws -> Setting {
    let authority = try Self.authority.get()
    return Setting(
      bench: try await ProbeBench(listens: false), authority: authority,
      server: try authority.issue("server-\(UUID().uuidString)", names: "DNS:localhost", key: .rsa2048),
      client: try authority.issue("client-\(UUID().uuidString)", names: "DNS:client"))
  }

  private func words(_ result: StepResult, _ name: String) -> [String] {
    guard case .list(let values)? = result.observation[name] else { return [] }
    return values.compactMap { if case .string(let word) = $0 { word } else { nil } }
  }

  private func record(_ result: StepResult, _ name: String) -> [String: Value] {
    if case .record(let fields)? = result.observation[name] { fields } else { [:] }
  }

  private func breaches(_ result: StepResult, of profile: String) -> [String] {
    guard
      case .list(let values)? = result.records("profiles").first(where: { $0["name"] == .string(profile) })?["breaches"]
    else { return ["no such profile"] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  @Test("storescp with client certificates: accepts ours alone, nothing in plain text, and keeps the profile")
  func strict() async throws {
    let setting = try await setting()
    let peer = try await STORESCP.start([
      "+tls", setting.server.key, setting.server.certificate, "-rc", "+cf", setting.authority.certificate,
    ])
    defer { peer.stop() }
    let result = await setting.bench.perform(
      TLSInspectProbe.self, port: peer.port, aeTitle: "STORESCP", seconds: 60, tls: setting.tls())
    #expect(result.failure == nil)
    #expect(result.word("outcome") == "completed")
    #expect(result.observation["speaks-tls"] == .boolean(true))
    #expect(words(result, "versions") == ["tls-1-2", "tls-1-3"] || words(result, "versions") == ["tls-1-2"])
    let client = record(result, "client")
    #expect(client["asked"] == .boolean(true))
    #expect(client["ours"] == .string("accepted"))
    #expect(client["without"] == .string("refused"))
    #expect(client["unknown"] == .string("refused"))
    #expect(result.word("plain") == "refused" || result.word("plain") == "silent")
    #expect(record(result, "certificate")["trusted"] == .boolean(true))
    #expect(breaches(result, of: "bcp-195-rfc-8996-9325") == [])
    #expect(peer.isRunning)
    await setting.bench.close()
  }

  @Test("Orthanc over TLS offers what BCP 195 forbids, and takes any client where none is asked for")
  func orthanc() async throws {
    let setting = try await setting()
    let orthanc = try await Orthanc.start(settings: [
      "DicomTlsEnabled": true, "DicomTlsPrivateKey": setting.server.key,
      "DicomTlsCertificate": setting.server.certificate,
      "DicomTlsTrustedCertificates": setting.authority.certificate, "DicomTlsRemoteCertificateRequired": false,
    ])
    defer { orthanc.process.stop() }
    let result = await setting.bench.perform(
      TLSInspectProbe.self, port: orthanc.process.port, aeTitle: Orthanc.aeTitle, seconds: 60,
      tls: setting.tls(shows: false))
    #expect(result.failure == nil)
    #expect(words(result, "versions") == ["tls-1-0", "tls-1-1", "tls-1-2", "tls-1-3"])
    #expect(record(result, "client")["without"] == .string("accepted"))
    // Without a certificate of its own the harness can't show what members of the network are answered.
    #expect(record(result, "client")["ours"] == .string("not-compared"))
    let found = breaches(result, of: "bcp-195-rfc-8996-9325")
    #expect(found == ["TLS 1.0 is accepted (RFC 8996)", "TLS 1.1 is accepted (RFC 8996)"])
    await setting.bench.close()
  }

  @Test("A port that speaks plain DICOM speaks no TLS; that is an observation, not a failure")
  func plain() async throws {
    let setting = try await setting()
    let peer = try await STORESCP.start()
    defer { peer.stop() }
    let result = await setting.bench.perform(
      TLSInspectProbe.self, port: peer.port, aeTitle: "STORESCP", seconds: 60)
    #expect(result.failure == nil)
    #expect(result.observation["speaks-tls"] == .boolean(false))
    #expect(result.word("plain") == "served")
    #expect(result.observation["versions"] == nil && result.observation["profiles"] == nil)
    await setting.bench.close()
  }

  @Test("A web server that wants certificates refuses by HTTP", arguments: ["on", "off"])
  func web(verify: String) async throws {
    let setting = try await setting()
    let peer = try await Nginx.start(
      key: setting.server.key, certificate: setting.server.certificate,
      settings: ["ssl_client_certificate \(setting.authority.certificate);", "ssl_verify_client \(verify);"])
    defer { peer.stop() }
    let result = await setting.bench.perform(
      TLSInspectProbe.self, ["endpoint": .string("dicomweb")], port: 1, aeTitle: "NOBODY", seconds: 60,
      web: AddressEndpoint(
        protocolName: .dicomweb, address: "https://127.0.0.1:\(peer.port)/dicom-web", tls: setting.tls()))
    #expect(result.failure == nil)
    #expect(result.word("plain") == "refused")
    let client = record(result, "client")
    #expect(client["ours"] == .string("accepted"))
    #expect(client["without"] == .string(verify == "on" ? "refused" : "accepted"))
    #expect(client["unknown"] == .string(verify == "on" ? "refused" : "accepted"))
    #expect(result.word("application-protocol") == "http/1.1")
    await setting.bench.close()
  }

  @Test(
    "What goes wrong on the way is no failure of the system, what it sends wrongly is",
    arguments: [
      (.saysNothing, "timed-out", .network), (.closesAtOnce, "closed", .network),
      (.greetsAsSSH, "wrong-service", .configuration), (.sendsHelloForEver, "malformed", .system),
      (.sendsWarningsForEver, "malformed", .system),
    ] as [(TLSMisbehaviour, String, StepFailure.Blame)])
  func blame(misbehaviour: TLSMisbehaviour, outcome: String, blame: StepFailure.Blame) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingTLSPeer(misbehaviour)
    defer { peer.stop() }
    let result = await bench.perform(TLSInspectProbe.self, port: peer.port, aeTitle: "A", seconds: 12)
    #expect(result.word("outcome") == outcome)
    #expect(result.failure?.blame == blame)
    #expect(result.observation["profiles"] == nil)
    await bench.close()
  }

  @Test(
    "DICOM over TLS: who is untrusted, plain or wants a certificate is a matter of settings, never the system's failure",
    arguments: ["untrusted", "plain peer", "TLS peer", "certificate", "mutual"])
  func echo(kind: String) async throws {
    let setting = try await setting()
    let arguments =
      switch kind {
      case "plain peer": [String]()
      case "certificate", "mutual":
        ["+tls", setting.server.key, setting.server.certificate, "-rc", "+cf", setting.authority.certificate]
      default: ["+tls", setting.server.key, setting.server.certificate, "-ic"]
      }
    let peer = try await STORESCP.start(arguments)
    defer { peer.stop() }
    let stranger = try CertificateAuthority()
    let tls: TLSSettings? =
      switch kind {
      case "untrusted": TLSSettings(trust: stranger.certificate, serverName: "localhost")
      case "TLS peer": nil
      case "certificate": setting.tls(shows: false)
      default: setting.tls()
      }
    let result = await setting.bench.perform(
      DICOMEchoProbe.self, port: peer.port, aeTitle: "STORESCP", tls: tls)
    if kind == "mutual" {
      #expect(result.failure == nil)
      #expect(result.records("responses").first?["status"] == .string("success"))
    } else {
      let blame = try #require(result.failure?.blame)
      #expect(blame == .configuration || (kind == "TLS peer" && blame == .network), "\(kind): \(blame)")
      #expect(result.failure?.advice != nil)
      #expect(result.observation["responses"] == nil)
    }
    await setting.bench.close()
  }
}
