/// A way to spoil a message, so that a receiver's answer to it can be seen. What comes out may be no message any more.
public enum Damage: String, CaseIterable, Hashable, Sendable {
  /// The message ends in the middle of the part.
  case cut
  /// A byte that no character set of one byte a character and no UTF-8 has, in the middle of the part.
  case invalidCharacter = "invalid-character"
  /// A field separator that is not escaped, in the middle of the part.
  case separator
  /// A start block (0x0B) in the middle of the part, as a receiver that scans for frames would trip over.
  case startBlock = "start-block"
  /// The part's bytes, 65,536 times the letter `A` longer.
  case overlong
  /// The name of the part's segment in lower-case letters.
  case lowerCaseName = "lower-case-name"
  /// The message's segments end with line feeds instead of carriage returns.
  case lineFeeds = "line-feeds"

  /// The bytes of a message damaged at an address.
  ///
  /// - Throws: `EditingError.nothingThere` where the message has nothing at the address.
  public func apply(to message: Message, at address: Address) throws(EditingError) -> [UInt8] {
    guard let part = message.parts(at: address).first else { throw .nothingThere(address) }
    var bytes = message.bytes
    let middle = part.bytes.startIndex + part.bytes.count / 2
    switch self {
    case .cut: bytes.removeSubrange(middle...)
    case .invalidCharacter: bytes.insert(0xFF, at: middle)
    case .separator: bytes.insert(message.encoding.field, at: middle)
    case .startBlock: bytes.insert(0x0B, at: middle)
    case .overlong: bytes.insert(contentsOf: [UInt8](repeating: 0x41, count: 65_536), at: part.bytes.endIndex)
    case .lowerCaseName:
      let start = message.segments.last { $0.offset <= part.offset }?.offset ?? 0
      for place in start..<min(start + 3, bytes.count) where (0x41...0x5A).contains(bytes[place]) {
        bytes[place] |= 0x20
      }
    case .lineFeeds: bytes = bytes.map { $0 == 0x0D ? 0x0A : $0 }
    }
    return bytes
  }
}
