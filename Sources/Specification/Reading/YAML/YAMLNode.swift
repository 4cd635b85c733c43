/// A node of a YAML file as it was written: scalars are text, nothing is guessed.
package struct YAMLNode: Hashable, Sendable {
  /// What it holds.
  package var content: Content
  /// Line, from 1.
  package var line: Int
  /// Column in Unicode scalars, from 1.
  package var column: Int
  /// Scalars to underline.
  package var length: Int

  /// The three sorts of node.
  package enum Content: Hashable, Sendable {
    case scalar(String, Style)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// How a scalar is written.
  package enum Style: Hashable, Sendable {
    case plain
    case quoted
    /// `|`
    case literal
    /// `>`
    case folded
  }

  /// The text of a scalar.
  package var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
  /// The elements of a sequence, none for other nodes.
  package var elements: [YAMLNode] { if case .sequence(let elements) = content { elements } else { [] } }
  /// The entries of a mapping, none for other nodes.
  package var entries: [YAMLEntry] { if case .mapping(let entries) = content { entries } else { [] } }
  /// Whether nothing is written: `key:` with no value.
  package var isMissing: Bool { content == .scalar("", .plain) }

  /// The value of a key of a mapping.
  package subscript(key: String) -> YAMLNode? {
    // By places, as an entry that is only looked at need not be copied.
    guard case .mapping(let entries) = content else { return nil }
    for place in entries.indices where entries[place].key == key { return entries[place].value }
    return nil
  }

  /// What it is, for messages.
  package var sort: String {
    switch content {
    case .scalar: isMissing ? "nothing" : "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key and its value.
package struct YAMLEntry: Hashable, Sendable {
  /// The key.
  package var key: String
  /// Where the key stands.
  package var keyNode: YAMLNode
  /// The value.
  package var value: YAMLNode
}
