import DICOM
import Foundation
import NIOCore
import Testing

@Suite("DICOM JSON model")
struct JSONTests {
  static func text(_ dataSet: DataSet) -> String { String(decoding: DICOMJSON.write(dataSet), as: UTF8.self) }

  static func read(_ json: String) throws -> DataSet { try DICOMJSON.read(Array(json.utf8)).dataSet }

  // The example attributes of PS3.18 §F.2 and §F.4, retyped.
  static let example = """
    {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00080020":{"vr":"DA","Value":["20130409"]},\
    "00080061":{"vr":"CS","Value":["CT","PET"]},"00080090":{"vr":"PN"},\
    "00091002":{"vr":"UN","InlineBinary":"z0x9c8v7"},\
    "00100010":{"vr":"PN","Value":[{"Alphabetic":"Wang^XiaoDong","Ideographic":"王^小東"}]},\
    "00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["54321"]}},{}]},\
    "00200013":{"vr":"IS","Value":[4]},"00280009":{"vr":"AT","Value":["00181063"]},\
    "00281050":{"vr":"DS","Value":[40.5,"1.50"]}}
    """

  @Test("The model of the standard is read and written back as it was, by both ways in")
  func example() throws {
    let dataSet = try Self.read(Self.example)
    #expect(dataSet.personName(.patientName)?.ideographic.given == "小東")
    #expect(dataSet.strings(.modalitiesInStudy) == ["CT", "PET"])
    #expect(dataSet.strings(.referringPhysicianName) == [])
    #expect(dataSet.items(Tag(0x0010, 0x1002))?.count == 2)
    #expect(dataSet.integer(.instanceNumber) == 4)
    #expect(dataSet.strings(Tag(0x0028, 0x1050)) == ["40.5", "1.50"])
    #expect(Self.text(dataSet) == Self.example)
    #expect(try JSONDecoder().decode(DataSet.self, from: Data(Self.example.utf8)) == dataSet)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let coded = String(decoding: try encoder.encode(dataSet), as: UTF8.self)
    #expect(try JSONDecoder().decode(DataSet.self, from: Data(coded.utf8)) == dataSet)
    #expect(try Self.read(coded) == dataSet)
  }

  @Test("A data set comes back from JSON as it was, whatever its character set", arguments: CodingTests.pydicom)
  func roundTrips(syntax: TransferSyntax, golden: ByteBuffer) throws {
    let dataSet = try DataSet(decoding: golden, as: syntax)
    #expect(dataSet.string(.specificCharacterSet) == "ISO_IR 100")
    #expect(try DICOMJSON.read(DICOMJSON.write(dataSet)).dataSet == dataSet)
    #expect(try JSONDecoder().decode(DataSet.self, from: JSONEncoder().encode(dataSet)) == dataSet)
  }

  @Test("pydicom reads what is written, and what pydicom writes is read")
  func agreesWithPydicom() throws {
    let dataSet = try DataSet(decoding: Golden.explicitLittleEndian, as: .explicitVRLittleEndian)
    let theirs = try Python.run(
      """
      import sys, json
      from pydicom.dataset import Dataset
      d = Dataset.from_json(sys.argv[1])
      assert str(d.PatientName) == 'Müller^Jürgen' and d.SmallestImagePixelValue == -5, d
      assert d.AnatomicRegionSequence[0].EquivalentCodeSequence[0].CodeValue == 'X'
      print(d.to_json())
      """, [Self.text(dataSet)])
    #expect(try Self.read(theirs) == dataSet)
  }

