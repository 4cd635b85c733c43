import Foundation
import TestPeers
import Testing

/// A vendor tries its own product: what is missing, what fails and by which rule, and again until it is met.
@Suite("Self-test", .timeLimit(.minutes(4)))
struct SelfTestTests {
  private static let statement = """
    # DICOM conformance statement

    ## SOP classes

    | SOP class name | SOP class UID | SCU | SCP |
    |---|---|---|---|
    | Verification | 1.2.840.10008.1.1 | No | Yes |

    """

  private func tender(port: Int, permits: String = "read, write") throws -> Tender {
    try Tender(port: port, permits: permits, statement: Data(Self.statement.utf8), file: "statement.md")
  }

  private func selfTest(_ tender: Tender, _ arguments: [String], spec: String = Tender.specification) async throws
    -> Assay.Ended
  {
    try await AssayProcess(
      ["self-test", "--spec", spec, "--network", tender.network, "--bid", tender.bid, "--out", tender.out] + arguments
    ).ended()
  }

  @Test("What is missing is said with what stays undemonstrated and how to configure it, and nothing is sent")
  func readiness() async throws {
    // Nobody listens on that port: whoever was called would be unreachable.
    let tender = try self.tender(port: 1, permits: "read")
    let ended = try await selfTest(tender, ["--dry-run"])
    #expect(ended.status == 0, "\(ended.error)")
    for words in [
      "a/archive: Vendor Product", "roles    archive", "dicom dicom://ARCHIVE@127.0.0.1:1", "permits  read",
      "the harness listens for nothing", "○ “write” is not permitted on a/archive",
      "Add write to `permits` of a/archive",
      "○ a/archive has no dicomweb endpoint", "dicomweb: {url: \"https://…\"}", "because of what the network is",
    ] { #expect(ended.output.contains(words), "\(words)\n\(ended.output)") }
    #expect(ended.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(ended.output)")
    #expect(!FileManager.default.fileExists(atPath: tender.out))
    let permitted = try await selfTest(try self.tender(port: 1), ["--dry-run"])
    #expect(!permitted.output.contains("○ “write” is not permitted"), "\(permitted.output)")
  }

  @Test("A secret that is not there is named with its place, and its value never")
  func secrets() async throws {
    let tender = try Tender(
      port: 1,
      dicomweb: "{url: \"http://127.0.0.1:1/\", authorization: {bearer: {token: {environment: SELFTEST_TOKEN}}}}")
    let arguments = [
      "self-test", "--spec", Tender.specification, "--network", tender.network, "--dry-run", "--out", tender.out,
    ]
    let without = try await AssayProcess(arguments).ended()
    #expect(without.status == 0, "\(without.error)")
    #expect(without.output.contains("export SELFTEST_TOKEN=…"), "\(without.output)")
    let with = try await AssayProcess(arguments, environment: ["SELFTEST_TOKEN": "hush-hush"]).ended()
    #expect(with.status == 0 && !with.output.contains("SELFTEST_TOKEN") && !with.output.contains("hush"))
  }

  @Test("A failure is shown with its rule, the exchange, what was expected of it, and the remedy")
  func failure() async throws {
    let peer = try await MisbehavingPeer(.abortsAtCommand)
    let tender = try self.tender(port: peer.port)
    let ended = try await selfTest(tender, ["--only", "DST-001a"])
    peer.stop()
    #expect(ended.status == 4, "\(ended.error)")
    for words in [
      "DST-001a@1", "Rule", "PS3.4", "WHAT WENT OVER THE WIRE", "→ A-ASSOCIATE-RQ", "(0000,0100) Command Field: 0030H",
      "← A-ABORT", "WHAT WAS EXPECTED", "✗ percentile-95 <= {{echo-time}}", "expected", "found", "Remedy",
      "assay self-test --only DST-001a",
    ] { #expect(ended.output.contains(words), "\(words)\n\(ended.output)") }
  }

  @Test("Nothing is written to a system where nobody agreed to it; --yes agrees")
  func consent() async throws {
    let peer = try await DCMQRSCP.start()
    let tender = try self.tender(port: peer.port)
    let held = try await selfTest(tender, ["--only", "DST-011b"])
    #expect(held.error.contains("left out, because --yes is not given"), "\(held.error)")
    let asked = try #require(try tender.verdicts()["DST-011b"])
    #expect(asked.shown == "not demonstrated", "\(asked.why)")
    let agreed = try await selfTest(tender, ["--only", "DST-011b", "--yes"])
    let tried = try #require(try tender.verdicts()["DST-011b"])
    #expect(tried.shown != "not demonstrated", "\(tried.why) \(agreed.output)")
    peer.stop()
  }

  @Test("One requirement is tried again into the same record, which keeps both attempts and can be judged again")
  func again() async throws {
    let peer = try await MoodyProvider.start(aborts: 1)
    let tender = try self.tender(port: peer.port)
    let first = try await selfTest(tender, ["--only", "DST-001a"])
    #expect(first.status == 4, "\(first.output)\(first.error)")
    let again = try await selfTest(tender, ["--only", "DST-001a"])
    peer.stop()
    #expect(again.status == 0, "\(again.output)\(again.error)")
    #expect(again.output.contains("✓ met") && !again.output.contains("WHAT WAS EXPECTED"), "\(again.output)")
    let transcripts = try #require(FileManager.default.enumerator(atPath: tender.out + "/transcripts")?.allObjects)
    #expect(transcripts.contains { "\($0)".hasPrefix("again-1/") } && transcripts.count >= 3, "\(transcripts)")
    let judged = try await Assay.run("judge", tender.out)
    #expect(judged.status == 0, "\(judged.error)")
    let manifest = try String(contentsOfFile: tender.out + "/run.json", encoding: .utf8)
    #expect(manifest.contains("\"repetitions\""))
  }

  @Test("Watching, it tries what is not met again until it is, and ends with 0; without a sign it ends as it stood")
  func watch() async throws {
    let peer = try await MoodyProvider.start(aborts: 2)
    let tender = try self.tender(port: peer.port)
    let ended = try await selfTest(tender, ["--only", "DST-001a", "--watch", "--every", "0.2"])
    peer.stop()
    #expect(ended.status == 0, "\(ended.output)\(ended.error)")
    #expect(ended.output.contains("(as before)"), "\(ended.output)")
    #expect(ended.output.contains("Everything that was tried is met."), "\(ended.output)")

    // Standard input is at its end, and nothing else gives a sign.
    let bad = try await MisbehavingPeer(.abortsAtCommand)
    let other = try self.tender(port: bad.port)
    let left = try await selfTest(other, ["--only", "DST-001a", "--watch"])
    bad.stop()
    #expect(left.status == 4 && left.output.contains("Change something"), "\(left.output)\(left.error)")
  }

  @Test("An earlier record is neither overwritten nor mixed with another specification's")
  func earlier() async throws {
    let tender = try await RecordedSample.copy()
    let plain = try await selfTest(tender, [])
    #expect(plain.status == 1 && plain.error.contains("--replace"), "\(plain.error)")
    let other = try await selfTest(tender, ["--only", "DST-001a"])
    #expect(other.status == 2 && other.error.contains("another specification"), "\(other.error)")
  }

  @Test("Without a network file it says how to write one")
  func nothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("self-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let specification = Project.root.appendingPathComponent(Tender.specification).path
    let ended = try await Assay.run("self-test", "--spec", specification, in: folder)
    #expect(ended.status == 2 && ended.error.contains("kind: network"), "\(ended.error)")
  }
}
