import Specification

extension Value {
  /// Whether both are the same; nil where they are of kinds that do not compare. Text compares by its code points: two
  /// ways of writing an accented letter are different data.
  func same(as other: Value) -> Bool? {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.number(let left), .number(let right)): return left == right
    case (.duration(let left), .duration(let right)), (.size(let left), .size(let right)): return left == right
    case (.tag(let left), .tag(let right)): return left == right
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      return zip(left, right).allSatisfy { $0.same(as: $1) == true }
    case (.date(let left), .date(let right)): return left == right
    default:
      guard let left = characters, let right = other.characters else { return nil }
      return left.utf8.elementsEqual(right.utf8)
    }
  }

  /// The text of text and UIDs.
  var characters: String? {
    switch self {
    case .string(let text), .uid(let text): text
    default: nil
    }
  }

  /// Equal for values that are the same, whatever their spelling as text or UID.
  var setKey: [UInt8] {
    if let characters { return [0] + Array(characters.utf8) }
    return [1] + Array(ValueText.text(self).utf8)
  }
}

extension String {
  /// Whether the other text occurs in this one, code point by code point.
  func holds(_ other: String) -> Bool {
    let (text, part) = (Array(utf8), Array(other.utf8))
    guard !part.isEmpty else { return true }
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start] == part[0] && text[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
