/// The source of manual pages: `.SH`, `.SS`, `.TP`, `.nf` and the escapes of roff.
enum RoffSource {
  /// Whether the lines are such a source.
  static func matches(_ lines: [Substring]) -> Bool {
    var requests = 0
    for line in lines.prefix(200) where line.hasPrefix(".") || line.hasPrefix("'\\\"") {
      if line.hasPrefix(".TH ") || line.hasPrefix(".Dd ") { return true }
      if line.hasPrefix(".SH") { requests += 1 }
    }
    return requests >= 2
  }

  /// The lines with requests obeyed as far as they bear on structure.
  static func read(_ lines: [Substring]) -> [TextLine] {
    var result: [TextLine] = []
    var verbatim = false
    var itemNext = false
    for (position, line) in lines.enumerated() {
      let number = position + 1
      guard line.hasPrefix(".") || line.hasPrefix("'") else {
        let text = plain(line)
        if verbatim {
          result.append(TextLine(number: number, kind: text.allSatisfy(\.isWhitespace) ? .blank : .verbatim(text)))
        } else if itemNext, !text.isEmpty {
          result.append(TextLine(number: number, kind: .item(text)))
        } else {
          result.append(.blankOrText(text, number: number))
        }
        itemNext = false
        continue
      }
      let (request, argument) = split(line)
      let text = plain(argument[...])
      switch request {
      case "SH", "Sh": result.append(TextLine(number: number, kind: .heading(level: 1, text)))
      case "SS", "Ss": result.append(TextLine(number: number, kind: .heading(level: 2, text)))
      case "nf", "EX", "Bd":
        verbatim = true
        result.append(TextLine(number: number, kind: .blank))
      case "fi", "EE", "Ed":
        verbatim = false
        result.append(TextLine(number: number, kind: .blank))
      case "TP":
        itemNext = true
        result.append(TextLine(number: number, kind: .blank))
      case "IP":
        result.append(TextLine(number: number, kind: text.isEmpty ? .blank : .item(text)))
      case "PP", "P", "LP", "Pp", "sp", "HP", "RS", "RE":
        // Within fixed text a distance is only a distance.
        result.append(TextLine(number: number, kind: .blank))
      case "B", "I", "BR", "BI", "RB", "IR", "IB", "RI", "SM", "SB":
        let line: TextLine.Kind = verbatim ? .verbatim(text) : itemNext ? .item(text) : .text(text)
        itemNext = false
        result.append(TextLine(number: number, kind: text.isEmpty ? .blank : line))
      default: break
      }
    }
    return result
  }

  /// What the page's heading names: `.TH "storescp" 1 "date" "Version 3.6.7" …`.
  static func heading(_ lines: [Substring]) -> (product: String?, version: String?) {
    guard let heading = lines.prefix(200).first(where: { $0.hasPrefix(".TH ") }) else { return (nil, nil) }
    let parts = heading.dropFirst(4).split(separator: "\"").map { String($0).collapsed }.filter { !$0.isEmpty }
    let product = parts.first?.split(separator: " ").first.map(String.init)
    let version = parts.first { $0.lowercased().hasPrefix("version ") }.map { String($0.dropFirst(8)).collapsed }
    return (product, version)
  }

  private static func split(_ line: Substring) -> (request: String, argument: String) {
    let body = line.dropFirst().drop { $0 == " " || $0 == "\t" }
    let name = body.prefix { $0 != " " && $0 != "\t" }
    var argument = String(body.dropFirst(name.count)).collapsed
    if argument.hasPrefix("\""), argument.hasSuffix("\""), argument.count > 1 {
      argument = String(argument.dropFirst().dropLast())
    }
    return (String(name), argument)
  }

  /// The text with the escapes replaced.
  static func plain(_ line: Substring) -> String {
    guard line.utf8.contains(UInt8(ascii: "\\")) else { return String(line) }
    var result = ""
    var rest = line[...]
    while let first = rest.first {
      guard first == "\\" else {
        result.append(first)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst()
      guard let kind = rest.first else { break }
      rest = rest.dropFirst()
      switch kind {
      case "\"", "#": return result
      case "&", "|", "^", "/", ",", ":", ")", "%", "c", "z": break
      case "e", "\\": result.append("\\")
      case "-": result.append("-")
      case "0", "~", " ": result.append(" ")
      case "f", "F", "m", "M":
        rest = dropName(rest).rest
      case "s":
        rest = rest.drop { $0 == "+" || $0 == "-" }
        rest = rest.dropFirst(rest.prefix(2).prefix { $0.isNumber }.count)
      case "(", "[", "*":
        let name = kind == "*" ? dropName(rest) : dropName(line: rest, after: kind)
        result += glyphs[name.name] ?? ""
        rest = name.rest
      case "h", "v", "w", "l", "L", "D", "o", "b":
        guard let quote = rest.first else { break }
        rest = rest.dropFirst().drop { $0 != quote }.dropFirst()
      default: result.append(kind)
      }
    }
    return result
  }

  private static func dropName(_ rest: Substring) -> (name: String, rest: Substring) {
    guard let first = rest.first else { return ("", rest) }
    if first == "(" || first == "[" { return dropName(line: rest.dropFirst(), after: first) }
    return (String(first), rest.dropFirst())
  }

  private static func dropName(line rest: Substring, after open: Character) -> (name: String, rest: Substring) {
    if open == "[" {
      let name = rest.prefix { $0 != "]" }
      return (String(name), rest.dropFirst(name.count).dropFirst())
    }
    return (String(rest.prefix(2)), rest.dropFirst(2))
  }

  private static let glyphs = [
    "bu": "\u{2022}", "em": "\u{2014}", "en": "\u{2013}", "hy": "-", "aq": "'", "dq": "\"", "lq": "\"", "rq": "\"",
    "oq": "'", "cq": "'", "co": "(c)", "rg": "(R)", "tm": "(TM)", "R": "(R)", "Tm": "(TM)",
  ]
}
