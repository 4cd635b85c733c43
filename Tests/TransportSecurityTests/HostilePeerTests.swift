import TestPeers
import Testing

@testable import TransportSecurity

@Suite("TLS peers that go wrong", .serialized, .timeLimit(.minutes(2)))
struct HostilePeerTests {
  /// How an inspection of each misbehaviour ends.
  private static func fits(_ failure: InspectionFailure?, _ misbehaviour: TLSMisbehaviour) -> Bool {
    switch (misbehaviour, failure) {
    case (.saysNothing, .timedOut), (.dripsItsAnswer, .timedOut): true
    case (.closesAtOnce, .closedWithoutAnswer), (.closesAfterHello, .closedWithoutAnswer): true
    case (.answersRubbish, .notTLS), (.greetsAsSSH, .notTLS): true
    case (.saysNothing, _), (.dripsItsAnswer, _), (.closesAtOnce, _), (.closesAfterHello, _), (.answersRubbish, _),
      (.greetsAsSSH, _):
      false
    case (_, .malformed): true
    default: false
    }
  }

  @Test("Each ends in time, with the right blame, and with nothing said of suites", arguments: TLSMisbehaviour.allCases)
  func misbehaviour(_ misbehaviour: TLSMisbehaviour) async throws {
    let peer = try await MisbehavingTLSPeer(misbehaviour)
    defer { peer.stop() }
    let start = ContinuousClock.now
    let result = await InspectionBench.inspect(
      InspectionBench.target(peer.port), seconds: 10, single: .milliseconds(400))
    #expect(Self.fits(result.failure, misbehaviour), "\(String(describing: result.failure))")
    #expect(result.findings.suites.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(!result.entries.isEmpty)
  }

  @Test(
    "A port where nobody listens is unreachable; a name that nobody has too",
    arguments: ["127.0.0.1", "nobody.invalid"])
  func unreachable(host: String) async throws {
    var target = InspectionBench.target(try PeerProcess.freePort())
    target.host = host
    guard case .unreachable? = await InspectionBench.inspect(target, seconds: 20).failure else {
      Issue.record("not unreachable")
      return
    }
  }

  @Test(
    "A port that answers only so many connections leaves it open what it would have refused", arguments: [4, 12, 20])
  func ceases(connections: Int) async throws {
    let server = try InspectionBench.authority.get().issue("ceasing-\(connections)", names: "DNS:localhost")
    let peer = try await Nginx.start(key: server.key, certificate: server.certificate)
    defer { peer.stop() }
    let proxy = try await LimitingProxy(to: peer.port, connections: connections)
    let result = await InspectionBench.inspect(InspectionBench.target(proxy.port))
    guard case .ceased? = result.failure else {
      Issue.record("\(String(describing: result.failure))")
      return
    }
    #expect(result.findings.enumerated.count < 2)
  }

  @Test("A file of authorities that is not there is the harness's own fault")
  func settings() async throws {
    let server = try InspectionBench.authority.get().issue("plainly", names: "DNS:localhost")
    let peer = try await Nginx.start(key: server.key, certificate: server.certificate)
    defer { peer.stop() }
    let result = await InspectionBench.inspect(InspectionBench.target(peer.port, trust: "/nowhere/ca.pem"))
    guard case .settings? = result.failure else {
      Issue.record("\(String(describing: result.failure))")
      return
    }
  }

  enum PlainPort: CaseIterable { case silent, closing }

  @Test("A port that serves plain text is asked in TLS once, and speaks none", arguments: PlainPort.allCases)
  func plainOnly(_ kind: PlainPort) async throws {
    let peer = try await SharedPort(kind == .silent ? .silence : .close)
    let result = await InspectionBench.inspect(InspectionBench.target(peer.port))
    #expect(result.failure == nil)
    #expect(result.findings.speaksTLS == false && result.findings.versions.isEmpty)
    #expect(result.entries.count == 2, "\(result.entries.map(\.sent))")
  }

  @Test("A port that serves plain text and TLS is inspected whole")
  func plainAndSecure() async throws {
    let server = try InspectionBench.authority.get().issue("shared", names: "DNS:localhost")
    let nginx = try await Nginx.start(key: server.key, certificate: server.certificate)
    defer { nginx.stop() }
    let peer = try await SharedPort(.passed(to: nginx.port))
    let result = await InspectionBench.inspect(InspectionBench.target(peer.port))
    let alone = await InspectionBench.inspect(InspectionBench.target(nginx.port))
    #expect(result.failure == nil)
    #expect(result.findings.speaksTLS == true)
    #expect(result.findings.versions == alone.findings.versions && !result.findings.versions.isEmpty)
    #expect(Set(result.findings.suites.map(\.suite)) == Set(alone.findings.suites.map(\.suite)))
    guard case .answered(let bytes)? = result.findings.plain else {
      Issue.record("\(String(describing: result.findings.plain))")
      return
    }
    #expect(bytes.starts(with: Array("HTTP/1.1 200".utf8)))
  }
}
