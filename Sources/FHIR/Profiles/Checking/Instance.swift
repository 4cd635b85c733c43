import JSONTree

/// One occurrence of an element in a resource.
struct Instance {
  /// Where it is, `Patient.name[0]`.
  let path: String
  /// Its type by FHIR R4, `HumanName`, and what references may lead to.
  let kind: ElementDefinition.Kind
  /// What was sent; nil for a primitive that only has an id or extensions.
  let value: JSONNode?
  /// Id and extensions of a primitive (R4 json.html §2.6.2.3).
  let companion: JSONNode?

  var offset: Int { value?.offset ?? companion?.offset ?? 0 }

  /// The value in words, cut short.
  var shown: String { value.map(Self.shown) ?? "no value" }

  /// Longest text that is shown, in characters.
  private static let longest = 60

  /// A value in words, cut short, without characters that steer a terminal.
  static func shown(_ node: JSONNode) -> String {
    switch node.value {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let digits): return String(digits.prefix(longest))
    case .string(let text): return "`\(cut(text))`"
    case .array(let elements): return "a list of \(elements.count)"
    case .object(let members):
      let names = members.prefix(4).map { member in
        if case .string(let text) = member.value.value { return "\(cut(member.name)) `\(cut(text))`" }
        return cut(member.name)
      }
      return "an object with " + (names.isEmpty ? "nothing" : names.joined(separator: ", "))
        + (members.count > 4 ? ", …" : "")
    }
  }

  /// A text, cut short, without characters that steer a terminal.
  static func cut(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(longest) {
      let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      shown.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(shown) + (text.unicodeScalars.count > longest ? "…" : "")
  }
}
