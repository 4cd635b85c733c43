import DICOM
import Foundation
import IHE
import NIOCore
import TestPeers
import Testing

@Suite("Imaging manifests")
struct ImagingManifestTests {
  private static func subject() throws -> DataSet {
    var subject = DataSet()
    try subject.set(.specificCharacterSet, "ISO_IR 192")
    try subject.set(.studyDate, "20260114")
    try subject.set(.studyTime, "093000")
    try subject.set(.accessionNumber, "RXX1")
    try subject.set(.patientName, "Müller^Zoë")
    try subject.set(.patientID, "9990000018")
    try subject.set(.patientBirthDate, "19560412")
    try subject.set(.patientSex, "F")
    try subject.set(.studyID, "S1")
    try subject.set(.rows, 8)
    return subject
  }

  private static var manifest: ImagingManifest {
    var manifest = ImagingManifest(.keyObjects)
    manifest.sopClass = ImagingManifest.keyObjectSelection
    manifest.sopInstance = "2.25.1"
    manifest.study = "2.25.10"
    manifest.series = "2.25.2"
    manifest.modality = "KO"
    manifest.title = ImagingManifest.describedTitle
    manifest.patientID = "9990000018"
    manifest.accessionNumber = "RXX1"
    manifest.regions = [ImagingManifest.Code("67734004", "SCT", "Upper trunk")]
    for number in 1...2 {
      var series = ImagingManifest.Series(
        study: "2.25.10", uid: "2.25.1\(number)",
        instances: (1...2).map { .init(sopClass: "1.2.840.10008.5.1.4.1.1.2", sopInstance: "2.25.1\(number)\($0)") })
      series.retrieveAETitles = ["SOURCE"]
      series.retrieveLocation = "2.25.99"
      series.retrieveURL = "http://127.0.0.1/studies/2.25.10/series/2.25.1\(number)"
      series.description = .init(modality: "CT", number: "\(number)", text: "Größe \(number)", instanceCount: "2")
      manifest.references.append(series)
    }
    manifest.selected = manifest.instances
    return manifest
  }

  private static func file(_ dataSet: DataSet) throws -> ByteBuffer {
    try DICOMFile(dataSet, transferSyntax: .explicitVRLittleEndian, implementationClassUID: "2.25.3").encoded()
  }

  @Test("What is written is read as it was meant, with patient and study of the subject")
  func roundTrip() throws {
    let document = try Self.manifest.document(of: Self.subject())
    #expect(try ImagingManifest(file: Self.file(document)) == Self.manifest)
    #expect(document.personName(.patientName) == PersonName("Müller^Zoë"))
    #expect(document[.rows] == nil)
    var plain = Self.manifest
    plain.title = ImagingManifest.title
    plain.regions = []
    for index in plain.references.indices { plain.references[index].description = nil }
    #expect(try ImagingManifest(plain.document(of: Self.subject())) == plain)
  }

  @Test("A manifest follows its object definition, and shares no series with what it lists")
  func conformance() throws {
    let document = try Self.manifest.document(of: Self.subject())
    let result = ObjectConformance.check(document)
    #expect(result.definition?.name == "Key Object Selection")
    #expect(result.errors.isEmpty, "\(result.errors)")
    #expect(Self.manifest.isSeriesItsOwn)
    var borrowed = Self.manifest
    borrowed.series = "2.25.11"
    #expect(!borrowed.isSeriesItsOwn)
  }

