import DICOM
import NIOCore
import Testing

@testable import Probes

@Suite("Comparison of what came with what was sent")
struct DataSetComparisonTests {
  private static func image() throws -> DataSet {
    let study = try #require(ProbeBench.fixtures.studies["chest"])
    return SyntheticImage(study: study).dataSet(series: study.series[0], index: 0)
  }

  @Test(
    "The same data set through any uncompressed transfer syntax is unchanged",
    arguments: [
      TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .deflatedExplicitVRLittleEndian,
      .explicitVRBigEndian,
    ])
  func unchanged(syntax: TransferSyntax) throws {
    let sent = try Self.image()
    let received = try DataSetDecoder(syntax).decode(try sent.encoded(as: syntax)).dataSet
    let comparison = DataSetComparison(sent: sent, received: received)
    #expect(comparison.isUnchanged, "\(comparison)")
    #expect(comparison.added.isEmpty)
    #expect(comparison.pixels.word == .equal)
  }

  @Test("A changed value, a lost one, one in a sequence, and a changed pixel are told apart")
  func changed() throws {
    let sent = try Self.image()
    var received = sent
    try received.set(.patientName, "Other^Name")
    received[.accessionNumber] = nil
    try received.set(Tag(0x0008, 0x1040), "Coerced")
    let sequence = try #require(Tag(keyword: "OtherPatientIDsSequence"))
    var item = try #require(received.items(sequence)?.first)
    try item.set(.patientID, "X")
    received.setItems(sequence, [item])
    let pixels = try #require(sent[.rows])
    #expect(pixels.vr == .US)
    var comparison = DataSetComparison(sent: sent, received: received)
    #expect(comparison.changed == ["PatientName", "OtherPatientIDsSequence[0].PatientID"])
    #expect(comparison.removed == ["AccessionNumber"])
    #expect(comparison.added == ["InstitutionalDepartmentName"])
    #expect(
      comparison.unrecorded(keeping: []) == ["AccessionNumber", "OtherPatientIDsSequence", "PatientName"])
    #expect(comparison.unrecorded(keeping: ["PatientName", "OtherPatientIDsSequence"]) == ["AccessionNumber"])
    #expect(
      comparison.unrecorded(keeping: ["AccessionNumber", "OtherPatientIDsSequence", "PatientName", "Rows"]) == [])
    #expect(!comparison.isUnchanged)

    var painted = sent
    painted.set(.pixelData, bytes: ByteBuffer(repeating: 9, count: 512), vr: .OW)
    comparison = DataSetComparison(sent: sent, received: painted)
    #expect(comparison.pixels.word == .different && !comparison.isUnchanged)
    painted[.pixelData] = DataElement(
      tag: .pixelData, vr: .OB, value: .fragments([ByteBuffer(), ByteBuffer(bytes: [1, 2])]))
    comparison = DataSetComparison(sent: sent, received: painted, receivedAs: TransferSyntax("1.2.840.10008.1.2.4.90"))
    #expect(comparison.pixels.word == .undecodable && !comparison.isUnchanged)
    comparison = DataSetComparison(sent: sent, received: painted, receivedAs: TransferSyntax("1.2.840.10008.1.2.4.100"))
    #expect(comparison.pixels.word == .notCompared && comparison.isUnchanged)
    painted[.pixelData] = nil
    #expect(!DataSetComparison(sent: sent, received: painted).isUnchanged)
  }

  @Test("Numbers may be written in another way, text in another character set")
  func spelling() throws {
    var sent = DataSet()
    try sent.set(.specificCharacterSet, "ISO_IR 100")
    try sent.set(.patientName, "Müller^Zoë")
    try sent.set(Tag(0x0018, 0x0050), "5")
    var received = DataSet()
    try received.set(.specificCharacterSet, "ISO_IR 192")
    try received.set(.patientName, "Müller^Zoë")
    try received.set(Tag(0x0018, 0x0050), "5.0")
    #expect(DataSetComparison(sent: sent, received: received).isUnchanged)
    try received.set(Tag(0x0018, 0x0050), "5.1")
    #expect(DataSetComparison(sent: sent, received: received).changed == ["SliceThickness"])
  }
}
