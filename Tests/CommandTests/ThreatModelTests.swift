import Foundation
import TestPeers
import Testing

/// The threat model says which test covers each line: whether there is such a test.
@Suite("Threat model")
struct ThreatModelTests {
  /// A line of one of its tables.
  struct Line: Sendable, CustomTestStringConvertible {
    var letter: String
    var threat: String
    var means: String
    var tests: [String]

    var testDescription: String { "\(letter) \(threat)" }
  }

  private static let document = "Sources/Evidence/Evidence.docc/ThreatModel.md"

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Project.root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The lines of a document of this form.
  private static func lines(of text: String) -> [Line] {
    text.split(separator: "\n").compactMap { row in
      let cells = row.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 6, "STRIDE".contains(cells[1]), cells[1].count == 1 else { return nil }
      return Line(
        letter: cells[1], threat: cells[2], means: cells[3],
        tests: cells[4].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) })
    }
  }

  /// Names of suites, types of tests, and what can be made.
  private static func known() throws -> Set<String> {
    var known: Set<String> = []
    let folder = Project.root.appendingPathComponent("Tests")
    for case let path as String in try #require(FileManager.default.enumerator(atPath: folder.path))
    where path.hasSuffix(".swift") {
      let text = try text("Tests/\(path)")
      for match in text.matches(of: #/@Suite\(\s*"([^"]+)"/#) { known.insert(String(match.1)) }
      for match in text.matches(of: #/struct (\w+Tests)\b/#) { known.insert("`\(match.1)`") }
    }
    for match in try text("Makefile").matches(of: #/\n([a-z]+):/#) { known.insert("`make \(match.1)`") }
    return known
  }

  /// What is wrong with a line; nil where nothing is.
  private static func fault(of line: Line, known: Set<String>) -> String? {
    if line.tests == ["none"] { return line.means.contains("not covered") ? nil : "names no test and does not say so" }
    let missing = line.tests.filter { !known.contains($0) }
    return missing.isEmpty ? nil : "names \(missing.joined(separator: ", ")), which there is not"
  }

  @Test("Every line names tests that there are, or says that none covers it")
  func lines() throws {
    let known = try Self.known()
    let lines = Self.lines(of: try Self.text(Self.document))
    #expect(lines.count > 30)
    #expect(Set(lines.map(\.letter)) == ["S", "T", "R", "I", "D", "E"])
    for line in lines { #expect(Self.fault(of: line, known: known) == nil, "\(line.threat)") }
  }

  @Test(
    "A line that names a test which is gone, or none at all, is noticed",
    arguments: [
      ("| D | it hangs | deadlines | Trouble |", true), ("| D | it hangs | deadlines | None such |", true),
      ("| D | it hangs | deadlines | Threat model; None such |", true), ("| D | it hangs | deadlines | none |", true),
      ("| D | it hangs | **not covered** | none |", false), ("| D | it hangs | deadlines | Threat model |", false),
      ("| D | it hangs | deadlines | `ThreatModelTests`; `make test` |", false),
      ("| D | it hangs | deadlines | `make tea` |", true),
    ])
  func faults(row: String, isFaulty: Bool) throws {
    let line = try #require(Self.lines(of: row).first)
    #expect((try Self.fault(of: line, known: Self.known()) != nil) == isFaulty)
  }
}
