import DICOM

/// Attributes as lines of text, so that the modules of objects read like the tables of PS3.3.
///
/// `Keyword=value` sets a value, `\` between several. `Keyword` of a sequence opens its first item, whose lines have one `>`
/// more; `-` in their place opens another item. `Keyword:=code|scheme|meaning` is a sequence of one coded item (PS3.3 §8.8);
/// `Keyword=` of a sequence is an empty one. Values of OB and OW are Base64. `{name}` stands for a value.
struct DataSetTemplate {
  private struct Line {
    var depth: Int
    var text: Substring
  }

  private let lines: [Line]
  private var position = 0

  /// Puts the attributes of a text into a builder.
  static func fill(_ builder: inout DataSetBuilder, _ text: String, _ values: [String: String] = [:]) {
    var template = DataSetTemplate(replaced(text, values))
    template.read(into: &builder, depth: 0)
  }

  /// The text with values for names in braces; what is no name of a value stays.
  private static func replaced(_ text: String, _ values: [String: String]) -> String {
    var output = ""
    var rest = Substring(text).utf8
    while let open = rest.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      output += Substring(rest[..<open])
      let name = String(Substring(rest[rest.index(after: open)..<close]))
      output += values[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return output + Substring(rest)
  }

  private init(_ text: String) {
    lines = text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
      let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
      return Line(depth: depth, text: Substring(line.dropFirst(depth)))
    }
  }

  /// Reads the lines of one item, up to the next item or a line of less depth.
  private mutating func read(into builder: inout DataSetBuilder, depth: Int) {
    while position < lines.count, lines[position].depth == depth, lines[position].text != "-" {
      let text = lines[position].text
      position += 1
      if let mark = text.firstRange(of: ":=") {
        let parts = text[mark.upperBound...].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        builder.put(String(text[..<mark.lowerBound]), items: [Self.code(parts)])
      } else if let mark = text.firstIndex(of: "=") {
        let value = String(text[text.index(after: mark)...])
        builder.put(String(text[..<mark]), template: value)
      } else {
        builder.put(String(text), items: items(&builder, depth: depth + 1))
      }
    }
  }

  private mutating func items(_ outer: inout DataSetBuilder, depth: Int) -> [DataSet] {
    var items: [DataSet] = []
    while position < lines.count, lines[position].depth == depth {
      if lines[position].text == "-" { position += 1 }
      var item = DataSetBuilder()
      read(into: &item, depth: depth)
      outer.take(over: item)
      items.append(item.dataSet)
    }
    return items
  }

  private static func code(_ parts: [String]) -> DataSet {
    var item = DataSetBuilder()
    for (keyword, value) in zip(["CodeValue", "CodingSchemeDesignator", "CodeMeaning"], parts) {
      item.put(keyword, value)
    }
    return item.dataSet
  }
}
