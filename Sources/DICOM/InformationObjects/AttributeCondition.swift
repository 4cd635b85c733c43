/// When a conditional attribute (type 1C, 2C) is required, as far as the other attributes of its item decide it for sure.
enum AttributeCondition: Hashable, Sendable {
  /// One of these has a value.
  case anyHasValue([Tag])
  /// None of these is there.
  case nonePresent([Tag])
  /// The only value is one of these.
  case equals(Tag, [String])
  /// The first of several values is one of these.
  case firstEquals(Tag, [String])
  /// The number is greater.
  case isGreater(Tag, Double)
  /// All of these hold.
  case all([AttributeCondition])

  /// Reads the form of the tables: `+TAG,TAG`, `-TAG,TAG`, `=TAG:VALUES`, `1TAG:VALUES`, `>TAG:NUMBER`, or several with
  /// `&` between them.
  init?(_ text: Substring) {
    let several = text.split(separator: "&")
    if several.count > 1 {
      let conditions = several.compactMap { AttributeCondition($0) }
      guard conditions.count == several.count else { return nil }
      self = .all(conditions)
      return
    }
    let parts = text.dropFirst().split(separator: ":", maxSplits: 1)
    guard let kind = text.first, let names = parts.first else { return nil }
    let tags = names.split(separator: ",").compactMap { Tag(hexadecimal: String($0)) }
    guard let tag = tags.first else { return nil }
    let values: [String] = parts.count == 2 ? parts[1].split(separator: ",").map { String($0) } : []
    switch kind {
    case "+": self = .anyHasValue(tags)
    case "-": self = .nonePresent(tags)
    case "=": self = .equals(tag, values)
    case "1": self = .firstEquals(tag, values)
    case ">":
      guard let number = values.first.flatMap({ Double($0) }) else { return nil }
      self = .isGreater(tag, number)
    default: return nil
    }
  }

  /// Whether it is fulfilled in an item.
  func holds(in item: DataSet) -> Bool {
    switch self {
    case .anyHasValue(let tags): tags.contains { item[$0].map { !$0.isEmpty } ?? false }
    case .nonePresent(let tags): tags.allSatisfy { item[$0] == nil }
    case .equals(let tag, let values):
      if let found = item.strings(tag), found.count == 1 { values.contains(found[0]) } else { false }
    case .firstEquals(let tag, let values): item.string(tag).map { values.contains($0) } ?? false
    case .isGreater(let tag, let number): item.number(tag).map { $0 > number } ?? false
    case .all(let conditions): conditions.allSatisfy { $0.holds(in: item) }
    }
  }

  /// The condition in words.
  var description: String {
    switch self {
    case .anyHasValue(let tags): "\(Self.names(tags, "or")) has a value"
    case .nonePresent(let tags): "\(Self.names(tags, "and")) \(tags.count == 1 ? "is" : "are") absent"
    case .equals(let tag, let values): "\(Self.names([tag], "")) is \(values.joined(separator: " or "))"
    case .firstEquals(let tag, let values): "value 1 of \(Self.names([tag], "")) is \(values.joined(separator: " or "))"
    case .isGreater(let tag, let number): "\(Self.names([tag], "")) is greater than \(Int(number))"
    case .all(let conditions): conditions.map(\.description).joined(separator: " and ")
    }
  }

  private static func names(_ tags: [Tag], _ word: String) -> String {
    tags.map { $0.keyword ?? $0.description }.joined(separator: " \(word) ")
  }
}

extension DataElement {
  /// Whether the element has no value: a length of zero, no items, no fragments.
  var isEmpty: Bool {
    switch value {
    case .bytes(let bytes): bytes.readableBytes == 0
    case .items(let items): items.isEmpty
    case .fragments(let fragments): fragments.isEmpty
    }
  }
}