  @Test("Text that the stated character set lacks is written in UTF-8, which the data set then states")
  func statesUTF8() throws {
    let plain = try Self.read(#"{"00100010":{"vr":"PN","Value":[{"Alphabetic":"Smith"}]}}"#)
    #expect(plain[.specificCharacterSet] == nil)
    let none = try Self.read(#"{"00100010":{"vr":"PN","Value":[{"Alphabetic":"Łódź"}]}}"#)
    #expect(none.string(.specificCharacterSet) == "ISO_IR 192" && none.string(.patientName) == "Łódź")
    let stated = try Self.read(
      #"{"00080005":{"vr":"CS","Value":["ISO_IR 101"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Łódź"}]}}"#)
    #expect(stated.string(.specificCharacterSet) == "ISO_IR 101" && stated.string(.patientName) == "Łódź")
    let lacking = try Self.read(
      #"{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00081110":{"vr":"SQ","Value":["#
        + #"{"00081155":{"vr":"UI"},"00100010":{"vr":"PN","Value":[{"Alphabetic":"Łódź"}]}}]}}"#)
    #expect(lacking.string(.specificCharacterSet) == "ISO_IR 192")
    #expect(lacking.items(Tag(0x0008, 0x1110))?.first?.string(.patientName, inheriting: .utf8) == "Łódź")
  }

  @Test("The declared character set stays stated, unless UTF-8 is asked for")
  func characterSetStatement() throws {
    let dataSet = try DataSet(decoding: Golden.explicitLittleEndian, as: .explicitVRLittleEndian)
    #expect(Self.text(dataSet).contains(#""00080005":{"vr":"CS","Value":["ISO_IR 100"]}"#))
    let utf8 = String(decoding: DICOMJSON.write(dataSet, characterSet: .utf8), as: UTF8.self)
    #expect(utf8.contains(#""00080005":{"vr":"CS","Value":["ISO_IR 192"]}"#) && utf8.contains("Müller"))
  }

  @Test("Encapsulated pixel data, odd lengths and numbers that are none come back as they were")
  func unusualValues() throws {
    var dataSet = DataSet()
    dataSet[.pixelData] = DataElement(
      tag: .pixelData, vr: .OB, value: .fragments([ByteBuffer(), ByteBuffer(bytes: [1, 2])]))
    dataSet.set(.rows, bytes: ByteBuffer(bytes: [1, 2, 3]), vr: .US)
    try dataSet.set(Tag(0x0018, 0x9073), numbers: [.infinity, -.infinity, 1e300, 0.1, -0.0])
    try dataSet.set(Tag(0x0009, 0x1001), strings: ["18446744073709551615"], vr: .UV)
    try dataSet.set(Tag(0x0009, 0x1002), integers: [.min, .max], vr: .SV)
    try dataSet.set(Tag(0x0020, 0x4000), "a \"quoted\"\\line\r\n\u{7}\u{c}", vr: .LT)
    #expect(try DICOMJSON.read(DICOMJSON.write(dataSet)).dataSet == dataSet)
    #expect(try JSONDecoder().decode(DataSet.self, from: JSONEncoder().encode(dataSet)) == dataSet)
  }

  @Test("Referenced bulk data are listed where they can be fetched, and refused where the value is needed")
  func bulkData() throws {
    let json = #"{"7FE00010":{"vr":"OW","BulkDataURI":"https://example.org/1"}}"#
    let document = try DICOMJSON.read(Array(json.utf8))
    #expect(document.bulkData.map(\.tag) == [.pixelData] && document.bulkData[0].uri == "https://example.org/1")
    #expect(document.dataSet[.pixelData]?.value == .bytes(ByteBuffer()))
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(DataSet.self, from: Data(json.utf8)) }
  }

  @Test("Arrays of data sets are read and written")
  func arrays() throws {
    let dataSets = try ["{}", Self.example].map { try Self.read($0) }
    let bytes = DICOMJSON.writeAll(dataSets)
    #expect(try DICOMJSON.readAll(bytes).map(\.dataSet) == dataSets)
    #expect(throws: DICOMJSONError.self) { try DICOMJSON.readAll(Array("{}".utf8)) }
  }

  @Test(
    "What is not the model is refused, with the reason",
    arguments: [
      ("", DICOMJSONError.Reason.syntax(expected: "a value")),
      ("[]", .shape(expected: "a data set, which is an object,")),
      ("{} x", .syntax(expected: "the end")), ("{\"0010001\":{\"vr\":\"LO\"}}", .notATag("0010001")),
      ("{\"00100010\":{\"vr\":\"ZZ\"}}", .notAVR("ZZ")), ("{\"00100010\":{}}", .shape(expected: "the member vr")),
      ("{\"00100010\":{\"vr\":\"PN\",\"Value\":[\"A\"]}}", .kind(.patientName, .PN)),
      ("{\"00280010\":{\"vr\":\"US\",\"Value\":[70000]}}", .value(.rows, .US, "70000")),
      ("{\"00280010\":{\"vr\":\"US\",\"Value\":5}}", .shape(expected: "an array")),
      ("{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"A\\\\B\"]}}", .value(.modality, .CS, "A\\B")),
      ("{\"00080060\":{\"vr\":\"CS\",\"Value\":[1]}}", .kind(.modality, .CS)),
      ("{\"7FE00010\":{\"vr\":\"OW\",\"InlineBinary\":\"A\"}}", .notBase64),
      ("{\"00100010\":{\"vr\":\"PN\"},\"00100010\":{\"vr\":\"PN\"}}", .duplicate("00100010")),
      ("{\"0010001a\":{\"vr\":\"PN\"},\"0010001A\":{\"vr\":\"PN\"}}", .duplicate("0010001A")),
      ("{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"\\ud800\"]}}", .syntax(expected: "a pair of surrogates")),
      ("{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"A\n\"]}}", .syntax(expected: "the end of a string")),
      ("{\"00280010\":{\"vr\":\"US\",\"Value\":[01]}}", .syntax(expected: "a comma or ]")),
    ])
  func refuses(json: String, reason: DICOMJSONError.Reason) {
    let error = #expect(throws: DICOMJSONError.self) { try Self.read(json) }
    #expect(error?.reason == reason)
  }

  @Test("Bytes that are not UTF-8 are refused")
  func notUTF8() {
    let json = Array("{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"".utf8) + [0xFF] + Array("\"]}}".utf8)
    #expect(throws: DICOMJSONError(.notUTF8, offset: 32)) { try DICOMJSON.read(json) }
  }

  @Test("Nesting is bounded, by both ways in")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"00081110":{"vr":"SQ","Value":["#, count: depth) + "{}"
        + String(repeating: "]}}", count: depth)
    }
    #expect(throws: Never.self) { try Self.read(nested(32)) }
    for depth in [33, 200, 100_000] {
      let error = #expect(throws: DICOMJSONError.self) { try Self.read(nested(depth)) }
      guard case .tooDeep? = error?.reason else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(throws: (any Error).self) { try JSONDecoder().decode(DataSet.self, from: Data(nested(150).utf8)) }
    #expect(throws: (any Error).self) {
      try DICOMJSON.read(Array(Self.example.utf8), limits: DecodingLimits(maximumElements: 1))
    }
  }
}
