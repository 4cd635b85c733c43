import Evidence

/// Where in a document its claims and problems stand.
struct Annotations {
  /// A place with claims: a row of a table, words of a paragraph, or a whole block.
  struct Spot {
    /// Number in the order of the document, for addresses.
    var number: Int
    /// Positions of the claims in the reading.
    var claims: [Int]
  }

  /// What marks a spot within its block.
  enum Part: Hashable {
    case row(Int)
    case headingRow(Int)
    case words(String)
    case whole
  }

  /// The spots of each block, in the order found.
  private(set) var spots: [Int: [(part: Part, spot: Spot)]] = [:]
  /// For each claim the number of its spot; nil where its block is not known.
  private(set) var spotOfClaim: [Int?]
  /// Problems by block and row.
  private(set) var problems: [Int: [(row: Int?, problem: Int)]] = [:]
  /// Problems that have no place among the blocks.
  private(set) var unplaced: [Int] = []
  /// Claims by the place that they cite first, for disputes.
  private(set) var claimsAt: [Citation: Int] = [:]

  init(_ examined: ExaminedDocument, _ document: BlockDocument) {
    let claims = examined.reading.claims
    spotOfClaim = Array(repeating: nil, count: claims.count)
    var positions: [Int: [Part: Int]] = [:]
    for (index, claim) in claims.enumerated() {
      if let citation = claim.evidence.first, claimsAt[citation] == nil { claimsAt[citation] = index }
      guard examined.claimBlocks.indices.contains(index) else { continue }
      let block = examined.claimBlocks[index]
      guard document.blocks.indices.contains(block) else { continue }
      let part = Self.part(of: claim, in: document.blocks[block])
      if let position = positions[block]?[part] {
        spots[block]?[position].spot.claims.append(index)
      } else {
        positions[block, default: [:]][part] = spots[block]?.count ?? 0
        spots[block, default: []].append((part, Spot(number: 0, claims: [index])))
      }
    }
    number()
    let locator = BlockLocator(document)
    for (index, problem) in examined.reading.problems.enumerated() {
      if let citation = problem.citation, let found = locator.find(citation) {
        problems[found.block, default: []].append((found.row, index))
      } else {
        unplaced.append(index)
      }
    }
  }

  private mutating func number() {
    var next = 1
    for block in spots.keys.sorted() {
      for position in (spots[block] ?? []).indices {
        spots[block]?[position].spot.number = next
        for claim in spots[block]?[position].spot.claims ?? [] { spotOfClaim[claim] = next }
        next += 1
      }
    }
  }

  private static func part(of claim: Claim, in block: Block) -> Part {
    guard let citation = claim.evidence.first else { return .whole }
    switch block.content {
    case .table(let table):
      if let row = citation.row { return table.rows.indices.contains(row - 1) ? .row(row) : .whole }
      let heading = citation.cells.flatMap { cells in
        table.header.firstIndex { $0.cells.map(\.text.collapsed) == cells }
      }
      return heading.map { .headingRow($0) } ?? .whole
    case .paragraph, .listItem: return citation.words.isEmpty ? .whole : .words(citation.words)
    case .heading, .preformatted: return .whole
    }
  }
}
