import Evidence

/// What a cell below "SCU", "SCP" or "Support" says.
struct SupportCell: Equatable {
  var polarity: Claim.Polarity
  var availability: Claim.Availability
  var condition: String?

  /// The meaning of a cell; nil for one that says nothing of network support: empty ones, dashes, numbers, functions
  /// such as "Stored and Viewed".
  static func read(_ text: String) -> SupportCell? {
    let whole = text.collapsed
    guard !whole.isEmpty else { return nil }
    let trimmed = withoutMarks(whole)
    let marked = trimmed != whole
    if ticks.contains(trimmed) {
      return SupportCell(polarity: .supported, availability: .standard, condition: marked ? whole : nil)
    }
    if crosses.contains(trimmed) {
      return SupportCell(polarity: .notSupported, availability: .standard, condition: marked ? whole : nil)
    }
    let words = Words(trimmed)
    guard let first = words.list.first, words.list.count <= 24 else { return nil }
    let rest = words.list.count > 1
    let condition = rest || marked ? whole : nil
    if ["yes", "y", "ja", "oui", "si", "s\u{ED}", "sim", "tak", "\u{662F}"].contains(first), words.has("no"),
      words.list.count == 2
    {
      // "Yes/No" is an answer left open.
      return nil
    }
    if denials.contains(first) && !(first == "no" && rest && words.hasAny(["limit", "restriction", "restrictions"]))
      || words.hasAny(["not supported", "not available", "not applicable", "not implemented"])
      || words.joined == " n a " || words.joined == " na "
    {
      return SupportCell(polarity: .notSupported, availability: .standard, condition: condition)
    }
    let conditional =
      words.hasAny(["if", "when", "unless", "depending", "with licence", "with license", "only"])
      || words.hasStem(["licens", "condition"])
    let configurable = words.hasStem(["option", "configur"])
    if affirmations.contains(first), !words.hasAny(["not", "except", "stored", "viewed", "displayed"]) {
      return SupportCell(
        polarity: .supported, availability: conditional ? .conditional : configurable ? .configurable : .standard,
        condition: condition)
    }
    if ["optional", "option", "configurable", "opt"].contains(first) || words.joined == " o " {
      return SupportCell(polarity: .supported, availability: .configurable, condition: whole)
    }
    if ["conditional", "partial", "partially", "limited", "planned", "future"].contains(first) {
      return SupportCell(
        polarity: first == "conditional" ? .supported : .unclear, availability: .conditional, condition: whole)
    }
    // "See Note 2" leaves the answer to the note.
    if words.list.count <= 4, words.has("see"), words.hasAny(["note", "notes"]) {
      return SupportCell(polarity: .unclear, availability: .conditional, condition: whole)
    }
    return nil
  }

  private static let ticks: Set<String> = [
    "\u{2713}", "\u{2714}", "\u{2714}\u{FE0F}", "\u{2611}", "\u{25CF}", "\u{2022}", "\u{2705}", "\u{221A}", "\u{25CB}",
    "\u{F0FC}", "x", "X",
  ]
  private static let crosses: Set<String> = [
    "\u{2717}", "\u{2718}", "\u{2610}", "\u{274C}", "\u{2715}", "\u{2716}", "\u{2716}\u{FE0F}", "\u{F0FB}",
  ]
  private static let affirmations: Set<Substring> = [
    "yes", "y", "full", "fully", "supported", "always", "true", "default", "scu", "scp", "ja", "oui", "si",
    "s\u{ED}", "sim", "tak", "\u{434}\u{430}", "\u{662F}", "\u{652F}\u{6301}",
  ]
  private static let denials: Set<Substring> = [
    "no", "none", "unsupported", "n", "nein", "non", "nee", "nej", "n\u{E3}o", "nie", "\u{43D}\u{435}\u{442}",
    "\u{5426}", "\u{4E0D}\u{652F}\u{6301}", "false", "never",
  ]

  /// The text without the marks that point to notes: `Yes (1)`, `✓ *`, `Yes (see note 2)`, `X²`.
  private static func withoutMarks(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.last {
      if last.isWhitespace || "*\u{2020}\u{2021}\u{00B9}\u{00B2}\u{00B3}".contains(last) {
        rest = rest.dropLast()
      } else if last == ")" || last == "]", let open = rest.lastIndex(of: last == ")" ? "(" : "["),
        open > rest.startIndex, isMark(rest[rest.index(after: open)...].dropLast())
      {
        rest = rest[..<open]
      } else {
        break
      }
    }
    return rest.isEmpty ? text : String(rest)
  }

  private static func isMark(_ text: Substring) -> Bool {
    let words = Words(text)
    if words.isEmpty { return text.allSatisfy { "*\u{2020}\u{2021}".contains($0) } }
    return words.list.count <= 3
      && words.list.allSatisfy { word in
        ["see", "note", "notes", "footnote"].contains(word) || (word.utf8.count <= 2 && word.allSatisfy(\.isNumber))
      }
  }
}
