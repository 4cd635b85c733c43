import DICOM
import Foundation
import HTTPExchange
import NIOCore
import Testing

@testable import DICOMWeb

@Suite("Data sets in the DICOM JSON model, read attribute by attribute")
struct ModelDocumentsTests {
  static func read(_ text: String) throws -> ModelDocuments { try ModelDocuments(ByteBuffer(string: text)) }

  @Test("What is of the model has no findings")
  func good() throws {
    // After the example of PS3.18 §F.4.
    let model = try Self.read(
      """
      [{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00080020":{"vr":"DT","Value":["20130409"]},
      "00080061":{"vr":"CS","Value":["CT",null,"PET"]},"00080090":{"vr":"PN"},
      "00100010":{"vr":"PN","Value":[{"Alphabetic":"Wang^XiaoDong","Ideographic":"王^小東"}]},
      "00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["54321"]}},{}]},
      "00201206":{"vr":"IS","Value":[4]},"00280030":{"vr":"DS","Value":[0.5,"0.50"]},
      "7FE00010":{"vr":"OW","BulkDataURI":"https://example.org/bulk"}}]
      """)
    // The example itself gives StudyDate the VR DT, which the dictionary does not.
    #expect(model.findings.map(\.rule) == ["PS3.6"])
    #expect(model.documents.first?.bulkData.map(\.uri) == ["https://example.org/bulk"])
    #expect(model.documents.first?.dataSet.strings(Tag(0x0008, 0x0061)) == ["CT", "", "PET"])
  }

  static let faults: [(text: String, rule: String, place: String)] = [
    (#"[{"00100020":{"vr":"LO"},"00080060":{"vr":"CS"}}]"#, "PS3.18 §F.2.2", "[0].00080060"),
    (#"[{},{"0020000d":{"vr":"UI"}}]"#, "PS3.18 §F.2.2", "[1].0020000d"),
    (#"[{"00080000":{"vr":"UL","Value":[10]}}]"#, "PS3.18 §F.2.2", "[0].00080000"),
    (#"[{"PatientID":{"vr":"LO"}}]"#, "PS3.18 §F.2.2", "[0].PatientID"),
    (#"[{"00100020":{"Value":["1"]}}]"#, "PS3.18 §F.2.2", "[0].00100020"),
    (#"[{"00100020":{"vr":"XX","Value":["1"]}}]"#, "PS3.18 §F.2.3", "[0].00100020"),
    (#"[{"00100020":{"vr":"PN"}}]"#, "PS3.6", "[0].00100020"),
    (#"[{"00100020":{"vr":"LO","Value":"1"}}]"#, "PS3.18 §F.2.2", "[0].00100020"),
    (#"[{"00100020":{"vr":"LO","Value":[]}}]"#, "PS3.18 §F.2.5", "[0].00100020"),
    (#"[{"00100020":{"vr":"LO","Value":[""]}}]"#, "PS3.18 §F.2.5", "[0].00100020"),
    (#"[{"00100020":{"vr":"LO","Value":[7]}}]"#, "PS3.18 §F.2.3", "[0].00100020"),
    (#"[{"00100010":{"vr":"PN","Value":["Doe^Jane"]}}]"#, "PS3.18 §F.2.3", "[0].00100010"),
    (#"[{"00100010":{"vr":"PN","Value":[{"alphabetic":"Doe"}]}}]"#, "PS3.18 §F.2.2", "[0].00100010"),
    (#"[{"00280010":{"vr":"US","Value":["512"]}}]"#, "PS3.18 §F.2.3", "[0].00280010"),
    (#"[{"00100020":{"vr":"LO","InlineBinary":"AAAA"}}]"#, "PS3.18 §F.2.2", "[0].00100020"),
    (#"[{"7FE00010":{"vr":"OW","InlineBinary":"AAAA","BulkDataURI":"x"}}]"#, "PS3.18 §F.2.2", "[0].7FE00010"),
    (#"[{"00100020":{"vr":"LO","Values":["1"]}}]"#, "PS3.18 §F.2.2", "[0].00100020"),
    (
      #"[{"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":[true]}}]}}]"#, "PS3.18 §F.2.3",
      "[0].00101002[0].00100020"
    ),
    (#"["study"]"#, "PS3.18 §F.2.2", "[0]"),
  ]

  @Test("A fault is told with its rule and place", arguments: faults)
  func fault(_ text: String, _ rule: String, _ place: String) throws {
    let model = try Self.read(text)
    let finding = try #require(model.findings.first)
    #expect(finding.rule == rule && finding.place == place)
    #expect(finding.offset > 0)
  }

  @Test("A fault costs the other attributes nothing")
  func others() throws {
    let model = try Self.read(
      #"""
      [{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00100010":{"vr":"PN","Value":["Doe"]},
      "00100020":{"vr":"LO","Value":["Ünal"]},"0020000D":{"vr":"UI","Value":["1.2.3"]}}]
      """#)
    let dataSet = try #require(model.documents.first?.dataSet)
    #expect(dataSet.uid(.studyInstanceUID)?.value == "1.2.3")
    #expect(dataSet.string(Tag(0x0010, 0x0020)) == "Ünal")
    #expect(dataSet[Tag(0x0010, 0x0010)] == nil)
    #expect(!model.findings.isEmpty)
  }

  @Test(
    "What is no array of JSON is not read",
    arguments: [
      "", "{}", "null", "[{]", #"{"00100020":{"vr":"LO"}}"#, "<html></html>",
      String(repeating: "[", count: 100_000), #"[{"a":1,"a":2}]"#,
    ])
  func unreadable(_ text: String) {
    #expect(throws: DICOMJSONError.self) { try Self.read(text) }
  }

  @Test("Many faults, in the worst order, are told up to a limit, in time")
  func many() throws {
    let start = ContinuousClock.now
    let attributes = (0..<20_000).reversed().map {
      "\"\(String(format: "%08x", 0x00110010 + $0))\":{\"vr\":\"LO\",\"Value\":[1]}"
    }
    let model = try Self.read("[{" + attributes.joined(separator: ",") + "}]")
    #expect(model.findings.count == ModelCheck.limit)
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
