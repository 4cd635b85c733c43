import NIOCore

/// One pass over the bytes of a data set.
///
/// Every read is preceded by a check against the end of what encloses it; every loop consumes at least eight bytes.
struct DataSetParser {
  /// What a transfer syntax means for the headers.
  struct Encoding {
    var isExplicit: Bool
    var isLittleEndian: Bool

    /// What is inside UN of undefined length, whatever is outside (PS3.5 §6.2.2).
    static let implicitLittleEndian = Encoding(isExplicit: false, isLittleEndian: true)
  }

  /// Where a data set within the bytes ends.
  private enum Extent {
    /// At the end of the bytes.
    case whole
    /// At a known offset.
    case until(Int)
    /// At an item delimiter before the known end of what encloses it.
    case delimited(within: Int)
  }

  private let buffer: ByteBuffer
  private let bytes: UnsafeRawBufferPointer
  private let limits: DecodingLimits
  private var position = 0
  private var count = 0
  private(set) var notes: [DecodingNote] = []

  private static let undefined: UInt32 = 0xFFFF_FFFF
  private static let item = Tag(0xFFFE, 0xE000)
  private static let itemDelimiter = Tag(0xFFFE, 0xE00D)
  private static let sequenceDelimiter = Tag(0xFFFE, 0xE0DD)

  /// Makes a parser. The bytes are the buffer's readable bytes and must outlive the parser.
  init(buffer: ByteBuffer, bytes: UnsafeRawBufferPointer, limits: DecodingLimits) {
    self.buffer = buffer
    self.bytes = bytes
    self.limits = limits
  }

  /// Reads all bytes as one data set.
  mutating func dataSet(_ encoding: Encoding) throws(DataSetDecodingError) -> DataSet {
    try dataSet(encoding, extent: .whole, depth: 0, isSigned: false)
  }

  private mutating func dataSet(
    _ encoding: Encoding, extent: Extent, depth: Int, isSigned: Bool
  ) throws(DataSetDecodingError) -> DataSet {
    var elements: [DataElement] = []
    var isSigned = isSigned
    var isAscending = true
    let end =
      switch extent {
      case .whole: bytes.count
      case .until(let end), .delimited(let end): end
      }
    while position < end {
      let start = position
      guard end - position >= 8 else {
        if case .whole = extent, skipZeros() { break }
        throw DataSetDecodingError(.truncatedHeader, offset: start)
      }
      let tag = readTag(encoding)
      if tag.group == 0xFFFE {
        let length = readLength32(encoding)
        if case .delimited = extent, tag == Self.itemDelimiter {
          if length != 0 { note(.delimiterLength, tag: tag, offset: start) }
          return dataSet(of: elements, isAscending: isAscending)
        }
        throw DataSetDecodingError(.notAnElement(tag), offset: start)
      }
      if tag.rawValue == 0, !elements.isEmpty, case .whole = extent {
        position = start
        if skipZeros() { break }
        position = start + 4
      }
      try countOne(at: start)
      let element = try element(tag, start: start, encoding, end: end, depth: depth, isSigned: isSigned)
      if tag.element == 0, tag.group != 0, tag.group != 2 {
        note(.groupLength, tag: tag, offset: start)
        continue
      }
      if tag.rawValue == 0x0028_0103, case .bytes(let value) = element.value {
        isSigned = value.getInteger(at: value.readerIndex, endianness: .little, as: UInt16.self) == 1
      }
      if let last = elements.last, last.tag >= tag {
        isAscending = false
        note(last.tag == tag ? .duplicate : .outOfOrder, tag: tag, offset: start)
      }
      elements.append(element)
    }
    if case .delimited = extent { throw DataSetDecodingError(.unterminated, offset: position) }
    return dataSet(of: elements, isAscending: isAscending)
  }

  private func dataSet(of elements: [DataElement], isAscending: Bool) -> DataSet {
    isAscending ? DataSet(ascending: elements) : DataSet(elements)
  }

  private mutating func element(
    _ tag: Tag, start: Int, _ encoding: Encoding, end: Int, depth: Int, isSigned: Bool
  ) throws(DataSetDecodingError) -> DataElement {
    let vr: VR
    let length: UInt32
    if encoding.isExplicit {
      let first = bytes[position]
      let second = bytes[position + 1]
      if let known = VR(first, second) {
        vr = known
      } else if 0x41...0x5A ~= first, 0x41...0x5A ~= second {
        note(.unknownVR(String(decoding: [first, second], as: UTF8.self)), tag: tag, offset: start)
        vr = .UN
      } else {
        throw DataSetDecodingError(.notAVR(first, second), offset: position, tag: tag)
      }
      position += 2
      if vr.hasLongLength {
        guard end - position >= 6 else { throw DataSetDecodingError(.truncatedHeader, offset: start, tag: tag) }
        if bytes[position] != 0 || bytes[position + 1] != 0 { note(.reservedBytes, tag: tag, offset: start) }
        position += 2
        length = readLength32(encoding)
      } else {
        length = UInt32(readLength16(encoding))
      }
    } else {
      length = readLength32(encoding)
      vr = ImplicitVR.of(tag, isSigned: isSigned, isUndefinedLength: length == Self.undefined)
    }
    let value: ElementValue
    if length == Self.undefined {
      switch vr {
      case .SQ:
        value = try .items(items(encoding, limit: end, isDelimited: true, tag: tag, depth: depth, isSigned: isSigned))
      case .UN:
        value = try .items(
          items(.implicitLittleEndian, limit: end, isDelimited: true, tag: tag, depth: depth, isSigned: isSigned))
      case .OB, .OW:
        guard encoding.isExplicit else { throw DataSetDecodingError(.undefinedLength(vr), offset: start, tag: tag) }
        value = try .fragments(fragments(encoding, end: end, tag: tag))
      default: throw DataSetDecodingError(.undefinedLength(vr), offset: start, tag: tag)
      }
    } else {
      let length = Int(length)
      guard length <= end - position else {
        throw DataSetDecodingError(
          .valueBeyondEnd(length: length, available: end - position), offset: start, tag: tag)
      }
      if vr == .SQ {
        value = try .items(
          items(
            encoding, limit: position + length, isDelimited: false, tag: tag, depth: depth, isSigned: isSigned))
      } else {
        value = try .bytes(slice(length, vr: vr, encoding, tag: tag, start: start))
      }
    }
    return DataElement(tag: tag, vr: vr, value: value)
  }

