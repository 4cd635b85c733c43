import Evidence

/// A paragraph or list item, prepared once for all recognisers that read sentences.
struct Prose {
  let passage: Passage
  let text: String
  /// The text in lower case, for cheap questions before it is cut into sentences.
  let lower: String
  let isItem: Bool

  /// Longer paragraphs are prose of another kind: licences, code, data.
  static let maximumBytes = 8_000

  /// The paragraphs and items that may claim something.
  static func all(_ passages: [Passage]) -> [Prose] {
    passages.compactMap { passage in
      guard passage.purpose != .explanation else { return nil }
      switch passage.block.content {
      case .paragraph(let text) where text.utf8.count <= maximumBytes:
        return Prose(passage: passage, text: text, lower: text.lowercased(), isItem: false)
      case .listItem(_, let text) where text.utf8.count <= maximumBytes:
        return Prose(passage: passage, text: text, lower: text.lowercased(), isItem: true)
      default: return nil
      }
    }
  }

  /// Whether one of the lower-case words occurs, as a word or within one.
  func mentions(_ parts: [String]) -> Bool { parts.contains { lower.utf8Contains($0) } }

  var sentences: [Sentence] { Sentence.all(in: text) }

  /// The last sentence of what introduces it.
  var introduction: Sentence? { passage.lead.flatMap { Sentence.all(in: $0.text).last } }

  func citation(_ sentence: Sentence, _ findings: Findings) -> Citation {
    findings.citation(
      passage, words: sentence.text, line: passage.block.place.line.map { $0 &+ sentence.linesBefore })
  }
}

extension Sentence {
  /// What the sentence says of the thing that it names, or nil where it neither claims nor denies it.
  ///
  /// A sentence that denies one thing and grants another is unclear, and so is one about the future.
  var stance: Claim.Polarity? {
    guard speaksOfSupport || words.hasAny(["uses", "used", "can", "enabled", "able", "conform"]), !isAboutOthers,
      !isReleaseNote
    else { return nil }
    if isOfTheFuture { return .unclear }
    guard denies else { return .supported }
    return isMixed ? .unclear : .notSupported
  }

  /// Whether it speaks of what is to come.
  var isOfTheFuture: Bool {
    words.hasAny(["planned", "future", "roadmap", "upcoming", "will be supported", "under development", "not yet"])
  }

  /// Whether it tells of a change, `20101023 Release 1.4.16: bug fixes, …`: what was once added may be gone or partial.
  private var isReleaseNote: Bool {
    guard let first = words.list.first else { return false }
    let isDate = first.utf8.count == 8 && first.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    return isDate || words.hasAny(["bug fix", "bug fixes"])
      || (["version", "release"].contains(first) && words.hasAny(["adds", "added", "fixes", "fixed"]))
  }

  /// Whether it gives an example.
  var isExample: Bool { words.hasAny(["example", "examples", "e g", "for instance"]) }
}

extension TableReading {
  /// The first column whose heading has one of the phrases, besides those already taken.
  func column(_ phrases: [String], besides taken: Int?...) -> Int? {
    grid.headings.indices.first { !taken.contains($0) && grid.headings[$0].hasAny(phrases) }
  }
}
