import DICOM
import NIOCore
import Testing

@Suite("Values of data sets")
struct ValueTests {
  let golden: DataSet

  init() throws { golden = try DataSet(decoding: Golden.explicitLittleEndian, as: .explicitVRLittleEndian) }

  @Test("Values that pydicom wrote are what they were there")
  func readsValues() {
    #expect(golden.string(.patientName) == "Müller^Jürgen")
    #expect(golden.personName(.patientName)?.alphabetic.given == "Jürgen")
    #expect(golden.string(.patientID) == "9990000018")
    #expect(golden.uid(.sopClassUID)?.keyword == "CTImageStorage")
    #expect(golden.uid(.sopInstanceUID)?.value == "2.25.1")
    #expect(golden.date(.studyDate) == CalendarDate(year: 2026, month: 4, day: 1))
    #expect(golden.integer(.instanceNumber) == 7)
    #expect(golden.integer(.rows) == 2)
    #expect(Tag(keyword: "SmallestImagePixelValue").map { golden.integer($0) } == -5)
    #expect(Tag(keyword: "PatientWeight").map { golden.number($0) } == 70.5)
    #expect(Tag(keyword: "PatientWeight").map { golden.decimalString($0) } == "70.5")
    #expect(Tag(keyword: "AcquisitionDuration").map { golden.number($0) } == 1.5)
    #expect(Tag(keyword: "FrameIncrementPointer").map { golden.tags($0) } == [Tag(0x0018, 0x1063)])
    #expect(Tag(keyword: "FrameIncrementPointer").map { golden.strings($0) } == ["00181063"])
    #expect(Tag(keyword: "RedPaletteColorLookupTableDescriptor").map { golden.integers($0) } == [256, 0, 16])
    let items = golden.items(Tag(0x0008, 0x2218))
    #expect(items?.count == 2 && items?[0].string(Tag(0x0008, 0x0104)) == "Jaw")
  }

  @Test("What is missing or of another kind is nil, and what is empty is empty")
  func absent() throws {
    var dataSet = golden
    #expect(dataSet.strings(.accessionNumber) == nil)
    #expect(dataSet.strings(.pixelData) == nil)
    #expect(dataSet.strings(Tag(0x0008, 0x2218)) == nil)
    #expect(dataSet.integers(.patientName) == nil)
    #expect(dataSet.uid(.patientName) == nil)
    #expect(dataSet.items(.patientName) == nil)
    #expect(dataSet.date(.patientName) == nil)
    try dataSet.set(.accessionNumber, strings: [])
    #expect(dataSet.strings(.accessionNumber) == [])
    #expect(dataSet.string(.accessionNumber) == nil)
    dataSet.setItems(Tag(0x0008, 0x1110), [])
    #expect(dataSet.items(Tag(0x0008, 0x1110)) == [])
  }

  @Test("Text that is no number is not read as one", arguments: ["", "1A", "0x10", "inf", "nan", "1 2"])
  func noNumbers(text: String) throws {
    var dataSet = DataSet()
    dataSet.set(.instanceNumber, bytes: ByteBuffer(string: text), vr: .IS)
    dataSet.set(Tag(0x0010, 0x1030), bytes: ByteBuffer(string: text), vr: .DS)
    #expect(dataSet.integer(.instanceNumber) == nil)
    #expect(dataSet.number(Tag(0x0010, 0x1030)) == nil)
  }

  @Test("Signs, spaces and exponents are part of numbers")
  func numberForms() {
    var dataSet = DataSet()
    dataSet.set(.instanceNumber, bytes: ByteBuffer(string: " +12\\-3 "), vr: .IS)
    dataSet.set(Tag(0x0010, 0x1030), bytes: ByteBuffer(string: "1.5E2\\-.5 "), vr: .DS)
    #expect(dataSet.integers(.instanceNumber) == [12, -3])
    #expect(dataSet.numbers(Tag(0x0010, 0x1030)) == [150, -0.5])
  }

