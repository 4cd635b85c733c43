import Foundation
import TestPeers
import Testing

@Suite("Gate", .timeLimit(.minutes(4)))
struct GateTests {
  /// A statement that claims verification beyond doubt.
  private static let statement = """
    # DICOM conformance statement

    ## SOP classes

    | SOP class name | SOP class UID | SCU | SCP |
    |---|---|---|---|
    | Verification | 1.2.840.10008.1.1 | No | Yes |

    """

  private func tender(port: Int) throws -> Tender {
    try Tender(port: port, statement: Data(Self.statement.utf8), file: "statement.md")
  }

  private func gate(
    _ tender: Tender, _ arguments: [String] = [], out: String = "gate", environment: [String: String] = [:]
  ) async throws -> Assay.Ended {
    let none = ["GITHUB_ACTIONS": "", "GITLAB_CI": "", "GITHUB_STEP_SUMMARY": ""]
    return try await AssayProcess(
      [
        "gate", "--spec", Tender.specification, "--network", tender.network, "--bid", tender.bid, "--out",
        tender.path(out), "--seed", "1", "--only", "DST-001a", "--now", "2026-06-01",
      ] + arguments, environment: none.merging(environment) { $1 }
    ).ended()
  }

  @Test("A network as it was passes; one that became worse ends with 4, names the change and leaves every report")
  func baseline() async throws {
    let good = try await MoodyProvider.start(aborts: 0)
    let before = try self.tender(port: good.port)
    let first = try await gate(before)
    #expect(first.status == 0, "\(first.output)\(first.error)")
    let taken = try await Assay.run("report", before.path("gate"), "--format", "baseline", "--out", before.path("kept"))
    #expect(taken.status == 0, "\(taken.error)")
    let baseline = before.path("kept/baseline.yaml")
    let text = try String(contentsOfFile: baseline, encoding: .utf8)
    #expect(text.contains("- {requirement: DST-001a@1, state: met, time: "), "\(text)")
    let checked = try await Assay.run("check", baseline)
    #expect(checked.status == 0, "\(checked.error)")

    let again = try await gate(before, ["--baseline", baseline], out: "again")
    #expect(again.status == 0, "\(again.error)")
    #expect(again.output.contains("nothing changed"), "\(again.output)")
    // A run directory is a baseline as well.
    let byRun = try await gate(before, ["--baseline", before.path("gate")], out: "by-run")
    #expect(byRun.status == 0, "\(byRun.error)")

    let bad = try await MisbehavingPeer(.abortsAtCommand)
    let after = try self.tender(port: bad.port)
    let summary = try after.write("earlier\n", "job.md")
    let worse = try await gate(
      after, ["--baseline", baseline], environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary])
    #expect(worse.status == 4, "\(worse.error)")
    #expect(worse.output.contains("worse   DST-001a@1"), "\(worse.output)")
    #expect(worse.output.contains(#/::error file=Specs/nhs-imaging-network/groups/[a-z-]+\.yaml,line=[0-9]+,/#))
    let job = try String(contentsOfFile: summary, encoding: .utf8)
    #expect(job.hasPrefix("earlier\n## "), "\(job)")
    #expect(job.contains("### Worse (1)"), "\(job)")
    for name in [
      "index.html", "report.json", "junit.xml", "report.sarif", "ctrf-report.json", "assessment-results.json",
      "report.csv", "summary.md",
    ] {
      #expect(FileManager.default.fileExists(atPath: after.path("gate/\(name)")), "\(name)")
    }
    good.stop()
  }

  @Test("What fails once and is met when tried again is shown as flaky and passes; without trying again it fails")
  func flaky() async throws {
    let moody = try await MoodyProvider.start(aborts: 1)
    let tender = try self.tender(port: moody.port)
    let ended = try await gate(tender, ["--retries", "2"])
    #expect(ended.status == 0, "\(ended.output)\(ended.error)")
    #expect(ended.output.contains("flaky   DST-001a@1"), "\(ended.output)")
    let summary = try String(contentsOfFile: tender.path("gate/summary.md"), encoding: .utf8)
    #expect(summary.contains("### Flaky"), "\(summary)")
    moody.stop()

    let moodier = try await MoodyProvider.start(aborts: 1)
    let once = try await gate(try self.tender(port: moodier.port))
    #expect(once.status == 4, "\(once.output)")
    moodier.stop()
    let lasting = try await MisbehavingPeer(.abortsAtCommand)
    let always = try await gate(try self.tender(port: lasting.port), ["--retries", "1"])
    #expect(always.status == 4, "\(always.output)")
  }

  @Test(
    "Waivers: one that holds lifts the gate, never the score, and is announced before it ends; expired, stale and unused ones end with 6",
    arguments: [
      ("DST-001a@1", "2026-01-01", "2026-06-20", true, Int32(5), "ends on 2026-06-20"),
      ("DST-001a@1", "2026-01-01", "2026-05-20", true, 6, "ended on"),
      ("DST-001a@9", "2026-01-01", "2026-06-20", true, 6, "now stands as DST-001a@1"),
      ("DST-001a@1", "2026-01-01", "2026-06-20", false, 6, "lifts nothing"),
    ])
  func waivers(reference: String, granted: String, expires: String, fails: Bool, status: Int32, words: String)
    async throws
  {
    let peer = try await MisbehavingPeer(fails ? .abortsAtCommand : .none)
    let tender = try self.tender(port: peer.port)
    let waivers = try tender.write(
      """
      edition: 1
      kind: waivers
      waivers:
        - requirement: \(reference)
          reason: Mended with the next version.
          approver: the board
          granted: \(granted)
          expires: \(expires)

      """, "waivers.yaml")
    let ended = try await gate(tender, ["--waivers", waivers], environment: ["GITLAB_CI": "true"])
    #expect(ended.status == status, "\(ended.output)\(ended.error)")
    let summary = try String(contentsOfFile: tender.path("gate/summary.md"), encoding: .utf8)
    #expect((ended.output + summary).contains(words), "\(ended.output)\(summary)")
    #expect(ended.output.contains("section_start:"), "\(ended.output)")
  }

  @Test(
    "A baseline that cannot be read, or is of another specification, ends with 2 and its place, and nothing is sent")
  func badBaseline() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try self.tender(port: peer.port)
    let head = "edition: 1\nkind: baseline\nspecification: %@\nversion: 1\nsubject: a\nrun: r\ntaken: 2026-01-01\n"
    func written(_ specification: String, _ rest: String) throws -> String {
      try tender.write(head.replacing("%@", with: specification) + rest, "baseline.yaml")
    }
    let broken = try await gate(
      tender, ["--baseline", written("nhs-imaging-network", "requirements:\n  - {requirement: X@1, state: good}\n")])
    #expect(broken.status == 2, "\(broken.error)")
    #expect(broken.error.contains(#/baseline\.yaml:9:[0-9]+: error/#), "\(broken.error)")
    let other = try await gate(tender, ["--baseline", written("other", "requirements: []\n")])
    #expect(other.status == 2, "\(other.error)")
    #expect(other.error.contains("of the specification other"), "\(other.error)")
    #expect(!FileManager.default.fileExists(atPath: tender.path("gate")))
  }

  @Test("A system that cannot be reached is no regression: it ends with 3")
  func unreachable() async throws {
    let tender = try self.tender(port: PeerProcess.freePort())
    let ended = try await gate(tender, ["--retries", "1", "--timeout", "2"])
    #expect(ended.status == 3, "\(ended.output)\(ended.error)")
  }
}
