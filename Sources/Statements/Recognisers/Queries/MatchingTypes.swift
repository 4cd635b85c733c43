/// Kinds of matching (PS3.4 C.2.2.2) in the words and codes of documents.
enum MatchingTypes {
  /// What a cell says.
  struct Reading: Equatable {
    var kinds: [String]
    /// Whether it says that nothing is matched.
    var isNone: Bool
    /// Whether it says anything.
    var isEmpty: Bool
  }

  static func read(_ cell: String) -> Reading {
    let text = cell.collapsed
    guard !text.isEmpty, text != "-", text != "\u{2013}", text != "\u{2014}" else {
      return Reading(kinds: [], isNone: false, isEmpty: true)
    }
    let words = Words(text.replacing("_", with: " "))
    if ["none", "no", "n a", "na", "not supported", "no matching", "not applicable"].contains(
      words.list.joined(separator: " "))
    {
      return Reading(kinds: [], isNone: true, isEmpty: false)
    }
    var found: Set<String> = []
    for (kind, names) in phrases where words.hasAny(names) { found.insert(kind) }
    // Codes stand alone, or with signs between them.
    let codes = text.uppercased().split { ",;/|()[] ".contains($0) || $0 == "\n" }
    if codes.allSatisfy({ $0.count == 1 || $0 == "SQ" || $0 == "WC" }) {
      for code in codes { if let kind = byCode[String(code)] { found.insert(kind) } }
    }
    if text.contains("*"), text.utf8.count <= 12 { found.insert("wildcard") }
    return Reading(kinds: order.filter(found.contains), isNone: false, isEmpty: false)
  }

  /// Whether a cell holds codes and nothing else.
  static func isCoded(_ cell: String) -> Bool {
    let codes = cell.collapsed.split { ",()/ ".contains($0) }
    return !codes.isEmpty && codes.allSatisfy { ["S", "*", "R", "U", "L", "W"].contains($0) }
  }

  private static let order = ["single value", "list of UID", "universal", "wildcard", "range", "sequence"]

  private static let phrases: [(kind: String, names: [String])] = [
    ("single value", ["single value", "single", "single values", "exact", "exact match"]),
    ("list of UID", ["list of uid", "list of uids", "uid list", "uid lists", "list", "uid"]),
    ("universal", ["universal"]), ("wildcard", ["wildcard", "wild card", "wildcards", "wild cards"]),
    ("range", ["range", "date range", "time range"]), ("sequence", ["sequence"]),
  ]

  private static let byCode = [
    "S": "single value", "*": "wildcard", "W": "wildcard", "WC": "wildcard", "R": "range", "U": "universal",
    "L": "list of UID", "SQ": "sequence",
  ]
}
