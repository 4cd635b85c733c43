import Foundation
import Specification
import Testing

@testable import Evidence

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("assay-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

private func manifest() -> RunManifest {
  RunManifest(
    id: "run", tool: "assay test", startedAt: "2026-11-24T08:00:00.000Z", now: "2026-11-24", seed: "seed", profile: nil,
    inputs: [:], only: [], tags: [], permits: ["read"], network: "network/network.yaml", bid: nil, waivers: nil)
}

private func record(_ number: Int) -> EvidenceRecord {
  EvidenceRecord(
    requirement: "STO-0\(number)@1", binding: ["archive": "site/archive"], evidence: "live",
    content: .probe(
      ProbeEvidence(steps: [
        StepRecord(
          id: "step1", kind: "dicom.echo", system: "site/archive", endpoint: "dicom://A@127.0.0.1:104",
          inputs: .record(["repeat": .number(2)]), attempts: 1, startedAt: "2026-11-24T08:00:00.000Z",
          observation: .record([
            "outcome": .string("completed"), "duration": .duration(nanoseconds: 1_500_000),
            "maximum-length": .size(bytes: 16384), "implementation-class-uid": .uid("1.2.3"),
          ]), failure: nil, captured: [:], transcript: nil)
      ])), variables: ["limit": .duration(nanoseconds: 1_000_000_000), "day": .date("2026-11-24")])
}

private func write(to folder: URL) async throws {
  let writer = try RunDirectoryWriter(folder: folder, manifest: manifest(), replace: false)
  try await writer.add(Data("edition: 1\n".utf8), at: "specification/specification.yaml")
  let path = try await writer.add(
    transcript: Transcript(entries: [
      .init(microseconds: 5, direction: .sent, summary: "A-ASSOCIATE-RQ", details: [], length: 6, hex: "010000000000")
    ]), of: "STO-010-live-../../etc", number: "1-1")
  #expect(RunLayout.isContained(path) && !path.contains(".."))
  for number in 10...12 { try await writer.append(record(number)) }
  try await writer.close(verdicts: Data("{}\n".utf8))
}

@Suite("Run directory")
struct RunDirectoryTests {
  @Test("What was recorded is read back, value for value")
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let reader = try RunDirectoryReader(folder: folder.url)
    #expect(try reader.records() == [record(10), record(11), record(12)])
    #expect(try reader.verdicts() == Data("{}\n".utf8))
    #expect(reader.manifest.seed == "seed")
  }

  @Test("A closed record is taken up again: its chain goes on, and until it is closed anew it does not hold")
  func continuing() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let repetition = RunManifest.Repetition(
      number: 1, startedAt: "2026-11-24T09:00:00.000Z", requirements: ["STO-010"], permits: ["read"], seed: "seed-1")
    let writer = try RunDirectoryWriter(continuing: folder.url, with: repetition)
    let path = try await writer.add(transcript: Transcript(), of: "STO-010-live", number: "1-1")
    #expect(path == "transcripts/again-1/00001-1-STO-010-live.json")
    try await writer.append(record(10))
    // As it would be found after a kill.
    #expect(throws: RunDirectoryError.self) { try RunDirectoryReader(folder: folder.url) }
    try await writer.close(verdicts: nil)
    let reader = try RunDirectoryReader(folder: folder.url)
    #expect(try reader.records() == [record(10), record(11), record(12), record(10)])
    #expect(reader.manifest.repetitions == [repetition])
    #expect(try reader.transcript(path) != nil)
  }

  @Test("A record that does not hold is not taken up, and stays as it is")
  func continuingAltered() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let file = folder.url.appendingPathComponent(RunLayout.evidence)
    try (Data("x".utf8) + Data(contentsOf: file)).write(to: file)
    let repetition = RunManifest.Repetition(number: 1, startedAt: "", requirements: [], permits: [], seed: "")
    #expect(throws: RunDirectoryError.self) { try RunDirectoryWriter(continuing: folder.url, with: repetition) }
    #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent(RunLayout.sums).path))
  }

  @Test("Lines that something was taken out of are chained anew, and nothing else in them is changed")
  func relinked() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let file = folder.url.appendingPathComponent(RunLayout.evidence)
    let lines = try Data(contentsOf: file)
    #expect(try EvidenceChain.relinked(lines) == lines)
    let text = String(decoding: lines, as: UTF8.self).replacing("127.0.0.1", with: "host-1.invalid")
    try EvidenceChain.relinked(Data(text.utf8)).write(to: file)
    try RunSeal.write(manifest(), verdicts: nil, in: folder.url)
    let records = try RunDirectoryReader(folder: folder.url).records()
    #expect(records.count == 3 && "\(records)".contains("host-1.invalid:104"))
    #expect(throws: RunDirectoryError.self) { try EvidenceChain.relinked(Data("{}\n".utf8)) }
  }

  @Test("The fingerprints are those that sha256sum computes")
  func independentDigest() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = ["--check", "--strict", "--quiet", RunLayout.sums]
    process.currentDirectoryURL = folder.url
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(
    "An altered file is named",
    arguments: ["run.json", "evidence.jsonl", "verdicts.json", "specification/specification.yaml"])
  func altered(file: String) async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let path = folder.url.appendingPathComponent(file)
    var bytes = try Data(contentsOf: path)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: path)
    let faults = try RunSeal.verify(folder.url)
    #expect(faults.count == 1)
    guard case .altered(let name, _, _) = faults.first else {
      Issue.record("expected an altered file, found \(faults)")
      return
    }
    #expect(name == file)
    #expect(throws: RunDirectoryError.self) { try RunDirectoryReader(folder: folder.url) }
  }

  @Test("A file that is gone, and one that was added, are named")
  func missingAndForeign() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("evidence.jsonl"))
    try Data("x".utf8).write(to: folder.url.appendingPathComponent("transcripts/added.json"))
    #expect(
      try RunSeal.verify(folder.url) == [.missing(file: "evidence.jsonl"), .foreign(file: "transcripts/added.json")])
  }

  @Test("A rendering beside the record is no part of it")
  func renderings() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    try Data("<html>".utf8).write(to: folder.url.appendingPathComponent("index.html"))
    #expect(try RunSeal.verify(folder.url).isEmpty)
  }

  @Test("A line taken out of the evidence breaks the chain even when the fingerprints are made anew")
  func chain() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    let path = folder.url.appendingPathComponent("evidence.jsonl")
    var lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
    lines.remove(at: 1)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: path)
    try RunSeal.write(manifest(), verdicts: nil, in: folder.url)
    let reader = try RunDirectoryReader(folder: folder.url)
    #expect(throws: RunDirectoryError.self) { try reader.records() }
  }

  @Test("A run that was killed before its record was closed is said to be unfinished, not empty")
  func killed() async throws {
    let folder = try TemporaryFolder()
    let writer = try RunDirectoryWriter(folder: folder.url, manifest: manifest(), replace: false)
    try await writer.append(record(10))
    #expect(throws: RunDirectoryError.self) { try RunDirectoryReader(folder: folder.url) }
  }

  @Test("An earlier run is kept unless its replacement is asked for")
  func occupied() async throws {
    let folder = try TemporaryFolder()
    try await write(to: folder.url)
    #expect(throws: RunDirectoryError.occupied(path: folder.url.path)) {
      try RunDirectoryWriter(folder: folder.url, manifest: manifest(), replace: false)
    }
    _ = try RunDirectoryWriter(folder: folder.url, manifest: manifest(), replace: true)
    #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("verdicts.json").path))
  }

  @Test("A folder with other files is not written into, replacement or not")
  func foreignFolder() throws {
    let folder = try TemporaryFolder()
    try Data("thesis".utf8).write(to: folder.url.appendingPathComponent("thesis.txt"))
    #expect(throws: RunDirectoryError.notARun(path: folder.url.path)) {
      try RunDirectoryWriter(folder: folder.url, manifest: manifest(), replace: true)
    }
    #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("thesis.txt").path))
  }

  @Test("What is read and is no run is said to be none, with what stands there instead")
  func noRun() async throws {
    let folder = try TemporaryFolder()
    func told(_ name: String) -> String {
      do throws(RunDirectoryError) {
        _ = try RunDirectoryReader(folder: folder.url.appendingPathComponent(name))
        return ""
      } catch {
        return "\(error)"
      }
    }
    try Data("thesis".utf8).write(to: folder.url.appendingPathComponent("thesis.txt"))
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("empty"), withIntermediateDirectories: true)
    #expect(told("nowhere").contains("there is no such folder"))
    #expect(told("thesis.txt").contains("is a file"))
    #expect(told("empty").contains("has no record (run.json)"))
    for name in ["nowhere", "thesis.txt", "empty"] {
      #expect(told(name).contains("the folder that assay run wrote") && !told(name).contains("new folder"))
    }
    try await write(to: folder.url.appendingPathComponent("acme"))
    #expect(told("").contains("holds one. Name it: ") && told("").contains("/acme."), "\(told(""))")
    #expect(told("acme") == "")
    #expect(throws: RunDirectoryError.self) { try UnfinishedRun(folder: folder.url.appendingPathComponent("nowhere")) }
  }

  @Test("A folder that cannot be made is said so before anything is sent")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("file")
    try Data().write(to: file)
    #expect(throws: RunDirectoryError.self) {
      try RunDirectoryWriter(folder: file.appendingPathComponent("run"), manifest: manifest(), replace: false)
    }
  }

  @Test("No path leaves the run directory", arguments: ["/etc/passwd", "../x", "a/../../x", "a//b", "", "a/./b"])
  func containment(path: String) async throws {
    #expect(!RunLayout.isContained(path))
    let folder = try TemporaryFolder()
    let writer = try RunDirectoryWriter(folder: folder.url, manifest: manifest(), replace: false)
    await #expect(throws: RunDirectoryError.self) { try await writer.add(Data(), at: path) }
  }
}
