import Evidence
import Foundation
import HL7

/// Looks in a record for patients that are none of the harness's: planted words, and NHS numbers outside of the range that is
/// kept for tests.
public struct PatientSearch: Sendable {
  /// Something found.
  public struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// Line, message or byte of it, in words.
    public var place: String
    /// What was found, cut so that a report of it gives nobody away.
    public var what: String

    /// For people.
    public var description: String { "\(path), \(place): \(what)" }
  }

  private let canaries: [[UInt8]]
  private let allowed: Set<String>

  /// Findings of one bundle that are named.
  private static let limit = 50

  /// - Parameters:
  ///   - canaries: Words that were planted in systems and must never come out, compared without regard to case.
  ///   - allowed: Identifiers that look like those of patients and are none.
  public init(canaries: [String], allowed: Set<String> = []) {
    self.canaries = canaries.filter { !$0.isEmpty }.map { Array($0.lowercased().utf8) }
    self.allowed = allowed
  }

  /// Looks in a file of the record.
  public func findings(in bytes: [UInt8], at path: String) -> [Finding] {
    var found: [Finding] = []
    if path.hasPrefix(RunLayout.transcripts + "/"),
      let transcript = try? RecordCoding.read(Transcript.self, from: Data(bytes))
    {
      for (index, entry) in transcript.entries.enumerated() {
        let place = "message \(index + 1) (\(entry.direction.rawValue))"
        for text in [entry.summary] + entry.details { look(in: Array(text.utf8), path, place, &found) }
        look(in: entry.keptBytes, path, "\(place), its bytes", &found)
      }
    } else {
      let isEvidence = !path.hasPrefix(RunLayout.specification + "/") && !path.hasPrefix(RunLayout.judgedBy + "/")
      for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        look(in: Array(line), path, "line \(index + 1)", numbers: isEvidence, &found)
      }
    }
    return Array(found.prefix(Self.limit))
  }

  private func look(
    in bytes: [UInt8], _ path: String, _ place: String, numbers: Bool = true, _ found: inout [Finding]
  ) {
    guard found.count < Self.limit, !bytes.isEmpty else { return }
    if !canaries.isEmpty {
      // Latin letters in UTF-16 are these bytes with zeros between them.
      let lower = bytes.lazy.filter { $0 != 0 }.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
      let text = Array(lower)
      for canary in canaries where text.contains(canary) {
        found.append(Finding(path: path, place: place, what: "the planted word “\(Self.cut(canary))”"))
      }
    }
    guard numbers else { return }
    for number in NHSNumberSearch.numbers(in: bytes) where !allowed.contains(number) {
      found.append(
        Finding(
          path: path, place: place,
          what: "\(Self.cut(Array(number.utf8))), which has the form of a real patient's NHS number or CHI number"))
    }
  }

  /// The beginning of a word, so that it can be looked for.
  private static func cut(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(3), as: UTF8.self) + "… (\(bytes.count) bytes)"
  }
}
