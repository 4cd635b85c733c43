import Foundation
import Glibc
import TestPeers
import Testing

/// Runs that are ended at any moment, that cannot write, and that are gathered in parts.
@Suite("Survival", .serialized)
struct SurvivalTests {
  /// At how many moments a run is killed; `ASSAY_KILLS` gives another number.
  static let kills = ProcessInfo.processInfo.environment["ASSAY_KILLS"].flatMap { Int($0) } ?? 3

  /// The options that runs to be compared share.
  static let choices = ["--now", "2026-06-01", "--timeout", "10", "--quiet"]

  /// A small whole evaluation against a peer that answers, and the verdicts of a run that nobody disturbed.
  private struct Sample {
    let peer: MisbehavingPeer
    let tender: Tender
    let specification: String
    let states: [String: String]
    /// How many files it wrote.
    let count: Int

    init() async throws {
      peer = try await MisbehavingPeer(.none)
      tender = try Tender(port: peer.port)
      specification = try tender.specification("association", "documents")
      let ended = try await tender.start(choices, specification: specification).ended()
      #expect(ended.status == 4, "\(ended.error)")
      states = try Self.states(in: tender.out, tender)
      count = Self.files(in: tender.out)
    }

    static func states(in folder: String, _ tender: Tender) throws -> [String: String] {
      Dictionary(uniqueKeysWithValues: try tender.verdicts(in: folder).requirements.map { ($0.id, $0.shown) })
    }

    /// How many files and folders a folder holds, those that are being written too.
    static func files(in folder: String) -> Int {
      (try? FileManager.default.subpathsOfDirectory(atPath: folder))?.count ?? 0
    }

    /// Waits until a run has written so many files, or has ended.
    static func written(_ count: Int, in folder: String, by process: AssayProcess) async throws {
      let guarded = ContinuousClock.now + .seconds(240)
      while process.isRunning, files(in: folder) < count {
        guard ContinuousClock.now < guarded else {
          throw PeerProcess.Unavailable(description: "\(folder) does not come to \(count) files")
        }
        try await Task.sleep(for: .milliseconds(1))
      }
    }

    /// The arguments of a run into another folder of the same tender.
    func arguments(into folder: String, _ further: [String] = []) -> [String] {
      ["run", specification, "--network", tender.network, "--bid", tender.bid, "--out", folder, "--seed", "1"]
        + choices + further
    }
  }

  @Test("A run that is killed at any moment is finished with the verdicts of one that was not")
  func kill() async throws {
    let sample = try await Sample()
    var generator = SystemRandomNumberGenerator()
    for number in 0..<Self.kills {
      let folder = sample.tender.path("killed-\(number)")
      // By the files that it has written, from none to all: a moment by the clock is another one on a busy machine.
      let moment = Int.random(in: 0...sample.count, using: &generator)
      let process = try AssayProcess(sample.arguments(into: folder))
      try await Sample.written(moment, in: folder, by: process)
      Glibc.kill(process.id, SIGKILL)
      _ = try await process.ended()
      guard FileManager.default.fileExists(atPath: "\(folder)/run.json") else {
        // Nothing was begun: the folder takes the run as if it had never been.
        let ended = try await AssayProcess(sample.arguments(into: folder)).ended()
        #expect(ended.status == 4, "after \(moment) files: \(ended.error)")
        continue
      }
      let ended = try await Assay.run("run", "--resume", folder, "--quiet")
      #expect(ended.status == 4, "after \(moment) files: \(ended.error)")
      #expect(try Sample.states(in: folder, sample.tender) == sample.states, "after \(moment) files")
    }
    sample.peer.stop()
  }

