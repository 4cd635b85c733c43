/// A password, a key or a token. It never shows in a description, a dump or a transcript.
public struct Secret: Hashable, Sendable {
  /// The text itself, for the field or message that it is meant for and nothing else.
  package let value: String

  /// Wraps a text.
  public init(_ value: String) { self.value = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Asterisks.
  public var description: String { "***" }
  /// Asterisks.
  public var debugDescription: String { "***" }
  /// Nothing: a dump would walk the fields otherwise.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
