import XMLTree

/// A field of a DOCX document: what it asks for, and its result as the program last saw it.
struct WordField {
  /// What it asks for: `TOC \o "1-3"`, `SEQ Table \* ARABIC`.
  var instruction: String
  /// Whether the walk stands in its result.
  var isResult = false

  /// Characters of an instruction that are looked at.
  static let maximumInstruction = 1_000

  /// The first word of what it asks for.
  private var name: Substring? { instruction.split(separator: " ").first }

  /// Whether it makes a table of contents or an index.
  var isContents: Bool { ["TOC", "INDEX", "TOA", "RD"].contains(name?.uppercased()) }

  /// Whether it numbers captions.
  var isSequence: Bool { name?.uppercased() == "SEQ" }

  /// The level at which it enters its paragraph into the table of contents; nil for other fields.
  var contentsLevel: Int? {
    guard name?.uppercased() == "TC" else { return nil }
    let words = instruction.split(separator: " ")
    guard let option = words.lastIndex(of: "\\l"), words.indices.contains(option + 1),
      let level = Int(words[option + 1].filter { $0 != "\"" })
    else { return 1 }
    return (1...9).contains(level) ? level : 1
  }

  /// The nodes that open a field which is closed again; others would take the rest of the document with them.
  static func closedFields(in tree: MarkupTree, range: Range<Int>) -> Set<Int> {
    var open: [Int] = []
    var closed: Set<Int> = []
    for index in range where tree.name(of: index) == "fldChar" {
      switch tree.attribute("fldCharType", of: index) {
      case "begin": open.append(index)
      case "end": if let begin = open.popLast() { closed.insert(begin) }
      default: break
      }
    }
    return closed
  }
}
