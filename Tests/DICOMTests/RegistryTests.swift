import DICOM
import Testing

@Suite("Registries of PS3.6")
struct RegistryTests {
  @Test("Every element that pydicom knows is in the dictionary with the same facts")
  func elementsAgreeWithPydicom() throws {
    let listing = try Python.run(
      """
      from pydicom._dicom_dict import DicomDictionary as D
      for t, (vr, vm, name, retired, keyword) in sorted(D.items()):
          vr = '' if vr == 'NONE' else vr.replace(' or ', ' ')
          print(f'{t:08X}|{vr}|{vm}|{"R" if retired else ""}|{keyword}|{" ".join(name.split())}')
      """)
    let lines = listing.split(separator: "\n")
    #expect(lines.count > 5000)
    for line in lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let tag = try #require(Tag(hexadecimal: fields[0]))
      let entry = try #require(DataDictionary.entry(tag), "\(line)")
      #expect(entry.vrs.map(\.rawValue).joined(separator: " ") == fields[1])
      #expect(entry.multiplicity.description == fields[2])
      #expect(entry.isRetired == (fields[3] == "R"))
      #expect(entry.keyword == fields[4])
      #expect(entry.name == fields[5])
      if !entry.keyword.isEmpty { #expect(DataDictionary.entry(keyword: entry.keyword) == entry) }
    }
  }

  @Test("Every UID that pydicom knows is in the registry with the same facts")
  func uidsAgreeWithPydicom() throws {
    let listing = try Python.run(
      """
      from pydicom._uid_dict import UID_dictionary as U
      for u, (name, kind, _, retired, keyword) in U.items():
          print(f'{u}|{"R" if retired else ""}|{keyword}|{" ".join(name.split())}')
      """)
    let lines = listing.split(separator: "\n")
    #expect(lines.count > 400 && lines.count == UIDRegistry.entries.count)
    for line in lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let entry = try #require(UIDRegistry.entry(UID(fields[0])), "\(line)")
      #expect(entry.isRetired == (fields[1] == "R"))
      #expect(entry.keyword == fields[2])
      #expect(entry.name == fields[3])
      if !entry.keyword.isEmpty { #expect(UIDRegistry.entry(keyword: entry.keyword) == entry) }
    }
  }

  @Test("The edition is that of the installed pydicom")
  func edition() throws {
    let stated = try Python.run("from pydicom._version import __dicom_version__ as v; print(v, end='')")
    #expect(DataDictionary.edition == stated)
    #expect(UIDRegistry.edition == stated)
  }

  @Test(
    "Elements have the facts of PS3.6",
    arguments: [
      ("PatientName", 0x0010_0010 as UInt32, [VR.PN], "1", false), ("PatientID", 0x0010_0020, [.LO], "1", false),
      ("OtherPatientIDs", 0x0010_1000, [.LO], "1-n", true), ("PixelData", 0x7FE0_0010, [.OB, .OW], "1", false),
      ("SmallestImagePixelValue", 0x0028_0106, [.US, .SS], "1", false),
      ("ReferencedStudySequence", 0x0008_1110, [.SQ], "1", false),
      ("ImageOrientationPatient", 0x0020_0037, [.DS], "6", false),
      ("MessageID", 0x0000_0110, [.US], "1", false), ("TransferSyntaxUID", 0x0002_0010, [.UI], "1", false),
    ])
  func spotFacts(keyword: String, tag: UInt32, vrs: [VR], multiplicity: String, isRetired: Bool) throws {
    let entry = try #require(DataDictionary.entry(Tag(rawValue: tag)))
    #expect(entry.keyword == keyword)
    #expect(entry.vrs == vrs)
    #expect(entry.multiplicity.description == multiplicity)
    #expect(entry.isRetired == isRetired)
    #expect(Tag(keyword: keyword)?.rawValue == tag)
  }

  @Test("A repeating group answers for its even groups and for no private one")
  func repeatingGroups() {
    #expect(DataDictionary.entry(Tag(0x6000, 0x3000))?.keyword == "OverlayData")
    #expect(DataDictionary.entry(Tag(0x601E, 0x3000))?.keyword == "OverlayData")
    #expect(DataDictionary.entry(Tag(0x601F, 0x3000)) == nil)
    #expect(DataDictionary.entry(Tag(0x5002, 0x3000))?.keyword == "CurveData")
    #expect(Tag(keyword: "OverlayRows") == Tag(0x6000, 0x0010))
  }

  @Test("Tags and keywords that the standard does not have are unknown")
  func unknown() {
    #expect(DataDictionary.entry(Tag(0x0009, 0x0010)) == nil)
    #expect(DataDictionary.entry(Tag(0xFFFF, 0xFFFF)) == nil)
    #expect(DataDictionary.entry(keyword: "") == nil)
    #expect(DataDictionary.entry(keyword: "patientid") == nil)
    #expect(UIDRegistry.entry("1.2.840.10008.1.2.") == nil)
    #expect(UIDRegistry.entry("") == nil)
    #expect(UIDRegistry.entry(keyword: "") == nil)
  }

