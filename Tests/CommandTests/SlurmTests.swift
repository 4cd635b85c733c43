import Foundation
import TestPeers
import Testing

/// An evaluation in many parts on a Slurm cluster, of which one node is lost.
@Suite("Slurm")
struct SlurmTests {
  /// Parts; `ASSAY_PARTS` gives another number.
  static let parts = ProcessInfo.processInfo.environment["ASSAY_PARTS"].flatMap { Int($0) } ?? 16

  @Test("A node that is lost in mid-run takes nothing with it: the parts are whole, and the verdicts those of one run")
  func node() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("association", "documents")
    let whole = try await tender.start(
      ["--now", "2026-06-01", "--quiet"], specification: specification
    ).ended()
    #expect(whole.status == 4, "\(whole.error)")

    let written = try await Assay.run("init", "--cluster", "slurm", tender.path("cluster"))
    #expect(written.status == 0 && written.output.contains("sbatch"), "\(written.error)")
    let script = try String(contentsOfFile: tender.path("cluster/assay.sbatch"), encoding: .utf8)
    // Names as a user changes them: the number of parts, and what a part may take of these small nodes.
    try tender.write(
      script.replacing("--array=1-64", with: "--array=1-\(Self.parts)").replacing("--mem=512M", with: "--mem=200M"),
      "assay.sbatch")

    let cluster = try await SlurmCluster(nodes: 4)
    defer { cluster.stop() }
    let store = tender.path("parts")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let environment = [
      "SPECIFICATION": specification, "NETWORK": tender.network, "BID": tender.bid, "PARTS": store, "SEED": "1",
      "NOW": "2026-06-01", "ASSAY_SHARDS": "\(Self.parts)", "TMPDIR": tender.folder.path,
      "PATH": "\(Assay.program.deletingLastPathComponent().path):\(path)",
    ]
    _ = try cluster.run(
      "sbatch",
      [
        "--parsable", "--chdir=\(Project.root.path)", "--output=\(tender.folder.path)/task-%a.txt",
        tender.path("assay.sbatch"),
      ],
      environment: environment)

    func stored() -> [String] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: store)) ?? []
      return names.filter { !$0.hasPrefix(".") }
    }
    func wait(_ what: String, until isThere: () throws -> Bool) async throws {
      let deadline = ContinuousClock.now + .seconds(180 + 10 * Self.parts)
      while try !isThere() {
        guard ContinuousClock.now < deadline else {
          let queue = try cluster.run("squeue", ["--array"])
          throw PeerProcess.Unavailable(description: "no \(what): \(stored().sorted())\n\(queue)\n\(cluster.output)")
        }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    // A node that has work at this moment, after some parts are whole.
    var busy: String?
    try await wait("part on its way") {
      guard stored().count >= 2 else { return false }
      let running = try cluster.run("squeue", ["--noheader", "--array", "--states=R", "--format=%N"])
      busy = running.split(separator: "\n").last.map(String.init)
      return busy != nil
    }
    try cluster.kill(try #require(busy))
    // A look at the folder costs nothing, one at the queue a program.
    try await wait("end of the array") {
      try stored().count >= Self.parts && cluster.run("squeue", ["--noheader", "--array"]).isEmpty
    }

    let out = tender.path("merged")
    let merged = try await Assay.run("merge", store, "--out", out, "--quiet")
    #expect(merged.status == 4 && !merged.error.contains("missing"), "\(merged.error)")
    func states(_ folder: String) throws -> [String: String] {
      Dictionary(uniqueKeysWithValues: try tender.verdicts(in: folder).requirements.map { ($0.id, $0.shown) })
    }
    #expect(try states(out) == states(tender.out))
    let taken = try cluster.run("sinfo", ["--noheader", "--Node", "--format=%N %t"])
    #expect(taken.contains("\(busy ?? "") down"), "\(taken)")
  }
}
