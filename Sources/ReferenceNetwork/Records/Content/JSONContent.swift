import JSONTree

/// A JSON value that can be made and changed: members of objects in order, numbers as they are written.
enum JSONContent: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSONContent])
  case object([Member])

  /// A member of an object.
  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONContent
  }

  /// A value that was read.
  init(_ node: JSONNode) {
    self =
      switch node.value {
      case .null: .null
      case .boolean(let value): .boolean(value)
      case .number(let text): .number(text)
      case .string(let text): .string(text)
      case .array(let nodes): .array(nodes.map { JSONContent($0) })
      case .object(let members): .object(members.map { Member(name: $0.name, value: JSONContent($0.value)) })
      }
  }

  /// The value of a member; nil where there is none, or where this is no object. Setting nil takes it out.
  subscript(_ name: String) -> JSONContent? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let place = members.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): return
      }
      self = .object(members)
    }
  }

  /// The text of a string; nil for every other value.
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The values of an array; none for every other value.
  var elements: [JSONContent] { if case .array(let values) = self { values } else { [] } }

  /// The members of an object; none for every other value.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// The value with each value within it that is not kept left out, from the outside inwards.
  func filtered(_ keeps: (_ name: String) -> Bool) -> JSONContent {
    switch self {
    case .array(let values): .array(values.map { $0.filtered(keeps) })
    case .object(let members):
      .object(members.filter { keeps($0.name) }.map { Member(name: $0.name, value: $0.value.filtered(keeps)) })
    default: self
    }
  }

  /// The value with strings in it replaced, each told with the name of the member that it is the value of.
  func replacingStrings(in name: String = "", _ replace: (_ name: String, _ text: String) -> String) -> JSONContent {
    switch self {
    case .string(let text): .string(replace(name, text))
    case .array(let values): .array(values.map { $0.replacingStrings(in: name, replace) })
    case .object(let members):
      .object(members.map { Member(name: $0.name, value: $0.value.replacingStrings(in: $0.name, replace)) })
    default: self
    }
  }
}

extension JSONContent: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: JSONContent...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONContent)...) {
    self = .object(elements.map { Member(name: $0.0, value: $0.1) })
  }
}
