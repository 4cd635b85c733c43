import NIOCore

/// Values of binary numbers, in little endian order as elements hold them.
enum Numbers {
  /// The integers of a value; nil for VRs of other things. A rest that is no whole number is left out.
  static func integers(_ value: ByteBuffer, vr: VR) -> [Int]? {
    switch vr {
    case .US, .OW: words(value, UInt16.self).map { Int($0) }
    case .SS: words(value, Int16.self).map { Int($0) }
    case .UL, .OL: words(value, UInt32.self).map { Int($0) }
    case .SL: words(value, Int32.self).map { Int($0) }
    case .SV: words(value, Int64.self).map { Int($0) }
    case .UV, .OV: words(value, UInt64.self).map { Int(clamping: $0) }
    default: nil
    }
  }

  /// The floating-point numbers of a value; nil for VRs of other things.
  static func doubles(_ value: ByteBuffer, vr: VR) -> [Double]? {
    switch vr {
    case .FL, .OF: words(value, UInt32.self).map { Double(Float(bitPattern: $0)) }
    case .FD, .OD: words(value, UInt64.self).map { Double(bitPattern: $0) }
    default: nil
    }
  }

  /// The tags of a value of AT.
  static func tags(_ value: ByteBuffer) -> [Tag] {
    let numbers = words(value, UInt16.self)
    return stride(from: 0, to: numbers.count - 1, by: 2).map { Tag(numbers[$0], numbers[$0 + 1]) }
  }

  /// The numbers in decimal, tags in hexadecimal; nil for uninterpreted bytes and sequences.
  static func strings(_ value: ByteBuffer, vr: VR) -> [String]? {
    switch vr {
    case .AT: tags(value).map(\.hexadecimal)
    case .FL: words(value, UInt32.self).map { "\(Float(bitPattern: $0))" }
    case .FD: words(value, UInt64.self).map { "\(Double(bitPattern: $0))" }
    case .US, .SS, .UL, .SL, .SV: integers(value, vr: vr)?.map { "\($0)" }
    case .UV: words(value, UInt64.self).map { "\($0)" }
    default: nil
    }
  }

  static func words<Word: FixedWidthInteger>(_ value: ByteBuffer, _: Word.Type) -> [Word] {
    value.withUnsafeReadableBytes { bytes in
      let size = MemoryLayout<Word>.size
      return (0..<bytes.count / size).map {
        Word(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Word.self))
      }
    }
  }
}
