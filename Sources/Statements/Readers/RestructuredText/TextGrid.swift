/// Text by the columns in which its characters stand on a screen.
enum TextGrid {
  /// Stands for the second column of a wide character.
  static let filler: Character = "\u{0}"

  /// The characters of a line, one for each column.
  ///
  /// - Parameter wide: Whether characters of East Asian scripts take two columns and invisible ones none, as editors
  ///   show them.
  static func cells(of text: Substring, wide: Bool) -> [Character] {
    var cells = Array(text)
    guard wide, text.utf8.contains(where: { $0 >= 0xE1 }) else { return cells }
    cells = []
    for character in text where !isInvisible(character) {
      cells.append(character)
      if let first = character.unicodeScalars.first, isWide(first) { cells.append(filler) }
    }
    return cells
  }

  /// The text in a range of columns, without white space at its end.
  static func text(of cells: [Character], _ range: Range<Int>, trimsStart: Bool = true) -> String {
    let part = cells[min(range.lowerBound, cells.count)..<min(range.upperBound, cells.count)]
    var text = String(part.filter { $0 != filler && !isInvisible($0) })[...]
    while text.last == " " { text = text.dropLast() }
    if trimsStart { text = text.drop { $0 == " " } }
    return String(text)
  }

  private static func isInvisible(_ character: Character) -> Bool {
    character == "\u{200B}" || character == "\u{2060}" || character == "\u{FEFF}"
  }

  /// Whether a character takes two columns (Unicode Standard Annex 11).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
