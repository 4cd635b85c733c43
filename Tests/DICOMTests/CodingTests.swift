import DICOM
import NIOCore
import Testing

@Suite("Encoding of data sets")
struct CodingTests {
  /// An image that pydicom wrote three ways.
  static let pydicom: [(TransferSyntax, ByteBuffer)] = [
    (.implicitVRLittleEndian, Golden.implicitLittleEndian), (.explicitVRLittleEndian, Golden.explicitLittleEndian),
    (.explicitVRBigEndian, Golden.explicitBigEndian),
  ]

  static func bytes(_ dataSet: DataSet, _ keyword: String) -> [UInt8]? {
    guard let tag = Tag(keyword: keyword), case .bytes(let value)? = dataSet[tag]?.value else { return nil }
    return Array(value.readableBytesView)
  }

  @Test("What pydicom wrote is read, in little endian order whatever the file's", arguments: pydicom)
  func readsPydicom(syntax: TransferSyntax, golden: ByteBuffer) throws {
    let decoded = try DataSetDecoder(syntax).decode(golden)
    let dataSet = decoded.dataSet
    #expect(decoded.notes.isEmpty)
    #expect(dataSet.elements.count == 17)
    #expect(Self.bytes(dataSet, "Rows") == [2, 0])
    #expect(Self.bytes(dataSet, "SmallestImagePixelValue") == [0xFB, 0xFF])
    #expect(dataSet[Tag(0x0028, 0x0106)]?.vr == .SS)
    #expect(dataSet[Tag(0x0028, 0x1101)]?.vr == .SS)
    #expect(Self.bytes(dataSet, "FrameIncrementPointer") == [0x18, 0x00, 0x63, 0x10])
    #expect(Self.bytes(dataSet, "AcquisitionDuration") == [0, 0, 0, 0, 0, 0, 0xF8, 0x3F])
    // pydicom writes the words of pixel data as they are given, so big endian turns them round.
    let pixels: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    let swapped: [UInt8] = [2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11]
    #expect(Self.bytes(dataSet, "PixelData") == (syntax.isLittleEndian ? pixels : swapped))
    guard case .items(let items)? = dataSet[Tag(0x0008, 0x2218)]?.value else {
      Issue.record("no sequence")
      return
    }
    #expect(items.count == 2 && items[1].elements.isEmpty)
    #expect(Self.bytes(items[0], "CodeMeaning") == Array("Jaw ".utf8))
    guard case .items(let nested)? = items[0][Tag(0x0008, 0x0121)]?.value else {
      Issue.record("no nested sequence")
      return
    }
    #expect(nested.count == 1 && Self.bytes(nested[0], "CodeValue") == Array("X ".utf8))
  }

  @Test("What was read is written back byte for byte", arguments: pydicom)
  func writesBack(syntax: TransferSyntax, golden: ByteBuffer) throws {
    let dataSet = try DataSet(decoding: golden, as: syntax)
    let form: DataSetEncoder.SequenceLength = syntax == .explicitVRLittleEndian ? .undefined : .explicit
    #expect(try DataSetEncoder(syntax, sequenceLength: form).encode(dataSet) == golden)
  }

  @Test(
    "Decoding what was encoded gives the same data set, in every syntax and both forms of sequences",
    arguments: [
      TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
      .deflatedExplicitVRLittleEndian,
    ], [DataSetEncoder.SequenceLength.explicit, .undefined])
  func roundTrips(syntax: TransferSyntax, form: DataSetEncoder.SequenceLength) throws {
    let dataSet = try DataSet(decoding: Golden.explicitLittleEndian, as: .explicitVRLittleEndian)
    let encoded = try DataSetEncoder(syntax, sequenceLength: form).encode(dataSet)
    #expect(encoded.readableBytes % 2 == 0)
    #expect(try DataSet(decoding: encoded, as: syntax) == dataSet)
  }

