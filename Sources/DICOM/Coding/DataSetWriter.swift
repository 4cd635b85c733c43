import NIOCore

/// Appends data sets to a buffer.
struct DataSetWriter {
  private let encoding: DataSetParser.Encoding
  private let sequenceLength: DataSetEncoder.SequenceLength
  private(set) var output = ByteBuffer()

  private static let undefined: UInt32 = 0xFFFF_FFFF
  private static let item = Tag(0xFFFE, 0xE000)
  private static let itemDelimiter = Tag(0xFFFE, 0xE00D)
  private static let sequenceDelimiter = Tag(0xFFFE, 0xE0DD)

  init(encoding: DataSetParser.Encoding, sequenceLength: DataSetEncoder.SequenceLength) {
    self.encoding = encoding
    self.sequenceLength = sequenceLength
  }

  mutating func write(_ dataSet: DataSet) throws(DataSetEncodingError) {
    try write(dataSet, encoding)
  }

  private mutating func write(
    _ dataSet: DataSet, _ encoding: DataSetParser.Encoding
  ) throws(DataSetEncodingError) {
    for element in dataSet.elements {
      guard element.tag.group != 0xFFFE else { throw .delimiter(element.tag) }
      switch element.value {
      case .bytes(let value):
        guard element.vr != .SQ else {
          guard value.readableBytes == 0 else { throw .sequenceWithoutItems(element.tag) }
          try write(items: [], of: element, encoding)
          continue
        }
        try write(value: value, of: element, encoding)
      case .items(let items): try write(items: items, of: element, encoding)
      case .fragments(let fragments): try write(fragments: fragments, of: element, encoding)
      }
    }
  }

  private mutating func write(
    value: ByteBuffer, of element: DataElement, _ encoding: DataSetParser.Encoding
  ) throws(DataSetEncodingError) {
    let count = value.readableBytes
    let padded = count + count & 1
    guard padded < Int(Self.undefined) else { throw .tooLong(element.tag) }
    // A value too long for the short form is written as UN (PS3.5 §6.2.2).
    let vr = encoding.isExplicit && !element.vr.hasLongLength && padded > 0xFFFF ? .UN : element.vr
    writeHeader(element.tag, vr: vr, length: UInt32(padded), encoding)
    if !encoding.isLittleEndian, let size = vr.wordSize {
      var reversed = value.withUnsafeReadableBytes { ByteOrder.reversed($0, wordSize: size) }
      output.writeBuffer(&reversed)
    } else {
      output.writeImmutableBuffer(value)
    }
    if padded > count { output.writeInteger(element.vr.padding) }
  }

  private mutating func write(
    items: [DataSet], of element: DataElement, _ encoding: DataSetParser.Encoding
  ) throws(DataSetEncodingError) {
    let inner: DataSetParser.Encoding
    let isDelimited: Bool
    switch element.vr {
    case .SQ:
      inner = encoding
      isDelimited = sequenceLength == .undefined
    case .UN:
      // Items are found in UN only where the length is undefined, and implicit VR is inside (PS3.5 §6.2.2).
      inner = .implicitLittleEndian
      isDelimited = true
    default: throw .itemsNotAllowed(element.tag, element.vr)
    }
    writeHeader(element.tag, vr: element.vr, length: isDelimited ? Self.undefined : 0, encoding)
    let start = output.writerIndex
    for item in items {
      writeDelimiter(Self.item, length: isDelimited ? Self.undefined : 0, inner)
      let itemStart = output.writerIndex
      try write(item, inner)
      if isDelimited {
        writeDelimiter(Self.itemDelimiter, length: 0, inner)
      } else {
        try setLength(before: itemStart, of: element.tag, inner)
      }
    }
    if isDelimited {
      writeDelimiter(Self.sequenceDelimiter, length: 0, inner)
    } else {
      try setLength(before: start, of: element.tag, inner)
    }
  }

  private mutating func write(
    fragments: [ByteBuffer], of element: DataElement, _ encoding: DataSetParser.Encoding
  ) throws(DataSetEncodingError) {
    guard encoding.isExplicit, element.vr == .OB || element.vr == .OW else { throw .fragmentsNotAllowed(element.tag) }
    writeHeader(element.tag, vr: element.vr, length: Self.undefined, encoding)
    for fragment in fragments {
      let count = fragment.readableBytes
      let padded = count + count & 1
      guard padded < Int(Self.undefined) else { throw .tooLong(element.tag) }
      writeDelimiter(Self.item, length: UInt32(padded), encoding)
      output.writeImmutableBuffer(fragment)
      if padded > count { output.writeInteger(UInt8(0)) }
    }
    writeDelimiter(Self.sequenceDelimiter, length: 0, encoding)
  }

  private mutating func writeHeader(_ tag: Tag, vr: VR, length: UInt32, _ encoding: DataSetParser.Encoding) {
    let order: Endianness = encoding.isLittleEndian ? .little : .big
    guard encoding.isExplicit else { return writeDelimiter(tag, length: length, encoding) }
    output.writeMultipleIntegers(tag.group, tag.element, endianness: order)
    let letters = vr.letters
    if vr.hasLongLength {
      output.writeMultipleIntegers(letters.0, letters.1, UInt16(0), length, endianness: order)
    } else {
      output.writeMultipleIntegers(letters.0, letters.1, UInt16(truncatingIfNeeded: length), endianness: order)
    }
  }

  private mutating func writeDelimiter(_ tag: Tag, length: UInt32, _ encoding: DataSetParser.Encoding) {
    output.writeMultipleIntegers(
      tag.group, tag.element, length, endianness: encoding.isLittleEndian ? .little : .big)
  }

  private mutating func setLength(
    before start: Int, of tag: Tag, _ encoding: DataSetParser.Encoding
  ) throws(DataSetEncodingError) {
    guard let length = UInt32(exactly: output.writerIndex - start), length < Self.undefined else {
      throw .tooLong(tag)
    }
    output.setInteger(length, at: start - 4, endianness: encoding.isLittleEndian ? .little : .big)
  }
}
