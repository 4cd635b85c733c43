/// An entry of a directory (RFC 4511 §4.5.2).
public struct DirectoryEntry: Hashable, Sendable {
  /// Its distinguished name.
  public var name: String
  /// Its attributes in the order in which they came.
  public var attributes: [Attribute]

  /// An attribute with its values as texts.
  public struct Attribute: Hashable, Sendable {
    /// Description of the attribute: `o`, `hcIdentifier`.
    public var name: String
    /// Values; bytes that are no UTF-8 are replaced.
    public var values: [String]

    /// Makes an attribute.
    public init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// Makes an entry.
  public init(name: String, attributes: [Attribute]) {
    self.name = name
    self.attributes = attributes
  }
}
