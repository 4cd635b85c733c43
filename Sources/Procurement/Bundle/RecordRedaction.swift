import Evidence
import Foundation

/// Takes credentials, and host addresses where it is asked for, out of a copy of a run directory.
///
/// In text a mark stands for what was taken out; in bytes that a transcript keeps as many `X`, so that lengths stay true. The
/// chain of the evidence is made anew over what is left.
public struct RecordRedaction: Sendable {
  private let hosts: HostSearch

  /// - Parameter hosts: Names and addresses to take out.
  public init(hosts: Set<String> = []) { self.hosts = HostSearch(hosts.filter { !$0.isEmpty }) }

  /// Copies the record of a run.
  ///
  /// - Returns: What was taken out, by file.
  /// - Throws: `RunDirectoryError` when the record does not hold or the copy cannot be written.
  public func copy(_ run: URL, to folder: URL) throws(RunDirectoryError) -> [BundleManifest.Redaction] {
    _ = try RunDirectoryReader(folder: run)
    var redactions: [BundleManifest.Redaction] = []
    for path in try RunSeal.paths(in: run) {
      guard let bytes = try? Data(contentsOf: run.appendingPathComponent(path)) else { throw .missing(file: path) }
      var taken = Taken()
      let copy = try redacted(Array(bytes), at: path, &taken)
      for (what, count) in [("credential", taken.credentials), ("host", taken.hosts)] where count > 0 {
        redactions.append(BundleManifest.Redaction(path: path, what: what, count: count))
      }
      let target = folder.appendingPathComponent(path)
      do {
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(copy).write(to: target)
      } catch {
        throw .notWritable(path: target.path, reason: error.systemReason)
      }
    }
    return redactions
  }

  /// How often what was taken out.
  struct Taken: Hashable {
    var credentials = 0
    var hosts = 0
  }

  /// The bytes of a file without what is to be taken out. What a bidder wrote and what is judged by stays as it is.
  func redacted(_ bytes: [UInt8], at path: String, _ taken: inout Taken) throws(RunDirectoryError) -> [UInt8] {
    switch path.prefix(while: { $0 != "/" }) {
    case RunLayout.transcripts[...]:
      guard var transcript = try? RecordCoding.read(Transcript.self, from: Data(bytes)) else {
        throw .malformed(file: path, line: nil, reason: "is not of the form that this version writes")
      }
      let before = taken
      for index in transcript.entries.indices { redact(&transcript.entries[index], &taken) }
      guard taken != before, let data = try? RecordCoding.document(transcript) else { return bytes }
      return Array(data)
    case RunLayout.evidence[...]:
      let before = taken
      let text = redacted(bytes, &taken)
      return taken == before ? bytes : Array(try EvidenceChain.relinked(Data(text)))
    case RunLayout.network[...], RunLayout.manifest[...]: return redacted(bytes, &taken)
    default: return bytes
    }
  }

  private func redact(_ entry: inout Transcript.Entry, _ taken: inout Taken) {
    func text(_ words: String, _ taken: inout Taken) -> String {
      let bytes = Array(words.utf8)
      let left = redacted(bytes, &taken)
      return left == bytes ? words : String(decoding: left, as: UTF8.self)
    }
    entry.summary = text(entry.summary, &taken)
    for index in entry.details.indices { entry.details[index] = text(entry.details[index], &taken) }
    guard !entry.hex.isEmpty else { return }
    var content = entry.keptBytes
    let secrets = SecretSearch(content).ranges
    let places = hosts.ranges(in: content).map(\.range)
    guard !secrets.isEmpty || !places.isEmpty else { return }
    taken.credentials += secrets.count
    taken.hosts += places.count
    for range in secrets + places {
      for index in range { content[index] = UInt8(ascii: "X") }
    }
    entry.hex = content.hexadecimal.uppercased()
  }

  /// Text with marks for what was taken out.
  private func redacted(_ bytes: [UInt8], _ taken: inout Taken) -> [UInt8] {
    let secrets = SecretSearch(bytes).ranges.map { ($0, "***") }
    taken.credentials += secrets.count
    var left = secrets.isEmpty ? bytes : Self.replacing(secrets, in: bytes)
    let places = hosts.ranges(in: left).map { ($0.range, $0.host.label) }
    taken.hosts += places.count
    if !places.isEmpty { left = Self.replacing(places, in: left) }
    return left
  }

  private static func replacing(_ places: [(Range<Int>, String)], in bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for (range, text) in places {
      result += bytes[position..<range.lowerBound]
      result += Array(text.utf8)
      position = range.upperBound
    }
    return result + bytes[position...]
  }
}
