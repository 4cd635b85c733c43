import DICOM
import NIOCore
import TestPeers
import Testing

@Suite("Values against PS3.5 and PS3.6")
struct ValueConformanceTests {
  private func findings(_ tag: Tag, _ vr: VR, _ bytes: [UInt8], characterSet: String? = nil) throws -> [ObjectFinding] {
    var object = DataSet()
    if let characterSet {
      try object.set(
        .specificCharacterSet,
        strings: characterSet.split(separator: "\\", omittingEmptySubsequences: false).map { String($0) })
    }
    object[tag] = DataElement(tag: tag, vr: vr, value: .bytes(ByteBuffer(bytes: bytes)))
    return ObjectConformance.check(object).findings
  }

  @Test(
    "Forms of values follow PS3.5 §6.2",
    arguments: [
      ("StudyDate", "20260229", false), ("StudyDate", "20240229", true), ("StudyDate", "2026.01.02", false),
      ("StudyTime", "2359", true), ("StudyTime", "235960.5 ", true), ("StudyTime", "24", false),
      ("StudyTime", "10:15:00", false), ("AcquisitionDateTime", "20260102101500.123456+0100", true),
      ("AcquisitionDateTime", "2026", true), ("AcquisitionDateTime", "202613", false), ("PatientAge", "045Y", true),
      ("PatientAge", "45Y ", false), ("Modality", "CT", true), ("Modality", "ct", false), ("Modality", "A-B ", false),
      ("SeriesNumber", "-12 ", true), ("SeriesNumber", "1.5 ", false), ("SeriesNumber", "99999999999 ", false),
      ("SliceThickness", "1.25E-3 ", true), ("SliceThickness", ".5", true), ("SliceThickness", "1,5 ", false),
      ("SliceThickness", "1.23456789012345678 ", false), ("StudyInstanceUID", "1.2.840.1\0", true),
      ("StudyInstanceUID", "1.2.0840", false), ("StudyInstanceUID", "1..2", false),
      ("AccessionNumber", "12345678901234567 ", false),
      ("AccessionNumber", "A\u{0}", false), ("PatientName", "A^B^C^D^E", true), ("PatientName", "A^B^C^D^E^F ", false),
      ("PatientName", "A=B=C=D ", false), ("StudyDescription", String(repeating: "x", count: 66), false),
      ("PatientComments", "two\r\nlines ", true), ("StudyDescription", "two\r\nlines ", false),
      ("RetrieveAETitle", "A_LONG_TITLE_OF_18", false), ("RetrieveAETitle", "AE", true),
    ])
  func form(keyword: String, value: String, isSound: Bool) throws {
    let entry = try #require(DataDictionary.entry(keyword: keyword))
    let found = try findings(entry.tag, #require(entry.vrs.first), Array(value.utf8))
    #expect(found.map(\.rule) == (isSound ? [] : [.form]), "\(found)")
  }

  @Test("Numbers of values and value representations are those of PS3.6")
  func registration() throws {
    let pixelSpacing = try #require(Tag(keyword: "PixelSpacing"))
    #expect(try findings(pixelSpacing, .DS, Array("1\\1 ".utf8)).isEmpty)
    #expect(try findings(pixelSpacing, .DS, Array("1 ".utf8)).map(\.rule) == [.multiplicity])
    #expect(try findings(pixelSpacing, .LO, Array("1\\1 ".utf8)).map(\.rule) == [.representation])
    #expect(try findings(.rows, .US, [1, 0, 2, 0]).map(\.rule) == [.multiplicity])
    #expect(try findings(.rows, .US, [1, 0, 2]).map(\.rule) == [.form])
    #expect(try findings(.patientID, .LO, Array("a\\b ".utf8)).map(\.rule) == [.multiplicity])
    #expect(try findings(Tag(0x0009, 0x1001), .LO, Array("a ".utf8)).map(\.rule) == [.registration])
    #expect(try findings(Tag(0x0008, 0xFFFE), .LO, Array("a ".utf8)).map(\.severity) == [.warning])
  }

  @Test(
    "A byte without a meaning in the declared character sets is found at its offset",
    arguments: [
      ("M\u{FC}ller", nil, 1), ("M\u{FC}ller", "ISO_IR 100", nil), ("M\u{FC}ller", "ISO_IR 192", 1),
      ("Muller\u{A5}x", "ISO_IR 166", nil), ("ab\u{FF}\u{FF}", "ISO_IR 126", 2),
      ("Yamada^\u{1B}$B;3ED\u{1B}(B^x", "\\ISO 2022 IR 87", nil),
      ("Yamada^\u{1B}$B;3ED\u{1B}(B^x", "ISO_IR 100", 7), ("Yamada^\u{1B}$B;3E", "\\ISO 2022 IR 87", 12),
    ] as [(String, String?, Int?)])
  func characterSet(latin: String, declared: String?, offset: Int?) throws {
    var bytes = latin.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    if bytes.count % 2 == 1 { bytes.append(0x20) }
    let found = try findings(.patientName, .PN, bytes, characterSet: declared)
    #expect(found.map(\.offset) == (offset.map { [$0] } ?? []), "\(found)")
    #expect(found.allSatisfy { $0.rule == .characterSet && $0.section == "PS3.5 §6.1.2" })
  }

  @Test("A faulty byte far into a text is found where it is")
  func longText() throws {
    let text = [UInt8](repeating: 0x61, count: 9_001) + [0xFF] + [UInt8](repeating: 0x61, count: 998)
    #expect(try findings(Tag(0x0010, 0x4000), .LT, text, characterSet: "ISO_IR 192").map(\.offset) == [9_001])
  }

  @Test("Numbers beyond all images do no harm")
  func hugeNumbers() throws {
    var object = try SampleObjects.ct()
    for tag in [Tag.rows, .columns, Tag(0x0028, 0x0008), Tag(0x0028, 0x0101), Tag(0x0028, 0x0102)] {
      object.set(tag, bytes: ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0x80]), vr: .SV)
      #expect(!ObjectConformance.check(object).errors.isEmpty)
      object.set(tag, bytes: ByteBuffer(bytes: [UInt8](repeating: 0xFF, count: 8)), vr: .UV)
      #expect(!ObjectConformance.check(object).errors.isEmpty)
    }
  }

  @Test("UTF-8 is read whole, and a broken sequence found where it breaks")
  func utf8() throws {
    let sound = Array("Wang^小東".utf8)
    #expect(try findings(.patientName, .PN, sound + [0x20], characterSet: "ISO_IR 192").isEmpty)
    let broken = Array("Wang^小".utf8) + [0xE6, 0x9D]
    #expect(try findings(.patientName, .PN, broken, characterSet: "ISO_IR 192").map(\.offset) == [8])
  }

  @Test("Text that the character sets do not govern is ASCII")
  func ungoverned() throws {
    let found = try findings(.modality, .CS, [0x43, 0xC4], characterSet: "ISO_IR 100")
    #expect(found.map(\.offset) == [1])
    #expect(found.map(\.section) == ["PS3.5 §6.2"])
  }

  @Test("A character set that does not exist, or does not go with others, is found where it is declared")
  func declaration() throws {
    for terms in [["ISO_IR 999"], ["ISO_IR 192", "ISO 2022 IR 87"]] {
      var object = DataSet()
      try object.set(.specificCharacterSet, strings: terms)
      #expect(ObjectConformance.check(object).errors.map(\.rule) == [.characterSet])
    }
  }

  @Test("No mutant of an object stops the checker")
  func mutants() throws {
    let sources =
      try [SampleObjects.ct(), SampleObjects.report(), SampleObjects.enhancedCT()] + MutationTests.sources()
    let encoded = try sources.map { try Array($0.encoded(as: .explicitVRLittleEndian).readableBytesView) }
    var mutator = MutationTests.mutator(seed: 17)
    var checked = 0
    for index in 0..<20_000 {
      let mutant = mutator.mutant(of: encoded[index % encoded.count])
      let decoder = DataSetDecoder(.explicitVRLittleEndian, limits: MutationTests.limits)
      guard let object = try? decoder.decode(ByteBuffer(bytes: mutant)).dataSet else { continue }
      checked += 1
      for finding in ObjectConformance.check(object).findings { #expect(!finding.description.isEmpty) }
    }
    #expect(checked > 200)
  }
}