  @Test(
    "Keywords of the language resolve to their UIDs",
    arguments: [
      ("Verification", "1.2.840.10008.1.1"), ("VerificationSOPClass", "1.2.840.10008.1.1"),
      ("ImplicitVRLittleEndian", "1.2.840.10008.1.2"), ("ExplicitVRLittleEndian", "1.2.840.10008.1.2.1"),
      ("JPEGLSLossless", "1.2.840.10008.1.2.4.80"), ("JPEG2000Lossless", "1.2.840.10008.1.2.4.90"),
      ("CTImageStorage", "1.2.840.10008.5.1.4.1.1.2"), ("EnhancedCTImageStorage", "1.2.840.10008.5.1.4.1.1.2.1"),
      ("StudyRootQueryRetrieveInformationModelFind", "1.2.840.10008.5.1.4.1.2.2.1"),
      ("ModalityWorklistInformationModelFind", "1.2.840.10008.5.1.4.31"),
      ("JPEGBaseline8Bit", "1.2.840.10008.1.2.4.50"), ("DICOMApplicationContext", "1.2.840.10008.3.1.1.1"),
    ])
  func uidKeywords(keyword: String, uid: String) {
    #expect(UID(keyword: keyword)?.value == uid)
  }

  @Test("Every alias means a registered keyword and hides none")
  func aliases() {
    for (alias, keyword) in UIDRegistry.aliases {
      #expect(UIDRegistry.entry(keyword: keyword)?.keyword == keyword)
      #expect(!UIDRegistry.entries.contains { $0.keyword == alias })
    }
  }

  @Test("UIDs are listed by what they identify")
  func kinds() {
    let syntaxes = UIDRegistry.entries(of: .transferSyntax)
    #expect(syntaxes.contains { $0.keyword == "RLELossless" })
    #expect(!syntaxes.contains { $0.keyword == "CTImageStorage" })
    #expect(UIDRegistry.entries(of: .sopClass).contains { $0.keyword == "CTImageStorage" })
    #expect(UIDRegistry.entry(keyword: "ExplicitVRBigEndian")?.isRetired == true)
  }

  @Test(
    "A mistyped keyword gets the likely one as a hint",
    arguments: [("PatienID", "PatientID"), ("patientName", "PatientName"), ("StudyInstanceUid", "StudyInstanceUID")])
  func hints(typed: String, meant: String) {
    #expect(DataDictionary.suggestions(for: typed).first == meant)
  }

  @Test("A mistyped SOP class gets a hint, and nonsense gets none")
  func uidHints() {
    #expect(UIDRegistry.suggestions(for: "CTImageStroage").first == "CTImageStorage")
    #expect(UIDRegistry.suggestions(for: "JPEGLSLosless").first == "JPEGLSLossless")
    #expect(UIDRegistry.suggestions(for: "qqqqqqqqqqqqqqqq").isEmpty)
    #expect(DataDictionary.suggestions(for: "").isEmpty)
  }

  @Test(
    "UIDs that follow PS3.5 §9.1 are valid",
    arguments: [
      "1.2.840.10008.1.1", "2.25.329800735698586629295641978511506172918", "1.2.0.3",
      "1.2." + String(repeating: "3", count: 60),
    ])
  func validUIDs(text: String) { #expect(UID(text).isValid) }

  @Test(
    "UIDs that break PS3.5 §9.1 say which rule",
    arguments: [
      ("", UID.Fault.empty), ("1.2." + String(repeating: "3", count: 61), .tooLong(65)),
      ("1.2.a", .character(at: 4)), ("1..2", .emptyComponent(1)), ("1.2.", .emptyComponent(2)),
      ("1.02.3", .leadingZero(component: 1)), ("3.1", .unknownRoot), ("1", .noSuffix),
    ])
  func invalidUIDs(text: String, fault: UID.Fault) { #expect(UID(text).fault == fault) }

  @Test("Padding is not part of a UID")
  func padding() {
    #expect(UID("1.2.3\0").value == "1.2.3")
    #expect(UID("1.2.3 ").value == "1.2.3")
    #expect(UID("\0\0").value.isEmpty)
  }

  @Test(
    "Multiplicities allow what they say",
    arguments: [
      ("1", [1], [2, 3]), ("1-n", [1, 2, 99], []), ("2-2n", [2, 4], [1, 3]), ("1-3", [1, 2, 3], [4]),
      ("3-3n", [3, 6], [2, 4]), ("2-n", [2, 3], [1]),
    ])
  func multiplicities(text: String, allowed: [Int], refused: [Int]) throws {
    let multiplicity = try #require(ValueMultiplicity(text))
    #expect(multiplicity.description == text)
    for count in [0] + allowed { #expect(multiplicity.allows(count)) }
    for count in refused { #expect(!multiplicity.allows(count)) }
  }

  @Test("Tags are read and written in both notations")
  func notations() {
    #expect(Tag(hexadecimal: "00100020") == Tag(0x0010, 0x0020))
    #expect(Tag(notation: "(7fe0,0010)") == Tag(0x7FE0, 0x0010))
    #expect(Tag(0x7FE0, 0x0010).description == "(7FE0,0010)")
    #expect(Tag(0x0010, 0x0020).hexadecimal == "00100020")
    for text in ["", "0010002", "+0100020", "0010002G", "001000200"] { #expect(Tag(hexadecimal: text) == nil) }
    for text in ["", "(0010,0020", "(0010 0020)", "(001,00020)", "0010,0020"] { #expect(Tag(notation: text) == nil) }
  }
}
