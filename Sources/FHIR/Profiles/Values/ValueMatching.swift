import JSONTree

/// How values are held against `fixed[x]` and `pattern[x]`.
enum ValueMatching {
  /// Whether two values are the same in all they hold, down to the digits of numbers; the order of members is free.
  static func isSame(_ found: JSONNode, _ wanted: JSONNode) -> Bool { matches(found, wanted, exactly: true) }

  /// Whether a value holds all of a pattern: each member of it, and each element of its lists somewhere in the list.
  static func holds(_ found: JSONNode, _ pattern: JSONNode) -> Bool { matches(found, pattern, exactly: false) }

  // As deep as the pattern, whose nesting the reader of its file has bounded.
  private static func matches(_ found: JSONNode, _ wanted: JSONNode, exactly: Bool) -> Bool {
    switch (found.value, wanted.value) {
    case (.object(let members), .object(let wantedMembers)):
      if exactly, members.count != wantedMembers.count { return false }
      return wantedMembers.allSatisfy { member in
        guard let value = found[member.name] else { return false }
        return matches(value, member.value, exactly: exactly)
      }
    case (.array(let elements), .array(let wantedElements)):
      if exactly {
        return elements.count == wantedElements.count
          && zip(elements, wantedElements).allSatisfy { matches($0, $1, exactly: true) }
      }
      return wantedElements.allSatisfy { wanted in elements.contains { matches($0, wanted, exactly: false) } }
    case (.array, _), (.object, _): return false
    case (let value, let wantedValue): return value == wantedValue
    }
  }
}