  @Test("What DCMTK wrote in implicit VR is read, private elements as UN")
  func readsDCMTK() throws {
    let dataSet = try DataSet(decoding: Golden.dcmtkImplicit, as: .implicitVRLittleEndian)
    #expect(dataSet[Tag(0x0009, 0x0010)]?.vr == .LO)
    #expect(dataSet[Tag(0x0009, 0x1001)]?.vr == .UN)
    #expect(dataSet[Tag(0x7FE0, 0x0010)]?.vr == .OW)
    #expect(
      try DataSetEncoder(.implicitVRLittleEndian, sequenceLength: .explicit).encode(dataSet) == Golden.dcmtkImplicit)
  }

  static func buffer(_ hexadecimal: String) -> ByteBuffer {
    let digits = Array(hexadecimal.filter { $0 != " " })
    return ByteBuffer(
      bytes: stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) })
  }

  // Typed from PS3.5 §7.5 and Annex A by hand.
  @Test("Encapsulated pixel data are read as the offset table and the fragments, and written back")
  func fragments() throws {
    let bytes = Self.buffer(
      "E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 04000000 00000000 FEFF00E0 02000000 AABB FEFFDDE0 00000000")
    let dataSet = try DataSet(decoding: bytes, as: TransferSyntax("1.2.840.10008.1.2.4.50"))
    #expect(
      dataSet[Tag(0x7FE0, 0x0010)]?.value
        == .fragments([ByteBuffer(bytes: [0, 0, 0, 0]), ByteBuffer(bytes: [0xAA, 0xBB])]))
    #expect(try dataSet.encoded(as: TransferSyntax("1.2.840.10008.1.2.4.50")) == bytes)
    #expect(throws: DataSetEncodingError.fragmentsNotAllowed(Tag(0x7FE0, 0x0010))) {
      try dataSet.encoded(as: .implicitVRLittleEndian)
    }
  }

  @Test("UN of undefined length holds implicit VR items")
  func unknownSequence() throws {
    let bytes = Self.buffer(
      "0900 0110 554E 0000 FFFFFFFF FEFF00E0 FFFFFFFF 1000 2000 02000000 4131 FEFF0DE0 00000000 FEFFDDE0 00000000")
    let dataSet = try DataSet(decoding: bytes, as: .explicitVRLittleEndian)
    guard case .items(let items)? = dataSet[Tag(0x0009, 0x1001)]?.value else {
      Issue.record("no items")
      return
    }
    #expect(items.count == 1 && items[0][Tag(0x0010, 0x0020)]?.vr == .LO)
    #expect(try dataSet.encoded(as: .explicitVRLittleEndian) == bytes)
  }

  @Test(
    "Peculiarities are read and reported",
    arguments: [
      ("1000 2000 4C4F 0300 414243", DecodingNote.Kind.oddLength(3), 1),
      ("0800 0000 554C 0400 00000000", .groupLength, 0),
      ("1000 2000 4C4F 0200 4142 000000000000", .trailingZeros(6), 1),
      ("1000 2000 4C4F 0200 4142 0000000000000000 0000", .trailingZeros(10), 1),
      ("1000 2000 5A5A 0000 02000000 4142", .unknownVR("ZZ"), 1),
      ("1000 2000 4C4F 0000 1000 1000 504E 0000", .outOfOrder, 2),
      ("1000 2000 4C4F 0000 1000 2000 4C4F 0000", .duplicate, 1),
      ("1000 2000 5554 0100 00000000", .reservedBytes, 1),
      ("0800 1822 5351 0000 FFFFFFFF FEFFDDE0 02000000", .delimiterLength, 1),
    ])
  func notes(hexadecimal: String, kind: DecodingNote.Kind, count: Int) throws {
    let decoded = try DataSetDecoder(.explicitVRLittleEndian).decode(Self.buffer(hexadecimal))
    #expect(decoded.notes.map(\.kind) == [kind])
    #expect(decoded.dataSet.elements.count == count)
  }

  @Test(
    "Broken bytes are refused with the offset and the rule",
    arguments: [
      ("1000 2000 4C", DataSetDecodingError.Reason.truncatedHeader, 0),
      ("1000 2000 4C4F 0400 4142", .valueBeyondEnd(length: 4, available: 2), 0),
      ("1000 2000 4C4F 0200 4142 1000 3000 0000 0000", .notAVR(0, 0), 14),
      ("1000 2000 5554 0000 FFFFFFFF", .undefinedLength(.UT), 0),
      ("0800 1822 5351 0000 FFFFFFFF", .unterminated, 12),
      ("0800 1822 5351 0000 FFFFFFFF 1000 2000 00000000", .notAnItem(Tag(0x0010, 0x0020)), 12),
      ("FEFF00E0 00000000", .notAnElement(Tag(0xFFFE, 0xE000)), 0),
      ("FEFF0DE0 00000000", .notAnElement(Tag(0xFFFE, 0xE00D)), 0),
      ("0800 1822 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF", .unterminated, 20),
      ("E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 FFFFFFFF", .undefinedFragment, 12),
      ("0800 1822 5351 0000 08000000 FEFF00E0 04000000", .valueBeyondEnd(length: 4, available: 0), 12),
    ])
  func refuses(hexadecimal: String, reason: DataSetDecodingError.Reason, offset: Int) throws {
    let error = #expect(throws: DataSetDecodingError.self) {
      try DataSet(decoding: Self.buffer(hexadecimal), as: .explicitVRLittleEndian)
    }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
    #expect(error?.description.contains("§") == true)
  }

  @Test("Each limit ends decoding with an error that says so, and its value itself is allowed")
  func limits() throws {
    func nested(_ depth: Int) -> ByteBuffer {
      var data = ByteBuffer()
      for _ in 0..<depth { data.writeImmutableBuffer(Self.buffer("0800 1822 FFFFFFFF FEFF00E0 FFFFFFFF")) }
      for _ in 0..<depth { data.writeImmutableBuffer(Self.buffer("FEFF0DE0 00000000 FEFFDDE0 00000000")) }
      return data
    }
    func reason(_ data: ByteBuffer, _ limits: DecodingLimits) -> DataSetDecodingError.Reason? {
      do {
        _ = try DataSet(decoding: data, as: .implicitVRLittleEndian, limits: limits)
        return nil
      } catch {
        #expect(error.isLimit)
        return error.reason
      }
    }
    #expect(reason(nested(32), .standard) == nil)
    #expect(reason(nested(33), .standard) == .tooDeep(limit: 32))
    #expect(reason(nested(2), DecodingLimits(maximumElements: 4)) == nil)
    #expect(reason(nested(2), DecodingLimits(maximumElements: 3)) == .tooManyElements(limit: 3))
    let value = Self.buffer("1000 2000 04000000 41424344")
    #expect(reason(value, DecodingLimits(maximumLength: 12, maximumValueLength: 4)) == nil)
    #expect(reason(value, DecodingLimits(maximumLength: 11)) == .tooLong(limit: 11))
    #expect(reason(value, DecodingLimits(maximumValueLength: 3)) == .valueTooLong(length: 4, limit: 3))
  }

  @Test("A deflated stream that unpacks to more than the limit is refused before it is unpacked whole")
  func deflateBomb() throws {
    var dataSet = DataSet()
    let tag = Tag(0x7FE0, 0x0010)
    dataSet[tag] = DataElement(tag: tag, vr: .OW, value: .bytes(ByteBuffer(repeating: 0, count: 1 << 24)))
    let bomb = try dataSet.encoded(as: .deflatedExplicitVRLittleEndian)
    #expect(bomb.readableBytes < 1 << 16)
    let error = #expect(throws: DataSetDecodingError.self) {
      try DataSet(
        decoding: bomb, as: .deflatedExplicitVRLittleEndian, limits: DecodingLimits(maximumLength: 1 << 20))
    }
    #expect(error?.reason == .tooLong(limit: 1 << 20))
    #expect(try DataSet(decoding: bomb, as: .deflatedExplicitVRLittleEndian) == dataSet)
    let broken = #expect(throws: DataSetDecodingError.self) {
      try DataSet(decoding: bomb.getSlice(at: 0, length: 100) ?? bomb, as: .deflatedExplicitVRLittleEndian)
    }
    #expect(broken?.reason == .notDeflated)
  }

  @Test("A value too long for the short form is written as UN, and odd values get their padding")
  func longAndOddValues() throws {
    var dataSet = DataSet()
    let long = Tag(0x0008, 0x1150)
    dataSet[long] = DataElement(tag: long, vr: .UI, value: .bytes(ByteBuffer(repeating: 0x31, count: 70_001)))
    let odd = Tag(0x0010, 0x0020)
    dataSet[odd] = DataElement(tag: odd, vr: .LO, value: .bytes(ByteBuffer(string: "ABC")))
    let read = try DataSet(decoding: dataSet.encoded(as: .explicitVRLittleEndian), as: .explicitVRLittleEndian)
    #expect(read[long]?.vr == .UN)
    #expect(Self.bytes(read, "PatientID") == Array("ABC ".utf8))
  }

  @Test("Data sets that have no encoding are refused")
  func refusesToEncode() {
    let sequence = Tag(0x0008, 0x2218)
    let name = Tag(0x0010, 0x0010)
    let cases: [(DataElement, DataSetEncodingError)] = [
      (DataElement(tag: sequence, vr: .SQ, value: .bytes(ByteBuffer(string: "AB"))), .sequenceWithoutItems(sequence)),
      (DataElement(tag: name, vr: .PN, value: .items([])), .itemsNotAllowed(name, .PN)),
      (DataElement(tag: Tag(0xFFFE, 0xE000), vr: .UN, value: .bytes(ByteBuffer())), .delimiter(Tag(0xFFFE, 0xE000))),
    ]
    for (element, error) in cases {
      #expect(throws: error) { try DataSet([element]).encoded(as: .explicitVRLittleEndian) }
    }
  }

  @Test("A command set gets the length of its group")
  func groupLength() throws {
    let tag = Tag(0x0000, 0x0110)
    let command = DataSet([DataElement(tag: tag, vr: .US, value: .bytes(ByteBuffer(bytes: [1, 0])))])
    let whole = try command.withGroupLength(of: 0, as: .implicitVRLittleEndian)
    #expect(
      try whole.encoded(as: .implicitVRLittleEndian)
        == Self.buffer("0000 0000 04000000 0A000000 0000 1001 02000000 0100"))
    #expect(try DataSet(decoding: whole.encoded(as: .implicitVRLittleEndian), as: .implicitVRLittleEndian) == whole)
  }

  @Test("Transfer syntaxes say what their UIDs mean")
  func transferSyntaxes() {
    #expect(!TransferSyntax.implicitVRLittleEndian.isExplicit)
    #expect(TransferSyntax.explicitVRLittleEndian.isExplicit && TransferSyntax.explicitVRLittleEndian.isLittleEndian)
    #expect(!TransferSyntax.explicitVRBigEndian.isLittleEndian)
    #expect(TransferSyntax.deflatedExplicitVRLittleEndian.isDeflated)
    for keyword in ["JPEGBaseline8Bit", "JPEGLSLossless", "JPEG2000", "RLELossless", "HTJ2K"] {
      #expect(UID(keyword: keyword).map(TransferSyntax.init)?.isEncapsulated == true)
    }
    for keyword in ["ImplicitVRLittleEndian", "ExplicitVRLittleEndian", "JPIPReferenced"] {
      #expect(UID(keyword: keyword).map(TransferSyntax.init)?.isEncapsulated == false)
    }
  }
}
