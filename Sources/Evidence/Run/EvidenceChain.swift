import Foundation
import Specification

/// The chain of an evidence file: each line holds the fingerprint of the one before.
public enum EvidenceChain {
  /// How far a chain was read.
  struct Reading<Kept> {
    /// What was kept of its records, in the order in which they were gathered.
    var kept: [Kept] = []
    /// Behind the last line that holds.
    var end = UnfinishedRun.ChainEnd()
    /// What is wrong with the line there; nil where nothing follows.
    var fault: RunDirectoryError?
  }

  /// Reads an evidence file as far as its chain holds, some lines at a time on all cores. Of a record nothing stays in memory
  /// but what `keep` makes of it.
  ///
  /// - Parameter isClosed: Whether the file is that of a closed record, whose last line counts even without its end.
  /// - Throws: `RunDirectoryError` where the file is not there, or a line exceeds the limit.
  static func read<Kept: Sendable>(
    _ file: URL, isClosed: Bool, limit: Int = RecordLines.lineLimit, keep: @Sendable (EvidenceRecord) -> Kept
  ) throws(RunDirectoryError) -> Reading<Kept> {
    var lines = try RecordLines(file, path: RunLayout.evidence, limit: limit)
    var reading = Reading<Kept>()
    var isAtEnd = false
    while !isAtEnd, reading.fault == nil {
      var batch: [[UInt8]] = []
      var size = 0
      var hasUnended = false
      while batch.count < 1_024, size < 4 << 20 {
        guard let line = try lines.next() else {
          isAtEnd = true
          break
        }
        guard isClosed || line.isEnded else {
          // Nothing follows it.
          hasUnended = true
          isAtEnd = true
          break
        }
        if isClosed, line.bytes.isEmpty { continue }
        batch.append(line.bytes)
        size += line.bytes.count
      }
      reading.take(batch.concurrentMap { Link(line: $0, keep: keep) })
      if hasUnended, reading.fault == nil {
        reading.fault = reading.fault(of: "was cut off")
      }
    }
    return reading
  }

  /// One line of a chain, read.
  fileprivate struct Link<Kept: Sendable>: Sendable {
    /// Nil where the line is no evidence.
    var content: (sequence: Int, previous: String, kept: Kept)?
    var digest: String
    var length: Int

    init(line: [UInt8], keep: @Sendable (EvidenceRecord) -> Kept) {
      content = (EvidenceReader.read(line) ?? (try? RecordCoding.read(EvidenceLink.self, from: line))).map {
        ($0.sequence, $0.previous, keep($0.record))
      }
      digest = Digest.sha256(line)
      length = line.count
    }
  }

  /// The lines with their chain made anew, after something was taken out of them.
  ///
  /// - Throws: `RunDirectoryError.malformed` where a line is no evidence any more.
  public static func relinked(_ lines: Data) throws(RunDirectoryError) -> Data {
    var result = Data()
    var previous = ""
    for (index, line) in lines.split(separator: 0x0A).enumerated() {
      do {
        var link = try RecordCoding.read(EvidenceLink.self, from: Data(line))
        link.previous = previous
        let written = try RecordCoding.line(link)
        previous = Digest.sha256(written)
        result.append(written)
        result.append(0x0A)
      } catch {
        throw .malformed(file: RunLayout.evidence, line: index + 1, reason: "is not an evidence record")
      }
    }
    return result
  }
}

extension EvidenceChain.Reading where Kept: Sendable {
  /// Goes on with further lines, as far as they follow each other.
  fileprivate mutating func take(_ links: [EvidenceChain.Link<Kept>]) {
    for link in links {
      guard let content = link.content else {
        fault = fault(of: "is not an evidence record")
        return
      }
      guard content.sequence == end.sequence, content.previous == end.previous else {
        fault = fault(of: "breaks the chain: a line was removed, added or moved")
        return
      }
      kept.append(content.kept)
      end = UnfinishedRun.ChainEnd(
        sequence: end.sequence + 1, previous: link.digest, length: end.length + link.length + 1)
    }
  }

  /// What is wrong with the line behind the last that holds.
  fileprivate func fault(of reason: String) -> RunDirectoryError {
    .malformed(file: RunLayout.evidence, line: end.sequence + 1, reason: reason)
  }
}
