/// Why a document was not made.
public struct WordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence.
  public var description: String
}
