/// A JSON value with its place in the bytes.
public struct JSONNode: Hashable, Sendable {
  /// The value.
  public enum Value: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  /// A member of an object.
  public struct Member: Hashable, Sendable {
    /// Its name, escapes replaced.
    public let name: String
    /// Where the name starts.
    public let offset: Int
    /// Its value.
    public let value: JSONNode
  }

  /// The value.
  public let value: Value
  /// Where it starts.
  public let offset: Int
  /// Where it has ended.
  public let end: Int

  /// Reads all bytes as one value.
  ///
  /// Throws what breaks RFC 8259 or the limits, with its offset.
  public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONSyntaxError) {
    guard bytes.count <= limits.bytes else {
      throw JSONSyntaxError(.tooLong(limit: limits.bytes), offset: limits.bytes)
    }
    let result: Result<JSONNode, JSONSyntaxError> = bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONNodeParser(buffer, limits)
      do throws(JSONSyntaxError) { return .success(try parser.document()) } catch { return .failure(error) }
    }
    self = try result.get()
  }

  /// Reads the value that bytes go on with at a place, which then moves behind it; nil, and the place stays, where they go on with
  /// none within the limits.
  package init?(at place: inout Int, of bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    var parser = JSONNodeParser(bytes, limits)
    guard let found = try? parser.value(from: place) else { return nil }
    self = found.node
    place = found.end
  }

  init(value: Value, offset: Int, end: Int) {
    self.value = value
    self.offset = offset
    self.end = end
  }
}

extension JSONNode {
  /// The value of a member of an object; nil where there is none, or where this is no object.
  public subscript(_ name: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string; nil for every other value.
  public var text: String? { if case .string(let text) = value { text } else { nil } }

  /// The values of an array; nil for every other value.
  public var elements: [JSONNode]? { if case .array(let nodes) = value { nodes } else { nil } }
}
