import Foundation
import Statements
import Testing

/// Real statements as office documents, beside those whose contents they share.
@Suite(
  "Shared office documents",
  .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
struct SharedOfficeTests {
  private func tables(_ name: String) throws -> [Table] {
    let url = try #require(SharedStatements.document(name))
    let document = try #require(StatementReader.examine(file: url).document)
    return document.blocks.compactMap { block in
      guard case .table(let table) = block.content else { return nil }
      return block.place.element?.contains("/tbl[") == true || block.place.element?.contains("/table[") == true
        ? table : nil
    }
  }

  @Test(
    "Every table is read, with its cells that are merged side by side and over each other",
    arguments: [("conquest.odt", 14, 12, 5), ("conquest-derived.docx", 14, 12, 5), ("kcenon-derived.docx", 50, 0, 0)])
  func tables(name: String, count: Int, wide: Int, tall: Int) throws {
    let tables = try tables(name)
    let cells = tables.flatMap { $0.header + $0.rows }.flatMap(\.cells)
    #expect(tables.count == count)
    #expect(cells.count { $0.columnSpan > 1 } == wide)
    #expect(cells.count { $0.rowSpan > 1 } == tall)
    // Each that is merged with the one above counts once in the format's own way.
    let covered = cells.reduce(0) { $0 + ($1.rowSpan > 1 ? $1.rowSpan : 0) }
    #expect(covered == (tall > 0 ? 16 : 0))
  }

  @Test("The same document says the same in each format")
  func sameBlocks() throws {
    let blocks = try ["conquest.odt", "conquest-derived.docx"].map { name in
      TestOffice.blocks(Array(try Data(contentsOf: #require(SharedStatements.document(name)))), name: name)
    }
    #expect(blocks[0].count == blocks[1].count)
    // The date of the day and a paragraph that only one of them has in a list.
    #expect(zip(blocks[0], blocks[1]).count { $0 != $1 } <= 2)
  }

  private func facts(_ name: String) throws -> Set<String> {
    let url = try #require(SharedStatements.document(name))
    let claims = StatementReader.read(file: url).claims.filter { [.sopClass, .transferSyntax].contains($0.kind) }
    return Set(claims.map { "\($0.kind) \($0.uid ?? $0.name ?? "") \($0.role?.rawValue ?? "") \($0.polarity)" })
  }

  @Test(
    "The same document claims the same in each format",
    arguments: [("conquest.odt", "conquest-derived.docx"), ("kcenon-pacs-system.md", "kcenon-derived.docx")])
  func sameClaims(one: String, other: String) throws {
    let facts = try (facts(one), facts(other))
    #expect(!facts.0.isEmpty)
    #expect(facts.0 == facts.1)
  }

  @Test("A document that is cut short or has flipped bits gives a reading", arguments: 0..<30)
  func mutants(seed: Int) throws {
    var generator = SplitMix(seed: UInt64(seed))
    let name = seed % 2 == 0 ? "kcenon-derived.docx" : "conquest.odt"
    var bytes = Array(try Data(contentsOf: #require(SharedStatements.document(name))))
    if seed % 3 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }
    let clock = ContinuousClock()
    let taken = clock.measure { #expect(StatementReader.read(bytes: bytes, name: name).document == name) }
    #expect(taken < .seconds(60))
  }
}
