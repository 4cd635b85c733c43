import NIOCore

/// Why a value cannot be put into a data set.
public enum ValueError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No VR was given and the registry has none.
  case unknownVR(Tag)
  /// The VR has no values of this kind.
  case wrongKind(Tag, VR)
  /// A character is in none of the declared character sets.
  case notInCharacterSet(Tag, [String])
  /// A text that is no number of the VR, or a number beyond what the VR holds.
  case notANumber(Tag, String)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .unknownVR(let tag): "\(tag) is not in the data dictionary; state its value representation"
    case .wrongKind(let tag, let vr): "\(tag) has the value representation \(vr.rawValue), which holds other values"
    case .notInCharacterSet(let tag, let terms):
      "\(tag) has characters that its character set (\(terms.isEmpty ? "ISO_IR 6" : terms.joined(separator: "\\"))) lacks"
        + "; declare another in (0008,0005), such as ISO_IR 192"
    case .notANumber(let tag, let text): "\(tag) cannot hold \(text)"
    }
  }
}

extension DataSet {
  /// Sets an element to text values, encoded in the data set's declared character sets; numbers are read from text.
  ///
  /// - Parameters:
  ///   - vr: the VR; by default the registry's, the first where it has several.
  ///   - outer: of an item, the character sets of the data set around it.
  public mutating func set(
    _ tag: Tag, strings: [String], vr: VR? = nil, inheriting outer: SpecificCharacterSet = .standard
  ) throws(ValueError) {
    let vr = try resolved(vr, tag)
    if vr.isText {
      let characterSet = characterSet(inheriting: outer)
      guard var bytes = characterSet.encode(strings, vr: vr) else { throw .notInCharacterSet(tag, characterSet.terms) }
      if bytes.count & 1 == 1 { bytes.append(vr.padding) }
      self[tag] = DataElement(tag: tag, vr: vr, value: .bytes(ByteBuffer(bytes: bytes)))
    } else if vr == .FL || vr == .FD {
      var numbers: [Double] = []
      for text in strings {
        guard let number = Double(text) else { throw .notANumber(tag, text) }
        numbers.append(number)
      }
      try set(tag, numbers: numbers, vr: vr)
    } else if vr == .AT {
      var tags: [Tag] = []
      for text in strings {
        guard let value = Tag(hexadecimal: text) ?? Tag(notation: text) else { throw .notANumber(tag, text) }
        tags.append(value)
      }
      set(tag, tags: tags)
    } else if vr == .UV {
      var buffer = ByteBuffer()
      for text in strings {
        guard let number = UInt64(text) else { throw .notANumber(tag, text) }
        buffer.writeInteger(number, endianness: .little)
      }
      self[tag] = DataElement(tag: tag, vr: vr, value: .bytes(buffer))
    } else {
      var numbers: [Int] = []
      for text in strings {
        guard let number = Int(text) else { throw .notANumber(tag, text) }
        numbers.append(number)
      }
      try set(tag, integers: numbers, vr: vr)
    }
  }

  /// Sets an element to one text value.
  public mutating func set(
    _ tag: Tag, _ string: String, vr: VR? = nil, inheriting outer: SpecificCharacterSet = .standard
  ) throws(ValueError) {
    try set(tag, strings: [string], vr: vr, inheriting: outer)
  }

  /// Sets an element to integers, of VR IS, DS or binary numbers.
  public mutating func set(_ tag: Tag, integers: [Int], vr: VR? = nil) throws(ValueError) {
    let vr = try resolved(vr, tag)
    var buffer = ByteBuffer()
    for number in integers {
      let isWritten =
        switch vr {
        case .US, .OW: Self.write(number, as: UInt16.self, to: &buffer)
        case .SS: Self.write(number, as: Int16.self, to: &buffer)
        case .UL, .OL: Self.write(number, as: UInt32.self, to: &buffer)
        case .SL: Self.write(number, as: Int32.self, to: &buffer)
        case .SV: Self.write(number, as: Int64.self, to: &buffer)
        case .UV, .OV: Self.write(number, as: UInt64.self, to: &buffer)
        case .IS, .DS: true
        case .FL, .FD: true
        default: false
        }
      guard isWritten else { throw vr.wordSize == nil ? .wrongKind(tag, vr) : .notANumber(tag, "\(number)") }
    }
    switch vr {
    case .IS, .DS: try set(tag, strings: integers.map { "\($0)" }, vr: vr)
    case .FL, .FD: try set(tag, numbers: integers.map { Double($0) }, vr: vr)
    default: self[tag] = DataElement(tag: tag, vr: vr, value: .bytes(buffer))
    }
  }

  /// Sets an element to one integer.
  public mutating func set(_ tag: Tag, _ integer: Int, vr: VR? = nil) throws(ValueError) {
    try set(tag, integers: [integer], vr: vr)
  }

  /// Sets an element of VR FL, FD or DS to numbers.
  public mutating func set(_ tag: Tag, numbers: [Double], vr: VR? = nil) throws(ValueError) {
    let vr = try resolved(vr, tag)
    var buffer = ByteBuffer()
    for number in numbers {
      switch vr {
      case .FL: buffer.writeInteger(Float(number).bitPattern, endianness: .little)
      case .FD: buffer.writeInteger(number.bitPattern, endianness: .little)
      case .DS: guard number.isFinite else { throw .notANumber(tag, "\(number)") }
      default: throw .wrongKind(tag, vr)
      }
    }
    guard vr == .DS else {
      self[tag] = DataElement(tag: tag, vr: vr, value: .bytes(buffer))
      return
    }
    try set(tag, strings: numbers.map(DecimalText.text), vr: vr)
  }

  /// Sets an element to UIDs.
  public mutating func set(_ tag: Tag, uids: [UID]) throws(ValueError) {
    try set(tag, strings: uids.map(\.value), vr: .UI)
  }

  /// Sets an element to one UID.
  public mutating func set(_ tag: Tag, _ uid: UID) throws(ValueError) { try set(tag, uids: [uid]) }

  /// Sets an element of VR AT to tags.
  public mutating func set(_ tag: Tag, tags: [Tag]) {
    var buffer = ByteBuffer()
    for value in tags { buffer.writeMultipleIntegers(value.group, value.element, endianness: .little) }
    self[tag] = DataElement(tag: tag, vr: .AT, value: .bytes(buffer))
  }

  /// Sets a sequence to its items.
  public mutating func setItems(_ tag: Tag, _ items: [DataSet]) {
    self[tag] = DataElement(tag: tag, vr: .SQ, value: .items(items))
  }

  /// Sets an element to bytes as they are, in little endian order.
  public mutating func set(_ tag: Tag, bytes: ByteBuffer, vr: VR) {
    self[tag] = DataElement(tag: tag, vr: vr, value: .bytes(bytes))
  }

  private func resolved(_ vr: VR?, _ tag: Tag) throws(ValueError) -> VR {
    guard let vr = vr ?? DataDictionary.entry(tag)?.vrs.first else { throw .unknownVR(tag) }
    guard vr.isText || vr.wordSize != nil else { throw .wrongKind(tag, vr) }
    return vr
  }

  private static func write<Word: FixedWidthInteger>(_ number: Int, as: Word.Type, to buffer: inout ByteBuffer) -> Bool
  {
    guard let word = Word(exactly: number) else { return false }
    buffer.writeInteger(word, endianness: .little)
    return true
  }
}
