/// Application profiles of PS3.11 by identifier and by name.
struct MediaProfileName: Equatable {
  /// `STD-GEN-CD`, or the name as printed where no identifier is.
  var name: String
  /// Whether the identifier is printed.
  var isPrinted: Bool
  /// Whether it is one of the standard's families, or marked as augmented or private.
  var isKnown: Bool

  /// The profiles that a text names by identifier.
  static func identifiers(in text: String) -> [MediaProfileName] {
    guard text.utf8Contains("-") else { return [] }
    var seen: Set<String> = []
    return text.prefix(2_000).split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")) }.compactMap { token in
      var name = token.uppercased()
      while name.last == "-" { name.removeLast() }
      let parts = name.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count >= 2, parts.count <= 8, let first = parts.first, ["STD", "AUG", "PRI"].contains(first),
        parts.allSatisfy({ !$0.isEmpty }), name == token, seen.insert(name).inserted
      else { return nil }
      return MediaProfileName(
        name: name, isPrinted: true, isKnown: first != "STD" || families.contains(String(parts[1])))
    }
  }

  /// The profiles that a cell names: by identifier, or else by the name of one.
  static func named(in cell: String) -> [MediaProfileName] {
    let printed = identifiers(in: cell)
    if !printed.isEmpty { return printed }
    let words = Words(cell)
    guard words.list.count <= 14 else { return [] }
    if let known = names.first(where: { words.hasAny($0.phrases) }) {
      return [MediaProfileName(name: known.identifier, isPrinted: false, isKnown: true)]
    }
    let speaks =
      words.hasAny(["general purpose", "application profile", "interchange profile", "basic cardiac", "ultrasound"])
      || words.hasStem(["std"])
    return speaks ? [MediaProfileName(name: cell.collapsed, isPrinted: false, isKnown: false)] : []
  }

  private static let families: Set<String> = ["XABC", "XA1K", "CTMR", "US", "WVFM", "GEN", "DEN", "DTL", "PDI"]

  private static let names: [(identifier: String, phrases: [String])] = [
    ("STD-GEN-CD", ["general purpose cd r", "general purpose cd", "general purpose cd r interchange"]),
    ("STD-GEN-DVD-RAM", ["general purpose dvd ram"]),
    ("STD-XABC-CD", ["basic cardiac x ray angiographic", "basic cardiac"]),
    ("STD-GEN-MIME", ["general purpose mime", "general purpose mime interchange"]),
  ]
}
