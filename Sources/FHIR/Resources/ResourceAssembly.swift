import JSONTree

/// Puts a resource together from JSON text that stands as it is and values whose characters are escaped.
public struct ResourceAssembly {
  /// A piece of a resource.
  public enum Piece: Hashable, Sendable {
    /// JSON text.
    case literal(String)
    /// A value: within quotation marks it is escaped, outside it must be JSON by itself.
    case value(String)
  }

  /// The resource of the pieces.
  public static func resource(_ pieces: [Piece]) throws(ResourceError) -> Resource {
    var place = JSONPlace()
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .literal(let text):
        for byte in text.utf8 { place.pass(byte) }
        bytes += text.utf8
      case .value(let text): bytes += place.isInString ? escaped(text) : Array(text.utf8)
      }
    }
    return try Resource(json: bytes)
  }

  /// A text as it stands between quotation marks (RFC 8259 §7).
  public static func escaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0..<0x20: bytes += Array((byte < 0x10 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}

/// Whether a place of a JSON text is between quotation marks.
public struct JSONPlace: Sendable {
  /// Whether it is.
  public private(set) var isInString = false
  private var isEscaped = false

  /// Begins outside.
  public init() {}

  /// Passes one byte of the text.
  public mutating func pass(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\"") {
      isInString.toggle()
    } else if byte == UInt8(ascii: "\\"), isInString {
      isEscaped = true
    }
  }
}

extension Resource {
  /// The same with another logical id.
  public func with(id: String) throws(ResourceError) -> Resource {
    let written = [UInt8(ascii: "\"")] + ResourceAssembly.escaped(id) + [UInt8(ascii: "\"")]
    var changed = bytes
    if let node = root["id"] {
      changed.replaceSubrange(node.offset..<node.end, with: written)
    } else {
      // A resource has at least its type, so that a comma is due.
      changed.insert(contentsOf: Array("\"id\":".utf8) + written + [UInt8(ascii: ",")], at: root.offset + 1)
    }
    return try Resource(json: changed)
  }
}
