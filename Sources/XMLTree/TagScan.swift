/// Counts the attributes of each tag before the parser sees them.
///
/// The parser compares each attribute with those before it, so one tag with hundreds of thousands of them takes
/// minutes; a single pass over the bytes finds such a tag at once.
enum TagScan {
  /// Line of the first tag with more than `limit` attributes, from 1; nil where there is none.
  static func lineOfExcess(in bytes: some Collection<UInt8>, limit: Int) -> Int? {
    var line = 1
    var state = State.text
    var attributes = 0
    for byte in bytes {
      if byte == 0x0A { line += 1 }
      switch state {
      case .text:
        if byte == UInt8(ascii: "<") { state = .open }
      case .open:
        let letter = byte | 0x20
        if letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") {
          state = .name
          attributes = 0
        } else if byte != UInt8(ascii: "<") {
          state = .text
        }
      case .name:
        if byte == UInt8(ascii: ">") {
          state = .text
        } else if isSpace(byte) {
          state = .between
        }
      case .between:
        if byte == UInt8(ascii: ">") {
          state = .text
        } else if byte == UInt8(ascii: "=") {
          state = .beforeValue
        } else if !isSpace(byte) {
          attributes += 1
          if attributes > limit { return line }
          state = .name
        }
      case .beforeValue:
        if byte == UInt8(ascii: ">") {
          state = .text
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          state = .quoted(byte)
        } else if !isSpace(byte) {
          state = .name
        }
      case .quoted(let quote):
        if byte == quote { state = .between }
      }
      if state == .name, byte == UInt8(ascii: "=") { state = .beforeValue }
    }
    return nil
  }

  private enum State: Equatable {
    case text
    case open
    case name
    case between
    case beforeValue
    case quoted(UInt8)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == UInt8(ascii: "/")
  }
}
