import Foundation
import Glibc
import TestPeers
import Testing

/// The exit codes, each from a cause of its own.
@Suite("Exit codes")
struct ExitCodeTests {
  @Test(
    "A wrong use of the program ends with 1 and says what is expected",
    arguments: [
      ([], "run"), (["run"], "specification"), (["fly"], "fly"), (["run", "x", "--network", "y"], "--out"),
      (["run", "x", "--network", "y", "--out", "z", "--timeout", "soon"], "--timeout"),
      (["run", "x", "--network", "y", "--out", "z", "--permit", "delete"], "read, write"),
      (["judge", "x", "--now", "tomorrow"], "YYYY-MM-DD"), (["compare", "x", "--out", "y"], "run directories"),
      (["report", "x", "--format", "docx"], "html, json, junit"), (["explain", "nothing", "known"], "nothing known"),
    ] as [([String], String)])
  func usage(arguments: [String], expected: String) async throws {
    let ended = try await AssayProcess(arguments).ended()
    // Without any argument the program shows what it can do, which is no error.
    #expect(ended.status == (arguments.isEmpty ? 0 : 1), "\(ended.output)\(ended.error)")
    #expect((ended.output + ended.error).contains(expected), "\(ended.output)\(ended.error)")
  }

  /// Which file is broken.
  enum Broken: String, CaseIterable, Sendable { case specification, network, bid }

  @Test("An invalid file ends with 2 and its place, and nothing is sent", arguments: Broken.allCases)
  func invalid(broken: Broken) async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    var specification = Tender.specification
    let file: String
    switch broken {
    case .specification:
      specification = try tender.write("edition: 1\nkind: specification\nid: 7 up\n", "specification.yaml")
      file = "specification.yaml"
    case .network:
      try tender.write("edition: 1\nkind: network\nid: test\ntitle: Test\nsitess: []\n", "network.yaml")
      file = "network.yaml"
    case .bid:
      try tender.write("edition: 1\nkind: bid\nid: test\nbidder: [\n", "bid/bid.yaml")
      file = "bid.yaml"
    }
    let ended = try await Assay.run(
      "run", specification, "--network", tender.network, "--bid", tender.bid, "--out", tender.out)
    #expect(ended.status == 2, "\(ended.error)")
    #expect(ended.error.contains(#/\Q\#(file)\E:[0-9]+:[0-9]+: error/#) || ended.error.contains("\(file):"))
    #expect(peer.sightings.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: tender.out))
  }

  @Test("A bid whose statement can't be read ends with 3, names the document, and the rest is evaluated")
  func unreadableStatement() async throws {
    let peer = try await MisbehavingPeer(.none)
    let bytes = Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) })
    let tender = try Tender(port: peer.port, statement: bytes, file: "statement.bin")
    let ended = try await tender.run("--only", "DST-001a")
    #expect(ended.status == 3, "\(ended.error)")
    let verdicts = try tender.verdicts()
    #expect(verdicts.problems.contains { $0.area == "document" && $0.subject.contains("statement") })
    let live = try #require(verdicts["DST-001a"]?.evidence.first { $0.id == "live" })
    #expect(live.result == "holds", "what does not need the document is evaluated: \(live.why)")
  }

  @Test("A mandatory requirement that is not met ends with 4")
  func gate() async throws {
    let peer = try await MisbehavingPeer(.abortsAtCommand)
    let tender = try Tender(port: peer.port)
    let ended = try await tender.start(specification: tender.specification("association", "documents")).ended()
    #expect(ended.status == 4, "\(ended.error)")
    #expect(try tender.verdicts().gate.state == "failed")
    #expect(ended.output.contains("DST-001a"), "the summary names what fails the gate")
  }

  @Test(
    "A port where nobody listens, nobody answers or something else answers ends with 3, soon",
    arguments: [nil, .neverAnswersRequest, .acceptsNoConnection, .answersHTTP] as [Misbehaviour?])
  func wrongPort(misbehaviour: Misbehaviour?) async throws {
    var peer: MisbehavingPeer?
    if let misbehaviour { peer = try await MisbehavingPeer(misbehaviour) }
    let tender = try Tender(port: peer?.port ?? PeerProcess.freePort())
    let ended = try await tender.start(
      ["--timeout", "1"], specification: tender.specification("association", "documents")
    ).ended()
    #expect(ended.status == 3, "\(ended.error)")
    #expect(ended.duration < .seconds(40), "an endpoint that is not there is asked once and not for every requirement")
    // The gate fails by the papers alone; what the system was asked stays open.
    let requirement = try #require(try tender.verdicts()["DST-001a"])
    #expect(requirement.state == "inconclusive", "\(requirement.why)")
  }

  @Test("Ctrl-C ends with 130, releases what is open, and leaves a record that is marked partial and can be reported")
  func interruption() async throws {
    let peer = try await MisbehavingPeer(.neverAnswersCommand)
    let tender = try Tender(port: peer.port)
    let running = try tender.start(["--only", "ASN", "--timeout", "50"])
    await peer.sees(.data)
    kill(running.id, SIGINT)
    let ended = try await running.ended()
    #expect(ended.status == 130, "\(ended.error)")
    #expect(ended.duration < .seconds(60))
    await peer.connectionClosed()
    let run = try tender.verdicts().run
    #expect(run.isPartial)
    #expect(run.partialReason?.contains("interrupted") == true)
    let report = try await Assay.run("report", tender.out, "--out", tender.path("again"))
    #expect(report.status == 0, "\(report.error)")
    let page = try String(contentsOfFile: tender.path("again/index.html"), encoding: .utf8)
    #expect(page.contains("interrupted"))
  }
}
