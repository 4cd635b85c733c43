import Foundation

/// What sentences can refer to: tables and sections by number, sections by their headings.
struct ReferenceTargets {
  /// What a sentence refers to.
  struct Target {
    /// For people: `table 4.2.1`.
    var name: String
    /// `table` or `section`.
    var rule: String
    /// Positions of the blocks; nil where the document has no such table or section.
    var blocks: Set<Int>?
    /// The words of the sentence without the name of the target, which may itself name a role.
    var rest: Words
  }

  private var byTable: [String: Set<Int>] = [:]
  private var bySection: [String: Set<Int>] = [:]
  private var byHeading: [String: Set<Int>] = [:]

  init(_ passages: [Passage], _ tables: [TableReading]) {
    for table in tables {
      if let number = table.number { byTable[number, default: []].insert(table.passage.index) }
    }
    for passage in passages {
      guard let heading = passage.path.last else { continue }
      if let number = heading.number { bySection[Self.key(number), default: []].insert(passage.index) }
      let words = heading.words
      if words.list.count >= 2, words.joined.utf8.count <= 200, byHeading.count <= 10_000 {
        byHeading[words.joined, default: []].insert(passage.index)
      }
    }
  }

  /// What a sentence refers to, other than the section that it stands in; nil where it names nothing.
  func target(of sentence: Sentence, besides own: Passage.Heading?) -> Target? {
    if let number = NumberedTables.reference(in: sentence.text) {
      return Target(name: "table \(number)", rule: "table", blocks: byTable[number], rest: sentence.words)
    }
    if let number = Self.section(in: sentence.text) {
      let blocks = bySection.filter { $0.key == number || $0.key.hasPrefix(number + ".") }
        .reduce(into: Set<Int>()) { $0.formUnion($1.value) }
      return Target(
        name: "section \(number)", rule: "section", blocks: blocks.isEmpty ? nil : blocks, rest: sentence.words)
    }
    // The longest heading that the sentence quotes.
    let quoted = byHeading.keys.filter { $0 != own?.words.joined && sentence.words.joined.utf8Contains($0) }
      .max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    return quoted.map { heading in
      Target(
        name: "section “\(heading.collapsed)”", rule: "section", blocks: byHeading[heading],
        rest: Words(sentence.words.joined.replacing(heading, with: " ")))
    }
  }

  /// The number after "section" or "chapter".
  private static func section(in text: String) -> String? {
    let words = Words(text).list
    guard let start = words.firstIndex(where: { ["section", "chapter", "clause"].contains($0) }) else { return nil }
    let number = words[(start + 1)...].prefix { part in
      part.allSatisfy(\.isNumber) || (part.count == 1 && part.first?.isLetter == true && part != "a")
    }
    return number.contains { $0.allSatisfy(\.isNumber) } ? number.joined(separator: ".") : nil
  }

  private static func key(_ number: String) -> String { Words(number).list.joined(separator: ".") }
}
