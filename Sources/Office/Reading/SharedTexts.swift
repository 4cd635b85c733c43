import XMLTree

/// Texts of a SpreadsheetML workbook.
enum SharedTexts {
  /// The texts of the shared table (ECMA-376-1 §18.4.9) in their order.
  static func read(_ part: WorkbookPart) -> [String] {
    part.children("si", of: part.root).map { text(of: $0, in: part) }
  }

  /// The text of a string item: its own or that of its runs; how a word is pronounced is left out (§18.4.6).
  static func text(of item: Int, in part: WorkbookPart) -> String {
    var result = ""
    for child in part.tree.children(of: item) {
      switch part.tree.name(of: child) {
      case "t": result += part.tree.text(of: child)
      case "r": for run in part.children("t", of: child) { result += part.tree.text(of: run) }
      default: break
      }
    }
    return unescaped(result)
  }

  /// Characters that XML can't say stand as `_x000D_` (ECMA-376-1 §22.9.2.19).
  static func unescaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    let units = Array(text.utf16)
    var result: [UInt16] = []
    var index = 0
    while index < units.count {
      if units[index] == 0x5F, index + 6 < units.count, units[index + 1] == 0x78, units[index + 6] == 0x5F,
        let code = UInt16(String(decoding: units[(index + 2)..<(index + 6)], as: UTF16.self), radix: 16)
      {
        result.append(code)
        index += 7
      } else {
        result.append(units[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF16.self)
  }
}
