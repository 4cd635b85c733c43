import Foundation
import TestPeers

/// What a product gets of a requirement, stated by hand from its documents and with tools that share nothing with this program.
struct ExpectedVerdict {
  /// The product.
  var product: String
  /// The requirement.
  var requirement: String
  /// Its state, with the credit where that is a part: `partly met 0.7`.
  var state: String
  /// How it was established.
  var basis: String

  /// Whether something was seen for it or against it.
  var isDecided: Bool { Self.isDecided(state) }

  /// Whether a state says something for a product or against it.
  static func isDecided(_ state: String) -> Bool {
    state == "met" || state == "not met" || state == "contradicted" || state.hasPrefix("partly met")
  }

  /// The whole specification against two archives: `ExpectedVerdicts.tsv`, a column each.
  static func ofArchives() throws -> [ExpectedVerdict] {
    let rows = try rows(of: "ExpectedVerdicts.tsv")
    guard let heading = rows.first else { return [] }
    return rows.dropFirst().flatMap { cells in
      (1..<3).map {
        ExpectedVerdict(product: heading[$0], requirement: cells[0], state: cells[$0], basis: cells[3])
      }
    }
  }

  /// Further products against the requirements of the roles that they play: `FurtherVerdicts.tsv`, a row for each pair.
  static func ofFurtherProducts() throws -> [ExpectedVerdict] {
    try rows(of: "FurtherVerdicts.tsv").dropFirst().map { cells in
      ExpectedVerdict(product: cells[0], requirement: cells[1], state: cells[2], basis: cells[3])
    }
  }

  private static func rows(of name: String) throws -> [[String]] {
    let file = Project.root.appendingPathComponent("Tests/CommandTests/\(name)")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4 else { throw PeerProcess.Unavailable(description: "\(name): not four cells: \(line)") }
      return cells
    }
  }
}
