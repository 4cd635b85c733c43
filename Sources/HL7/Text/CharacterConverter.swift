import Foundation

/// Converts bytes to text and back in the sets of `CharacterSet`, by the system's converter where one is needed.
enum CharacterConverter {
  /// The text of bytes; nil when they are not of the set or the set is not decoded.
  static func text(_ bytes: some Collection<UInt8>, in set: CharacterSet) -> String? {
    if bytes.allSatisfy({ $0 < 0x80 }), set.keepsDelimiters { return String(decoding: bytes, as: UTF8.self) }
    switch set {
    case .ascii, .utf16, .utf32, .undecoded: return nil
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .latin:
      guard let name = set.converterName,
        let converted = converted(Array(bytes), from: name, to: "UTF-8", growth: 4)
      else { return nil }
      return String(validating: converted, as: UTF8.self)
    }
  }

  /// The bytes of a text; nil when the set cannot hold it.
  static func bytes(_ text: String, in set: CharacterSet) -> [UInt8]? {
    let utf8 = Array(text.utf8)
    if utf8.allSatisfy({ $0 < 0x80 }), set.keepsDelimiters { return utf8 }
    switch set {
    case .ascii, .utf16, .utf32, .undecoded: return nil
    case .utf8: return utf8
    case .latin: return set.converterName.flatMap { converted(utf8, from: "UTF-8", to: $0, growth: 1) }
    }
  }

  /// One conversion, all or nothing. No character of these sets grows beyond `growth` bytes for each that came.
  private static func converted(_ input: [UInt8], from source: String, to target: String, growth: Int) -> [UInt8]? {
    guard let converter = iconv_open(target, source), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = input.map { CChar(bitPattern: $0) }
    let capacity = input.count * growth
    var left = capacity
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      buffer.withMemoryRebound(to: CChar.self) { room in
        input.withUnsafeMutableBufferPointer { source in
          var from = source.baseAddress
          var fromLeft = source.count
          var to = room.baseAddress
          let result = iconv(converter, &from, &fromLeft, &to, &left)
          count = result == Int(bitPattern: UInt.max) || fromLeft > 0 ? 0 : capacity - left
        }
      }
    }
    return output.isEmpty && !input.isEmpty ? nil : output
  }
}
