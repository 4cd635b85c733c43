import Evidence
import Foundation
import Specification

/// Closed run directories in a folder that is gone when the test is.
final class RecordedRuns: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("stores-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// A run with some transcripts and a file whose name is none of a plain address.
  func run(
    _ name: String, seed: String = "seed", further: [String: Data] = [:], isClosed: Bool = true
  ) async throws -> URL {
    let manifest = RunManifest(
      id: name, tool: "assay test", startedAt: "2026-11-24T08:00:00.000Z", now: "2026-11-24", seed: seed, profile: nil,
      inputs: [:], only: [], tags: [], permits: ["read"], network: "network/network.yaml", bid: nil, waivers: nil)
    let writer = try RunDirectoryWriter(folder: url(name), manifest: manifest, replace: false)
    try await writer.add(Data("edition: 1\n".utf8), at: "specification/specification.yaml")
    try await writer.add(Data("edition: 1\n".utf8), at: "specification/groups/größe & 100 %+.yaml")
    for (path, bytes) in further { try await writer.add(bytes, at: path) }
    for number in 1...6 {
      _ = try await writer.add(
        transcript: Transcript(entries: [
          .init(microseconds: 5, direction: .event, summary: "\(name) \(number)", details: [], length: 0, hex: "")
        ]), of: "STO-010", number: "\(number)-1")
      try await writer.append(
        EvidenceRecord(
          requirement: "STO-01\(number)@1", binding: [:], evidence: "paper", content: .notGathered(reason: "none")))
    }
    if isClosed { try await writer.close(verdicts: nil) }
    return url(name)
  }

  /// Every file of a folder with its bytes.
  func files(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      var isFolder: ObjCBool = false
      let url = folder.appendingPathComponent(path)
      if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue {
        files[path] = try Data(contentsOf: url)
      }
    }
    return files
  }
}
