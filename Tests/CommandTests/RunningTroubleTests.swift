import Foundation
import TestPeers
import Testing

/// What happens to the machine or to certificates while a run is under way.
@Suite("Trouble while a run is under way", .serialized, .timeLimit(.minutes(6)))
struct RunningTroubleTests {
  private static let head = SmallSpecification.text(
    id: "trouble", title: "Trouble", summary: "Whether an archive answers.", hasPatient: true)

  /// Requirements with steps that a network's archive takes, in order.
  private static func requirements(_ steps: [(id: String, text: String)]) -> String {
    steps.reduce("edition: 1\nkind: requirements\ngroup: A\nrequirements:\n") { text, item in
      text + """
          - id: \(item.id)
            revision: 1
            title: Requirement \(item.id)
            statement: |
              The archive **shall** answer as \(item.id) says.
            rationale: |
              Users work.
            sources: [{ref: S}]
            level: scored
            weight: 1
            applies-to: {archive: each}
            fixtures: [edith]
            evidence:
              - id: live
                kind: probe
                steps:
        \(item.text.split(separator: "\n").map { "          \($0)" }.joined(separator: "\n"))
            remedy: |
              Answer.
            provenance: {state: checked, note: Made up.}

        """
    }
  }

  private func write(_ steps: [(id: String, text: String)], into tender: Tender) throws -> String {
    try tender.write(Self.head, "trouble/specification.yaml")
    try tender.write(Self.requirements(steps), "trouble/all.yaml")
    return tender.path("trouble")
  }

  private static let echo = """
    - do: dicom.echo
      at: archive
      expect: |
        outcome == completed
    """
  /// Again and again, until nobody is let in any more.
  private static let untilShut = """
    - do: dicom.echo
      at: archive
      retry: {every: 1 s, for: 3 min}
      expect: |
        outcome != completed
    """

  @Test(
    "A certificate that expires in mid-run, the system's or the harness's own, is held against nobody, and what was seen before stays",
    arguments: ["server", "client"])
  func expiry(whose: String) async throws {
    let authority = try CertificateAuthority()
    // Long enough for a first exchange on a busy machine.
    let soon = Date(timeIntervalSinceNow: 25)
    let server = try authority.issue("server", names: "DNS:localhost", until: whose == "server" ? soon : nil)
    let client = try authority.issue("client", names: "DNS:client", until: whose == "client" ? soon : nil)
    let peer = try await STORESCP.start(["+tls", server.key, server.certificate, "-rc", "+cf", authority.certificate])
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    for (path, name) in [
      (authority.certificate, "ca.pem"), (client.certificate, "client.pem"), (client.key, "client.key"),
    ] {
      try FileManager.default.copyItem(atPath: path, toPath: tender.path(name))
    }
    try tender.offer(
      "archive",
      endpoints: [
        "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: STORESCP, "
          + "tls: {trust: ca.pem, certificate: client.pem, key: client.key, server-name: localhost}}"
      ])
    let specification = try write(
      [("A-1", Self.echo), ("A-2", Self.untilShut), ("A-3", Self.echo)], into: tender)
    let ended = try await tender.start(["--timeout", "20", "--concurrency", "1"], specification: specification).ended()
    let verdicts = try tender.verdicts()
    #expect(verdicts["A-1"]?.state == "met", "\(ended.error)\(verdicts["A-1"]?.explained ?? "")")
    let after = try #require(verdicts["A-3"])
    #expect(after.state == "inconclusive", "\(after.explained)")
    let failure = try #require(after.evidence.first?.steps.last?.failure)
    #expect(["configuration", "network", "harness"].contains(failure.blame), "\(failure)")
    if whose == "server" {
      #expect(failure.message.contains("not valid at this time: it ended less than a day ago"), "\(failure.message)")
    }
    #expect(ended.status == 3, "\(ended.output)")
  }

  /// Runs the program with so many descriptors.
  private func run(_ arguments: [String], descriptors: Int) throws -> (status: Int32, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "ulimit -n \(descriptors); exec \"$0\" \"$@\"", Assay.program.path] + arguments
    process.currentDirectoryURL = Project.root
    process.standardOutput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let error = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus, error)
  }

  @Test("With too few descriptors nothing is begun, and it is said how many there must be", arguments: [10, 12, 40])
  func tooFew(descriptors: Int) async throws {
    let tender = try Tender(port: 1)
    let (status, error) = try run(
      ["run", Tender.specification, "--network", tender.network, "--out", tender.out], descriptors: descriptors)
    #expect(status == 3, "\(error)")
    #expect(error.contains("\(descriptors) files and connections") && error.contains("ulimit -n"), "\(error)")
    #expect(!FileManager.default.fileExists(atPath: tender.out))
  }

  @Test(
    "Descriptors that run out under way are the harness's own trouble, and the run goes on when they are free again")
  func exhausted() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port, permits: "read, write, load")
    let crowd = """
      - do: dicom.capacity
        at: archive
        with: {associations: 256, beyond: 0}
        expect: |
          accepted == 256
      """
    let specification = try write([("A-1", crowd), ("A-2", Self.echo)], into: tender)
    // Enough to begin with.
    let enough = 64 + 4 * ProcessInfo.processInfo.activeProcessorCount + 8
    let (status, error) = try run(
      [
        "run", specification, "--network", tender.network, "--bid", tender.bid, "--out", tender.out, "--seed", "1",
        "--concurrency", "1", "--timeout", "30",
      ], descriptors: enough)
    #expect(status == 3, "\(error)")
    let verdicts = try tender.verdicts()
    let crowded = try #require(verdicts["A-1"])
    #expect(crowded.state == "inconclusive", "\(crowded.explained)")
    let failure = try #require(crowded.evidence.first?.steps.last?.failure)
    #expect(failure.blame == "harness" && failure.message.contains("ulimit -n"), "\(failure)")
    #expect(verdicts["A-2"]?.state == "met", "\(verdicts["A-2"]?.explained ?? "")")
  }
}
