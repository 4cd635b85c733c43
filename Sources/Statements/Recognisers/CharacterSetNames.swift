/// Character sets by the names that documents use where they print no defined term.
enum CharacterSetNames {
  /// The defined terms that the names in words stand for. A guess from a name is never decisive.
  static func terms(in words: Words) -> [String] {
    names.filter { words.hasAny($0.names) }.map(\.term)
  }

  private static let names: [(term: String, names: [String])] = [
    ("ISO_IR 6", ["default character repertoire", "default repertoire", "default character set"]),
    ("ISO_IR 192", ["utf 8", "utf8", "unicode in utf 8"]),
    ("ISO_IR 100", ["latin 1", "latin1", "latin alphabet no 1", "iso 8859 1", "iso8859 1"]),
    ("ISO_IR 101", ["latin 2", "latin2", "latin alphabet no 2", "iso 8859 2"]),
    ("ISO_IR 109", ["latin 3", "latin alphabet no 3", "iso 8859 3"]),
    ("ISO_IR 110", ["latin 4", "latin alphabet no 4", "iso 8859 4"]),
    ("ISO_IR 144", ["cyrillic", "iso 8859 5"]), ("ISO_IR 127", ["arabic", "iso 8859 6"]),
    ("ISO_IR 126", ["greek", "iso 8859 7"]), ("ISO_IR 138", ["hebrew", "iso 8859 8"]),
    ("ISO_IR 148", ["latin 5", "latin alphabet no 5", "iso 8859 9"]),
    ("ISO_IR 203", ["latin 9", "latin alphabet no 9", "iso 8859 15"]), ("ISO_IR 166", ["thai", "tis 620"]),
    ("ISO_IR 13", ["jis x 0201"]), ("ISO 2022 IR 87", ["jis x 0208"]), ("ISO 2022 IR 159", ["jis x 0212"]),
    ("ISO 2022 IR 149", ["ks x 1001"]),
  ]
}
