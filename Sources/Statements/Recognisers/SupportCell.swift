import Evidence

/// What a cell below "SCU", "SCP" or "Support" says.
struct SupportCell: Equatable {
  var polarity: Claim.Polarity
  var availability: Claim.Availability
  var condition: String?

  /// The meaning of a cell; nil for one that says nothing of network support: empty ones, dashes, functions such as
  /// "Stored and Viewed".
  static func read(_ text: String) -> SupportCell? {
    let trimmed = text.collapsed
    guard !trimmed.isEmpty else { return nil }
    if ["\u{2713}", "\u{2714}", "\u{2611}", "\u{25CF}", "\u{2022}", "\u{2705}", "x", "X", "\u{2717}x"].contains(trimmed)
    {
      return SupportCell(polarity: .supported, availability: .standard, condition: nil)
    }
    if ["\u{2717}", "\u{2718}", "\u{2610}", "\u{274C}", "\u{2715}", "\u{2716}"].contains(trimmed) {
      return SupportCell(polarity: .notSupported, availability: .standard, condition: nil)
    }
    let words = Words(trimmed)
    guard let first = words.list.first, words.list.count <= 24 else { return nil }
    let rest = words.list.count > 1
    if ["no", "none", "unsupported", "n"].contains(first)
      || words.hasAny(["not supported", "not available", "not applicable"])
      || words.joined == " n a " || words.joined == " na "
    {
      return SupportCell(polarity: .notSupported, availability: .standard, condition: rest ? trimmed : nil)
    }
    let conditional =
      words.hasAny(["if", "when", "unless", "depending", "with licence", "with license", "only"])
      || words.hasStem(["licens", "condition"])
    let configurable = words.hasStem(["option", "configur"])
    let affirms = ["yes", "y", "full", "fully", "supported", "always", "true", "default", "scu", "scp"].contains(first)
    if affirms, !words.hasAny(["not", "except", "stored", "viewed", "displayed"]) {
      return SupportCell(
        polarity: .supported, availability: conditional ? .conditional : configurable ? .configurable : .standard,
        condition: rest ? trimmed : nil)
    }
    if ["optional", "option", "configurable", "opt"].contains(first) {
      return SupportCell(polarity: .supported, availability: .configurable, condition: trimmed)
    }
    if ["conditional", "partial", "partially", "limited", "planned", "future"].contains(first) {
      return SupportCell(
        polarity: first == "conditional" ? .supported : .unclear, availability: .conditional, condition: trimmed)
    }
    return nil
  }
}
