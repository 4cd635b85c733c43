import Foundation
import Inventory
import NIOPosix
import TestPeers
import Testing

@testable import Probes

@Suite("The harness's own listeners", .serialized, .timeLimit(.minutes(1)))
struct ListenersTests {
  @Test("Over TLS a listener with certificates serves those who show one that it trusts")
  func tls() async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("harness", names: "DNS:localhost,IP:127.0.0.1")
    let client = try authority.issue("archive", names: "DNS:archive")
    let port = try PeerProcess.freePort()
    let listener = Listener(
      aeTitle: "ASSAY", host: "127.0.0.1", port: port,
      tls: Listener.TLS(
        certificate: "harness.pem", key: (server.key as NSString).lastPathComponent, trust: authority.certificate))
    let listeners = await Listeners.open(
      [listener], networkFolder: authority.folder.path, group: MultiThreadedEventLoopGroup.singleton)
    #expect(listeners.failure == nil)
    func echo(_ arguments: [String]) async throws -> Int32 {
      try await PeerClient.run("echoscu", ["-aec", "ASSAY"] + arguments + ["127.0.0.1", "\(port)"]).status
    }
    let trusted = ["+tls", client.key, client.certificate, "+cf", authority.certificate]
    #expect(try await echo(trusted) == 0)
    #expect(try await echo(["--anonymous-tls", "+cf", authority.certificate]) != 0, "without a certificate")
    #expect(try await echo([]) != 0, "without TLS")
    await listeners.close()
    #expect(!PeerProcess.isListening(port))
    #expect(!FileManager.default.fileExists(atPath: listeners.folder.path))
  }

  @Test("What storescu sends is kept in the harness's folder until it is taken")
  func keeps() async throws {
    let bench = try await ProbeBench()
    let study = try bench.study("large")
    let sent = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("large")], port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(sent.failure == nil)
    func files() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: bench.listeners.folder.path).count
    }
    #expect(try files() == study.instanceCount)
    do {
      let awaited = await bench.perform(
        DICOMAwaitProbe.self,
        ["service": .string("storage"), "study": .string("large"), "count": .number(2)], port: bench.listenerPort,
        aeTitle: ProbeBench.listenerTitle, seconds: 5)
      #expect(awaited.number("arrived") == 2)
      #expect(awaited.records("arrivals").allSatisfy { $0["fault"] == nil })
    }
    #expect(try files() == 0)
    await bench.close()
  }
}
