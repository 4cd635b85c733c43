import HTTPExchange

/// What the client of a request takes, heaviest first (PS3.18 §8.7.5); anything where it does not say.
struct AcceptedTypes: Sendable {
  /// A media type that is taken.
  struct Choice: Hashable, Sendable {
    /// The media type alone or of each part.
    var type: MediaType
    /// Whether in parts.
    var isRelated: Bool
    /// Transfer syntax asked for; `*` for any.
    var transferSyntax: String?
  }

  /// The choices.
  let choices: [Choice]

  private static let anything = MediaType("*", "*")

  /// Reads the field Accept, and the query parameter that stands for it where given.
  init(_ request: ReceivedRequest, parameter: String? = nil) {
    let text = parameter ?? request.fields["accept"].joined(separator: ", ")
    let members = text.isEmpty ? [AcceptList.Member(Self.anything)] : Self.members(text)
    let weighed = members.enumerated().filter { $0.element.weight > 0 }.sorted {
      ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
    }
    choices = weighed.map { _, member in
      let range = member.range
      guard range.essence == "multipart/related" else {
        return Choice(type: range, isRelated: false, transferSyntax: range["transfer-syntax"])
      }
      let part = range["type"].flatMap { try? MediaType($0) } ?? Self.anything
      return Choice(type: part, isRelated: true, transferSyntax: range["transfer-syntax"])
    }
  }

  /// Members by the letter; where the letter is broken, as by a type without quotation marks, those that are clear.
  private static func members(_ text: String) -> [AcceptList.Member] {
    if let list = try? AcceptList(text) { return list.members }
    return text.split(separator: ",").prefix(64).compactMap { part in
      (try? MediaType.read(String(part))).map { AcceptList.Member($0.mediaType) }
    }
  }

  /// Whether a media type is taken as it is.
  func takes(_ type: MediaType) -> Bool { choices.contains { !$0.isRelated && $0.covers(type) } }
}

extension AcceptedTypes.Choice {
  /// Whether the range takes a media type in.
  func covers(_ type: MediaType) -> Bool {
    (self.type.type == "*" || self.type.type == type.type)
      && (self.type.subtype == "*" || self.type.subtype == type.subtype)
  }
}
