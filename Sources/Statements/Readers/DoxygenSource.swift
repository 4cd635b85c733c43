/// Manual pages as written for doxygen: `\section`, `\verbatim`, `\b`.
enum DoxygenSource {
  /// Whether the lines are such a source.
  static func matches(_ lines: [Substring]) -> Bool {
    var commands = 0
    for line in lines where line.hasPrefix("\\") {
      if line.hasPrefix("\\section ") || line.hasPrefix("\\subsection ") || line.hasPrefix("\\verbatim") {
        commands += 1
        if commands >= 2 { return true }
      }
    }
    return false
  }

  /// The lines with commands obeyed as far as they bear on structure.
  static func read(_ lines: [Substring]) -> [TextLine] {
    var result: [TextLine] = []
    var verbatim = false
    for (position, line) in lines.enumerated() {
      let number = position + 1
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if verbatim {
        if trimmed.hasPrefix("\\endverbatim") || trimmed.hasPrefix("\\endcode") {
          verbatim = false
          result.append(TextLine(number: number, kind: .blank))
        } else {
          let blank = line.allSatisfy(\.isWhitespace)
          result.append(TextLine(number: number, kind: blank ? .blank : .verbatim(String(line))))
        }
        continue
      }
      if trimmed.hasPrefix("/*!") || trimmed.hasPrefix("/**") || trimmed.hasPrefix("*/") { continue }
      guard trimmed.hasPrefix("\\") else {
        result.append(.blankOrText(plain(line), number: number))
        continue
      }
      let command = trimmed.dropFirst().prefix { $0.isLetter }
      let argument = trimmed.dropFirst(command.count + 1)
      if let level = levels[String(command)] {
        let title = argument.drop { $0 == " " }.drop { $0 != " " }
        result.append(TextLine(number: number, kind: .heading(level: level, plain(title).collapsed)))
      } else if command == "verbatim" || command == "code" {
        verbatim = true
        result.append(TextLine(number: number, kind: .blank))
      } else if ["if", "else", "elseif", "endif", "ifnot", "brief", "file", "defgroup", "addtogroup"].contains(command)
      {
        result.append(TextLine(number: number, kind: .blank))
      } else if command == "li" || command == "arg" {
        result.append(TextLine(number: number, kind: .item(plain(argument).collapsed)))
      } else {
        result.append(.blankOrText(plain(line), number: number))
      }
    }
    return result
  }

  private static let levels = ["page": 1, "mainpage": 1, "section": 2, "subsection": 3, "subsubsection": 4]

  /// The text with the marks for typefaces taken off.
  private static func plain(_ line: Substring) -> String {
    guard line.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "<") }) else {
      return String(line)
    }
    var result = ""
    var rest = line[...]
    while let first = rest.first {
      if first == "\\" {
        let name = rest.dropFirst().prefix { $0.isLetter }
        if ["b", "e", "c", "a", "p", "em", "n"].contains(name) {
          rest = rest.dropFirst(name.count + 1).drop { $0 == " " }
          continue
        }
        if name.isEmpty, rest.count > 1 {
          // A backslash before a sign makes the sign plain.
          rest = rest.dropFirst()
          if let sign = rest.first { result.append(sign) }
          rest = rest.dropFirst()
          continue
        }
      } else if first == "<" {
        let name = rest.dropFirst().prefix { $0.isLetter || $0 == "/" }
        let after = rest.dropFirst(name.count + 1)
        if ["b", "/b", "em", "/em", "i", "/i", "tt", "/tt", "code", "/code"].contains(name), after.first == ">" {
          rest = after.dropFirst()
          continue
        }
      }
      result.append(first)
      rest = rest.dropFirst()
    }
    return result
  }
}