  private mutating func items(
    _ encoding: Encoding, limit end: Int, isDelimited: Bool, tag: Tag, depth: Int, isSigned: Bool
  ) throws(DataSetDecodingError) -> [DataSet] {
    guard depth < limits.maximumDepth else {
      throw DataSetDecodingError(.tooDeep(limit: limits.maximumDepth), offset: position, tag: tag)
    }
    var items: [DataSet] = []
    while isDelimited || position < end {
      let start = position
      guard end - position >= 8 else {
        throw DataSetDecodingError(isDelimited ? .unterminated : .truncatedHeader, offset: start, tag: tag)
      }
      let delimiter = readTag(encoding)
      let length = readLength32(encoding)
      if isDelimited, delimiter == Self.sequenceDelimiter {
        if length != 0 { note(.delimiterLength, tag: delimiter, offset: start) }
        return items
      }
      guard delimiter == Self.item else {
        throw DataSetDecodingError(.notAnItem(delimiter), offset: start, tag: tag)
      }
      try countOne(at: start)
      if length == Self.undefined {
        items.append(try dataSet(encoding, extent: .delimited(within: end), depth: depth + 1, isSigned: isSigned))
      } else {
        guard Int(length) <= end - position else {
          throw DataSetDecodingError(
            .valueBeyondEnd(length: Int(length), available: end - position), offset: start, tag: delimiter)
        }
        let itemEnd = position + Int(length)
        items.append(try dataSet(encoding, extent: .until(itemEnd), depth: depth + 1, isSigned: isSigned))
      }
    }
    return items
  }

  private mutating func fragments(
    _ encoding: Encoding, end: Int, tag: Tag
  ) throws(DataSetDecodingError) -> [ByteBuffer] {
    var fragments: [ByteBuffer] = []
    while true {
      let start = position
      guard end - position >= 8 else { throw DataSetDecodingError(.unterminated, offset: start, tag: tag) }
      let delimiter = readTag(encoding)
      let length = readLength32(encoding)
      if delimiter == Self.sequenceDelimiter {
        if length != 0 { note(.delimiterLength, tag: delimiter, offset: start) }
        return fragments
      }
      guard delimiter == Self.item else {
        throw DataSetDecodingError(.notAnItem(delimiter), offset: start, tag: tag)
      }
      guard length != Self.undefined else { throw DataSetDecodingError(.undefinedFragment, offset: start, tag: tag) }
      guard Int(length) <= end - position else {
        throw DataSetDecodingError(
          .valueBeyondEnd(length: Int(length), available: end - position), offset: start, tag: delimiter)
      }
      try countOne(at: start)
      fragments.append(try slice(Int(length), vr: .OB, encoding, tag: tag, start: start))
    }
  }

  /// The next bytes as a value; that they are there has been checked.
  private mutating func slice(
    _ length: Int, vr: VR, _ encoding: Encoding, tag: Tag, start: Int
  ) throws(DataSetDecodingError) -> ByteBuffer {
    guard length <= limits.maximumValueLength else {
      throw DataSetDecodingError(
        .valueTooLong(length: length, limit: limits.maximumValueLength), offset: start, tag: tag)
    }
    if length & 1 == 1 { note(.oddLength(length), tag: tag, offset: start) }
    defer { position += length }
    if !encoding.isLittleEndian, let size = vr.wordSize {
      return ByteOrder.reversed(UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]), wordSize: size)
    }
    return buffer.getSlice(at: buffer.readerIndex + position, length: length) ?? ByteBuffer()
  }

  private mutating func countOne(at offset: Int) throws(DataSetDecodingError) {
    count += 1
    if count > limits.maximumElements {
      throw DataSetDecodingError(.tooManyElements(limit: limits.maximumElements), offset: offset)
    }
  }

  private mutating func note(_ kind: DecodingNote.Kind, tag: Tag?, offset: Int) {
    if notes.count < limits.maximumNotes { notes.append(DecodingNote(kind: kind, tag: tag, offset: offset)) }
  }

  /// Moves to the end where only zeros are left.
  private mutating func skipZeros() -> Bool {
    guard bytes[position...].allSatisfy({ $0 == 0 }) else { return false }
    note(.trailingZeros(bytes.count - position), tag: nil, offset: position)
    position = bytes.count
    return true
  }

  private mutating func readTag(_ encoding: Encoding) -> Tag {
    let group = readLength16(encoding)
    return Tag(group, readLength16(encoding))
  }

  private mutating func readLength16(_ encoding: Encoding) -> UInt16 {
    let raw = bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self)
    position += 2
    return encoding.isLittleEndian ? UInt16(littleEndian: raw) : UInt16(bigEndian: raw)
  }

  private mutating func readLength32(_ encoding: Encoding) -> UInt32 {
    let raw = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
    position += 4
    return encoding.isLittleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
  }
}
