/// JSON as it is written: members stand in the order given.
indirect enum JSONText: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case string(String)
  case number(Int)
  case boolean(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(arrayLiteral elements: JSONText...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONText)...) { self = .object(elements) }

  /// An object without the members that are nil.
  static func members(_ members: [(String, JSONText?)]) -> JSONText {
    .object(members.compactMap { member in member.1.map { (member.0, $0) } })
  }

  /// The text, indented, with a newline at the end.
  var rendered: String {
    var text = ""
    write(into: &text, indent: "")
    return text + "\n"
  }

  private func write(into text: inout String, indent: String) {
    switch self {
    case .string(let value): Self.write(value, into: &text)
    case .number(let value): text += String(value)
    case .boolean(let value): text += value ? "true" : "false"
    case .array(let elements):
      guard !elements.isEmpty else { return text += "[]" }
      for (index, element) in elements.enumerated() {
        text += index == 0 ? "[\n" : ",\n"
        text += indent + "  "
        element.write(into: &text, indent: indent + "  ")
      }
      text += "\n\(indent)]"
    case .object(let members):
      guard !members.isEmpty else { return text += "{}" }
      for (index, member) in members.enumerated() {
        text += index == 0 ? "{\n" : ",\n"
        text += indent + "  "
        Self.write(member.0, into: &text)
        text += ": "
        member.1.write(into: &text, indent: indent + "  ")
      }
      text += "\n\(indent)}"
    }
  }

  private static func write(_ value: String, into text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
