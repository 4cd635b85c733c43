import Evidence
import Foundation

/// The record of a cleanup, in a folder of its own beside the run: `cleanup.json`, `transcripts/…` and `SHA256SUMS`.
public struct CleanupRecord: Codable, Hashable, Sendable {
  /// Version of the record's form.
  public var edition = 1
  /// The run that was cleaned up after.
  public var run: String
  /// SHA-256 of the run's `SHA256SUMS`: to which record this one belongs.
  public var runSHA256: String
  /// Tool and version.
  public var tool: String
  /// Start, ISO 8601 UTC.
  public var startedAt: String
  /// End, ISO 8601 UTC.
  public var endedAt: String
  /// What was removed, in order.
  public var removals: [Removal]

  /// Makes a record.
  public init(
    run: String, runSHA256: String, tool: String, startedAt: String, endedAt: String, removals: [Removal]
  ) {
    self.run = run
    self.runSHA256 = runSHA256
    self.tool = tool
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.removals = removals
  }

  /// The file within the folder.
  public static let file = "cleanup.json"

  /// Makes an empty folder for a record; throws where it can't be made, or is there already.
  public static func makeFolder(_ folder: URL) throws(RunDirectoryError) {
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw .notWritable(path: folder.path, reason: "It is there already, and a record is not written over.")
    }
    do {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(RunLayout.transcripts), withIntermediateDirectories: true)
    } catch {
      throw .notWritable(path: folder.path, reason: error.systemReason)
    }
  }

  /// Writes everything into the folder, the fingerprints last.
  public func write(into folder: URL) throws(RunDirectoryError) {
    var record = self
    var sums: [String] = []
    do {
      func keep(_ data: Data, _ path: String) throws {
        try data.write(to: folder.appendingPathComponent(path), options: .atomic)
        sums.append("\(Digest.sha256(data))  \(path)\n")
      }
      for (number, removal) in removals.enumerated() {
        for (place, transcript) in removal.transcripts.enumerated() {
          let path = "\(RunLayout.transcripts)/\(number + 1)-\(place + 1).json"
          try keep(RecordCoding.document(transcript), path)
          record.removals[number].exchanges[place].transcript = path
        }
      }
      try keep(RecordCoding.document(record), Self.file)
      try Data(sums.sorted().joined().utf8).write(to: folder.appendingPathComponent(RunLayout.sums), options: .atomic)
    } catch {
      throw .notWritable(path: folder.path, reason: error.systemReason)
    }
  }
}
