/// The text of a paragraph while its runs are read.
struct InlineText {
  /// The text so far, with tabs, and line breaks where the document breaks lines.
  private(set) var text = ""
  /// Whether all of it is bold.
  private(set) var isBold = true

  /// Adds a run.
  /// - Parameters:
  ///   - isRaised: Whether it stands raised: a mark of a note, or an exponent.
  mutating func append(_ run: String, isBold: Bool = false, isRaised: Bool = false) {
    let run = run.plainCharacters
    guard !run.isEmpty else { return }
    if !isBold, run.utf8.contains(where: { $0 > 0x20 }) { self.isBold = false }
    text += isRaised ? RaisedText.inLine(run, after: text) : run
  }

  /// Adds the mark of a note, set apart from the word before it.
  mutating func appendMark(_ mark: String) { text += (text.isEmpty || text.last == " " ? "" : " ") + mark }

  /// Begins a new line.
  mutating func breakLine() { text += "\n" }

  /// Adds a tab.
  mutating func tab() { text += "\t" }

  /// The text as lines with single spaces, without blank lines at its ends.
  var lines: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.collapsed)
    return lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed().joined(separator: "\n")
  }
}

/// Raised characters in plain text.
enum RaisedText {
  /// The characters as they can stand behind `text` without being read as part of its last word: a raised 1 behind
  /// an identifier would make another identifier of it.
  static func inLine(_ raised: String, after text: String) -> String {
    let mark = raised.collapsed
    let isMark =
      !mark.isEmpty && mark.utf8.count <= 8
      && mark.allSatisfy { ($0.isASCII && $0.isNumber) || ",*\u{2020}\u{2021}#()- ".contains($0) }
    guard isMark else { return raised }
    let word = text.reversed().prefix { !$0.isWhitespace }
    // An exponent: 2¹⁶, m².
    let isNumber = !word.isEmpty && word.count <= 3 && word.allSatisfy { $0.isASCII && $0.isNumber }
    let isUnit = ["m", "mc", "mm", "mk", "s"].contains(String(word))
    if isNumber || isUnit, mark.allSatisfy({ $0.isASCII && $0.isNumber }) {
      return String(mark.compactMap(superscript))
    }
    let bracketed = mark.allSatisfy { $0.isNumber || $0 == "," || $0 == " " } ? "(\(mark))" : mark
    return (word.isEmpty ? "" : " ") + bracketed + (text.allSatisfy(\.isWhitespace) ? " " : "")
  }

  private static func superscript(_ digit: Character) -> Character? {
    guard let value = digit.wholeNumberValue else { return nil }
    return Array("\u{2070}\u{B9}\u{B2}\u{B3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}")[value]
  }
}

extension String {
  /// The text with every white space as a space, every hyphen that forbids a break as a plain one, and without
  /// characters that show nothing.
  fileprivate var plainCharacters: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 >= 0xC2 }) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09...0x0D, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: result.append(" ")
      case 0x00...0x1F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: continue
      case 0x2010, 0x2011: result.append("-")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
