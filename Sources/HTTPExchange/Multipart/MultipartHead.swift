/// The headers of one part of a multipart message.
public struct MultipartHead: Hashable, Sendable {
  /// A header.
  public struct Field: Hashable, Sendable {
    /// Its name as written.
    public let name: String
    /// Its value without white space around.
    public let value: String
    /// Where its line begins, in bytes from the start of the message.
    public let offset: Int
  }

  /// The headers in order.
  public let fields: [Field]
  /// Where the part begins, after its boundary's line, in bytes from the start of the message.
  public let offset: Int

  /// The value of a header, whatever the case of its name.
  public subscript(_ name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }?.value
  }

  /// Content-Type as written.
  public var contentType: String? { self["Content-Type"] }
  /// Content-Location: the address of what the part holds (RFC 9110 §8.7).
  public var contentLocation: String? { self["Content-Location"] }
}
