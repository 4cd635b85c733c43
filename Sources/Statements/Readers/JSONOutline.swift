/// The outermost members of an object of JSON, found in one pass however the document goes on.
struct JSONOutline {
  /// Names of the members.
  private(set) var names: Set<String> = []
  /// Values of members that are short strings.
  private(set) var strings: [String: String] = [:]

  /// Most members that are looked at.
  private static let mostMembers = 1_000
  /// Longest text that is kept.
  private static let longest = 256

  /// Scans the document; nil where it does not begin an object with a member.
  init?(_ bytes: [UInt8]) {
    guard var position = bytes.firstIndex(where: { $0 > 0x20 }), bytes[position] == UInt8(ascii: "{") else {
      return nil
    }
    var depth = 0
    var name: String?
    // Whether the next string at the outermost level is a name.
    var expectsName = false
    while position < bytes.count, names.count < Self.mostMembers {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = Self.string(bytes, &position)
        guard depth == 1 else { break }
        if expectsName {
          name = text
          if let text { names.insert(text) }
          expectsName = false
        } else if let name, let text {
          strings[name] = text
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { expectsName = true }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): if depth == 1 { expectsName = true }
      default: break
      }
      position += 1
    }
    if names.isEmpty { return nil }
  }

  /// The string at a position, which moves to its closing quotation mark; nil where it is long.
  private static func string(_ bytes: [UInt8], _ position: inout Int) -> String? {
    let start = position + 1
    position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(position, bytes.count)
    return end - start <= longest ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
  }
}