  @Test("A run that is ended by Ctrl-C says how it is finished, is partial until it is, and then no more")
  func interruptedAndFinished() async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("association", "documents")
    let running = try tender.start(["--now", "2026-06-01", "--timeout", "10"], specification: specification)
    await peer.sees(.data)
    Glibc.kill(running.id, SIGINT)
    let ended = try await running.ended()
    #expect(ended.status == 130 && ended.error.contains("assay run --resume \(tender.out)"), "\(ended.error)")
    #expect(try tender.verdicts().run.isPartial)
    let finished = try await Assay.run("run", "--resume", tender.out, "--quiet")
    #expect(finished.status == 4, "\(finished.error)")
    let run = try tender.verdicts().run
    #expect(!run.isPartial && run.partialReason == nil, "\(run)")
    peer.stop()
  }

  @Test("A full disk is named as one, blames nobody, and the run is finished when there is room")
  func fullDisk() async throws {
    let sample = try await Sample()
    let folder = sample.tender.path("full")
    // No file may become longer: a file of the specification is the first that would.
    let script = "ulimit -f 48; exec \"$0\" \"$@\""
    let full = Process()
    full.executableURL = URL(fileURLWithPath: "/bin/bash")
    full.arguments = ["-c", script, Assay.program.path] + sample.arguments(into: folder)
    full.currentDirectoryURL = Project.root
    let pipe = Pipe()
    full.standardError = pipe
    try full.run()
    let error = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    full.waitUntilExit()
    #expect(full.terminationReason == .exit && full.terminationStatus == 3, "\(error)")
    #expect(error.contains("File too large") && error.contains("no system is to blame"), "\(error)")
    let judged = try await Assay.run("judge", folder)
    #expect(judged.status == 2 && judged.error.contains("assay run --resume"), "\(judged.error)")

    // Not with another network.
    let network = try String(contentsOfFile: sample.tender.network, encoding: .utf8)
    try sample.tender.write(network.replacing("Test network", with: "Other network"), "other/network.yaml")
    let other = try await Assay.run(
      "run", "--resume", folder, "--network", sample.tender.path("other/network.yaml"), "--quiet")
    #expect(other.status == 3 && other.error.contains("another network file"), "\(other.error)")
    // Not with another seed.
    let reseeded = try await Assay.run("run", "--resume", folder, "--seed", "2")
    #expect(reseeded.status == 1 && reseeded.error.contains("--seed"), "\(reseeded.error)")

    let ended = try await Assay.run("run", "--resume", folder, "--quiet")
    #expect(ended.status == 4, "\(ended.error)")
    #expect(try Sample.states(in: folder, sample.tender) == sample.states)
    // What is whole is not gathered again.
    let again = try await Assay.run("run", "--resume", folder, "--quiet")
    #expect(again.status == 4, "\(again.error)")
    sample.peer.stop()
  }

  @Test("Shards joined in any order have the verdicts of one run; a lost one is inconclusive until it is gathered")
  func shards() async throws {
    let sample = try await Sample()
    func gather(_ number: Int) async throws -> String {
      let folder = sample.tender.path("shard-\(number)")
      let ended = try await AssayProcess(
        sample.arguments(into: folder, ["--shard", "auto"]),
        environment: [
          "SLURM_ARRAY_TASK_ID": "\(number)", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "3",
          "SLURM_ARRAY_TASK_COUNT": "3",
        ]
      ).ended()
      #expect(ended.status == 0, "\(ended.error)")
      return folder
    }
    let (first, third) = (try await gather(1), try await gather(3))
    let lost = try await Assay.run("merge", third, first, "--out", sample.tender.path("lost"), "--quiet")
    #expect(lost.status == 3 && lost.error.contains("shard 2/3 is missing"), "\(lost.error)")
    let partial = try Sample.states(in: sample.tender.path("lost"), sample.tender)
    #expect(partial.values.contains("inconclusive"))
    #expect(partial.allSatisfy { $0.value == "inconclusive" || $0.value == sample.states[$0.key] })

    let second = try await gather(2)
    let whole = try await Assay.run(
      "merge", sample.tender.path("lost"), second, first, "--out", sample.tender.path("whole"), "--quiet")
    #expect(whole.status == 4 && !whole.error.contains("missing"), "\(whole.error)")
    #expect(try Sample.states(in: sample.tender.path("whole"), sample.tender) == sample.states)
    sample.peer.stop()
  }
}
