import Foundation

/// The chain of an evidence file: each line holds the fingerprint of the one before.
public enum EvidenceChain {
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