  @Test("Values are set with the registry's VR, in the declared character set, padded")
  func setsValues() throws {
    var dataSet = DataSet()
    try dataSet.set(.specificCharacterSet, "ISO_IR 100")
    try dataSet.set(.patientName, "Müller")
    #expect(dataSet[.patientName]?.value == .bytes(ByteBuffer(bytes: [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72])))
    try dataSet.set(.sopInstanceUID, UID("2.25.123"))
    try dataSet.set(.sopClassUID, UID("1.2.3"))
    #expect(dataSet[.sopClassUID]?.value == .bytes(ByteBuffer(bytes: Array("1.2.3\0".utf8))))
    try dataSet.set(.rows, 512)
    #expect(dataSet[.rows] == DataElement(tag: .rows, vr: .US, value: .bytes(ByteBuffer(bytes: [0, 2]))))
    try dataSet.set(.modalitiesInStudy, strings: ["CT", "MR"])
    #expect(dataSet[.modalitiesInStudy]?.value == .bytes(ByteBuffer(string: "CT\\MR ")))
    try dataSet.set(Tag(0x0020, 0x0032), numbers: [1, -0.25, 1.0 / 3])
    #expect(dataSet.strings(Tag(0x0020, 0x0032))?.prefix(2) == ["1", "-0.25"])
    #expect(dataSet.strings(Tag(0x0020, 0x0032))?.allSatisfy { $0.utf8.count <= 16 } == true)
    #expect(abs((dataSet.numbers(Tag(0x0020, 0x0032))?[2] ?? 0) - 1.0 / 3) < 1e-13)
    try dataSet.set(Tag(0x0009, 0x1001), "private", vr: .LO)
    #expect(dataSet.string(Tag(0x0009, 0x1001)) == "private")
  }

  @Test("Values that do not fit are refused with the reason")
  func refusesValues() {
    var dataSet = DataSet()
    #expect(throws: ValueError.notInCharacterSet(.patientName, [])) { try dataSet.set(.patientName, "Müller") }
    #expect(throws: ValueError.notANumber(.rows, "70000")) { try dataSet.set(.rows, 70_000) }
    #expect(throws: ValueError.notANumber(.rows, "x")) { try dataSet.set(.rows, "x") }
    #expect(throws: ValueError.wrongKind(.patientName, .PN)) { try dataSet.set(.patientName, 1) }
    #expect(throws: ValueError.unknownVR(Tag(0x0009, 0x1001))) { try dataSet.set(Tag(0x0009, 0x1001), "x") }
    #expect(throws: ValueError.wrongKind(Tag(0x0008, 0x1110), .SQ)) { try dataSet.set(Tag(0x0008, 0x1110), "x") }
    #expect(dataSet.elements.isEmpty)
  }

  @Test("An item's text is read in its own character set, or else in that of the data set around it")
  func inherits() throws {
    var item = DataSet()
    item.set(.patientName, bytes: ByteBuffer(bytes: [0xC4]), vr: .PN)
    #expect(item.string(.patientName, inheriting: SpecificCharacterSet(terms: ["ISO_IR 100"])) == "Ä")
    #expect(item.string(.patientName, inheriting: SpecificCharacterSet(terms: ["ISO_IR 126"])) == "Δ")
    #expect(item.string(.patientName) == "\u{FFFD}")
    try item.set(.specificCharacterSet, "ISO_IR 144")
    #expect(item.string(.patientName, inheriting: SpecificCharacterSet(terms: ["ISO_IR 100"])) == "Ф")
  }

  @Test("Unreadable text and unknown character sets are found anywhere, and a clean data set has none")
  func textNotes() throws {
    #expect(golden.textNotes().isEmpty)
    var item = DataSet()
    item.set(.patientName, bytes: ByteBuffer(bytes: [0xC4]), vr: .PN)
    var dataSet = DataSet()
    try dataSet.set(.specificCharacterSet, "UTF-8")
    dataSet.setItems(Tag(0x0008, 0x1110), [item])
    #expect(dataSet.textNotes().map(\.kind) == [.unknownCharacterSet("UTF-8"), .undecodableText])
  }

  @Test("Person names fall into groups and components and come together again")
  func personNames() {
    let name = PersonName("Adams^John Robert Quincy^^Rev.^B.A. M.Div.")
    #expect(name.alphabetic.family == "Adams" && name.alphabetic.given == "John Robert Quincy")
    #expect(name.alphabetic.middle.isEmpty && name.alphabetic.prefix == "Rev.")
    #expect(name.alphabetic.suffix == "B.A. M.Div." && name.ideographic.isEmpty)
    #expect(name.description == "Adams^John Robert Quincy^^Rev.^B.A. M.Div.")
    #expect(PersonName("Smith^").description == "Smith")
    #expect(PersonName("=山田^太郎").ideographic.given == "太郎")
    #expect(PersonName("").description.isEmpty)
  }

  @Test("Dates are days of the calendar")
  func dates() {
    #expect(CalendarDate("20240229")?.description == "20240229")
    #expect(CalendarDate("00010101")?.description == "00010101")
    for text in ["", "20230229", "19000229", "20241301", "20240100", "2024011", "2024.01.01", "2024010١"] {
      #expect(CalendarDate(text) == nil)
    }
  }
}
