import Evidence
import Foundation
import Statements

/// The documents of one call of `assay claims`, and whether all of them could be read.
struct ClaimsDocuments {
  /// Which claims are asked for.
  let selection: ClaimSelection
  private var unreadable: [DocumentReading] = []

  init(selection: ClaimSelection) { self.selection = selection }

  /// Reads a document.
  mutating func read(_ file: String) -> ExaminedDocument {
    let examined = selection.apply(to: StatementReader.examine(file: URL(fileURLWithPath: file)))
    if !isReadable(examined.reading) { unreadable.append(examined.reading) }
    return examined
  }

  /// Whether a document could be read.
  func isReadable(_ reading: DocumentReading) -> Bool { !reading.problems.contains { $0.severity == .unreadable } }

  /// Says on standard error why a document could not be read, where its form has no room for that.
  func complain(_ reading: DocumentReading) {
    for problem in reading.problems where problem.severity == .unreadable {
      Terminal.error("assay claims: \(problem.message)")
    }
  }

  /// Two documents that are held against each other; ends with 3, saying why, where one of them cannot be read.
  mutating func two(_ files: [String]) throws -> (first: DocumentReading, second: DocumentReading) {
    let readings = files.map { read($0).reading }
    unreadable.forEach(complain)
    try check()
    guard let first = readings.first, let second = readings.last else { throw ExitStatus.usage }
    return (first, second)
  }

  /// Ends with 3 where a document could not be read.
  func check() throws {
    if !unreadable.isEmpty { throw ExitStatus.harness }
  }
}
