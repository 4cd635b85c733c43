/// Schemas of scalars.
enum ScalarSchema {
  /// What YAML makes of a plain text: `1.10` is a number to an editor, and text to the reader.
  static let textTypes: JSONValue = ["string", "number", "boolean"]

  /// The schema of a scalar shape; of anything that is there for the others.
  static func schema(_ shape: Shape) -> [String: JSONValue] {
    switch shape {
    case .line: ["type": textTypes, "pattern": #"^\s*\S[^\r\n]*\s*$"#]
    case .text: ["type": textTypes, "pattern": #"\S"#]
    case .identifier: ["type": textTypes, "pattern": .string(ScalarRule.identifierPattern), "maxLength": 128]
    case .integer(let range):
      ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    case .decimal(let maximum): ["type": "number", "minimum": 0, "maximum": .integer(maximum)]
    case .boolean: ["type": "boolean"]
    case .word(let words): ["enum": .array(words.flatMap(spellings))]
    case .date: ["type": "string", "format": "date", "pattern": .string(ScalarRule.datePattern)]
    case .time: ["type": "string", "pattern": .string(ScalarRule.timePattern)]
    case .duration: ["type": "string", "pattern": .string(ScalarRule.durationPattern)]
    case .path: ["type": "string", "pattern": #"^(?!/)[^\\\u0000-\u001f]*$"#]
    case .block: ["type": "string", "pattern": #"\S"#]
    case .any, .list, .map, .form, .variant, .either:
      ["type": ["string", "number", "boolean", "array", "object"]]
    }
  }

  /// A word as an editor sees it, with quotes and without.
  private static func spellings(_ word: String) -> [JSONValue] {
    guard let number = ScalarRule.digits(Array(word.utf8)[...]) else { return [.string(word)] }
    return [.integer(number), .string(word)]
  }
}
