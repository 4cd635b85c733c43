/// Counts the attributes of each tag before the parser sees them.
///
/// The parser compares each attribute with those before it, so one tag with hundreds of thousands of them takes
/// minutes; a single pass over the bytes finds such a tag at once.
struct TagScan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Line of the first tag with more than `limit` attributes, from 1; nil where there is none.
  static func lineOfExcess(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
    var scan = TagScan(bytes: bytes)
    guard let place = scan.excess(limit) else { return nil }
    return bytes[..<place].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func excess(_ limit: Int) -> Int? {
    while skip(to: UInt8(ascii: "<")) {
      position += 1
      while position < bytes.count, bytes[position] == UInt8(ascii: "<") { position += 1 }
      guard position < bytes.count else { return nil }
      let letter = bytes[position] | 0x20
      guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { continue }
      if let place = excessOfTag(limit) { return place }
    }
    return nil
  }

  /// Goes to the next byte of a value; whether there is one.
  private mutating func skip(to byte: UInt8) -> Bool {
    let place = bytes.firstIndex(of: byte, from: position)
    position = place ?? bytes.count
    return place != nil
  }

  /// Goes through a tag from its name on, to its end or to the attribute that is one too many.
  private mutating func excessOfTag(_ limit: Int) -> Int? {
    var attributes = 0
    var isInName = true
    while position < bytes.count {
      let byte = bytes[position]
      // Nearly all bytes outside of values are letters of names; what means something else stands before them.
      if isInName, byte > UInt8(ascii: ">") {
        position += 1
        continue
      }
      switch byte {
      case UInt8(ascii: ">"): return nil
      case UInt8(ascii: "="):
        position += 1
        isInName = skipValue()
        continue
      case _ where Self.isSpace(byte): isInName = false
      case _ where !isInName:
        attributes += 1
        if attributes > limit { return position }
        isInName = true
      default: break
      }
      position += 1
    }
    return nil
  }

  /// Goes past a value in quotes, or to the beginning of one without; whether the name goes on with it.
  private mutating func skipValue() -> Bool {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return false }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return true }
    position += 1
    if skip(to: quote) { position += 1 }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == UInt8(ascii: "/")
  }
}