  @Test("Another implementation reads from the file what was put into it")
  func independent() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("manifest-\(UUID().uuidString).dcm")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Self.file(Self.manifest.document(of: Self.subject())).readableBytesView).write(to: file)
    let ended = try await PeerClient.python(
      """
      import sys
      import pydicom
      data = pydicom.dcmread(sys.argv[1])
      evidence = data.CurrentRequestedProcedureEvidenceSequence
      print(data.file_meta.MediaStorageSOPClassUID.keyword, data.Modality, len(evidence))
      for series in evidence[0].ReferencedSeriesSequence:
          print(series.SeriesInstanceUID, series.RetrieveLocationUID, series.RetrieveURL,
                [str(item.ReferencedSOPInstanceUID) for item in series.ReferencedSOPSequence])
      library = data.ContentSequence[0]
      print(library.ConceptNameCodeSequence[0].CodeMeaning, [
          item.ConceptNameCodeSequence[0].CodeMeaning for item in library.ContentSequence])
      """, [file.path])
    #expect(ended.output.contains("KeyObjectSelectionDocumentStorage KO 1"), "\(ended.output)")
    #expect(
      ended.output.contains(
        "2.25.12 2.25.99 http://127.0.0.1/studies/2.25.10/series/2.25.12 ['2.25.121', '2.25.122']"))
    #expect(
      ended.output.contains("Image Library ['Target Region', 'Image Library Group', 'Image Library Group']"))
  }

  @Test("The manifest of an independent archive is read", .enabled(if: RecordedExchange.areThere))
  func recorded() throws {
    let shared = try #require(Project.shared)
    let bytes = try Data(contentsOf: shared.appendingPathComponent("xds/exchanges/02-rad68.req"))
    let start = try #require(bytes.firstRange(of: Data(repeating: 0, count: 128) + Data("DICM".utf8)))
    let end = try #require(bytes.firstRange(of: Data("\r\n--MIMEB".utf8), in: start.upperBound..<bytes.endIndex))
    let manifest = try ImagingManifest(file: ByteBuffer(bytes: bytes[start.lowerBound..<end.lowerBound]))
    #expect(manifest.sopClass == ImagingManifest.keyObjectSelection)
    #expect(manifest.sopInstance == "2.25.52342449726056264552113473327672641971")
    #expect(manifest.modality == "KO")
    #expect(manifest.title == ImagingManifest.title)
    #expect(manifest.accessionNumber == "IDC002-a")
    #expect(manifest.isSeriesItsOwn)
    #expect(!manifest.references.isEmpty)
    #expect(manifest.references.allSatisfy { $0.study == manifest.study && !$0.instances.isEmpty })
    #expect(manifest.references.allSatisfy { $0.retrieveLocation != nil && $0.description == nil })
    #expect(Set(manifest.selected) == Set(manifest.instances))
  }

  private static let bundle = """
    {"resourceType": "Bundle", "type": "document", "identifier": {"value": "urn:oid:2.25.1"}, "entry": [
     {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Composition", "type": {"coding": [{"code": "18748-4"}]}}},
     {"fullUrl": "urn:uuid:2", "resource": {"resourceType": "Patient", "identifier": [{"system": "s", "value": "P1"}]}},
     {"fullUrl": "urn:uuid:3", "resource": {"resourceType": "Endpoint", "address": "http://127.0.0.1/dicom",
      "extension": [{"url": "https://profiles.ihe.net/RAD/MADO/StructureDefinition/MadoRetrieveLocationUIDExtension",
       "valueString": "oid:2.25.99"}]}},
     {"fullUrl": "urn:uuid:4", "resource": {"resourceType": "ImagingStudy",
      "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:2.25.10"}],
      "basedOn": [{"identifier": {"value": "RXX1"}}],
      "series": [{"uid": "2.25.11", "number": 1, "modality": {"code": "CT"}, "numberOfInstances": 1,
       "endpoint": [{"reference": "urn:uuid:3"}],
       "instance": [{"uid": "2.25.111", "sopClass": {"code": "urn:oid:1.2.840.10008.5.1.4.1.1.2"}}]}]}}]}
    """

  @Test("A bundle says the same as key objects would")
  func bundle() throws {
    let manifest = try ImagingManifest(bundle: Array(Self.bundle.utf8))
    #expect(manifest.form == .bundle)
    #expect(manifest.sopInstance == "2.25.1")
    #expect(manifest.study == "2.25.10")
    #expect(manifest.accessionNumber == "RXX1")
    #expect(manifest.patientID == "P1")
    let series = try #require(manifest.references.first)
    #expect(series.retrieveLocation == "2.25.99")
    #expect(series.retrieveURL == "http://127.0.0.1/dicom")
    #expect(series.instances == [.init(sopClass: "1.2.840.10008.5.1.4.1.1.2", sopInstance: "2.25.111")])
    #expect(series.description == .init(modality: "CT", number: "1", instanceCount: "1"))
  }

  @Test(
    "What is no manifest is told by what it is instead",
    arguments: [
      ("{\"resourceType\": \"Patient\"}", "Patient"), ("{\"resourceType\": \"Bundle\"}", "no document"), ("{", "JSON"),
      ("{\"resourceType\": \"Bundle\", \"type\": \"document\"}", "0 ImagingStudy"),
    ])
  func others(text: String, part: String) {
    #expect {
      try ImagingManifest(bundle: Array(text.utf8))
    } throws: { "\($0)".contains(part) }
    #expect {
      try ImagingManifest(file: ByteBuffer(string: text))
    } throws: { "\($0)".contains("DICM") }
  }

  @Test("No mutant of a manifest is more than an error")
  func mutants() throws {
    let file = Array(try Self.file(Self.manifest.document(of: Self.subject())).readableBytesView)
    var mutator = Mutator(
      generator: SeededGenerator(state: 68),
      pieces: [
        [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], [0x40, 0x00, 0x30, 0xA7], [0x53, 0x51], [0xFF, 0xFF],
      ])
    var readable = 0
    for _ in 0..<20_000 {
      if (try? ImagingManifest(file: ByteBuffer(bytes: mutator.mutant(of: file)))) != nil { readable += 1 }
    }
    #expect(readable > 1_000)
    let text = Array(Self.bundle.utf8)
    mutator.pieces = ["\"uid\":", "[{", "}]", "null", "\"ImagingStudy\"", "1e999"].map { Array($0.utf8) }
    readable = 0
    for _ in 0..<20_000 where (try? ImagingManifest(bundle: mutator.mutant(of: text))) != nil { readable += 1 }
    #expect(readable > 1_000)
  }
}
