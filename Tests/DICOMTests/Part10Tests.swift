import DICOM
import Foundation
import NIOCore
import Testing

@Suite("DICOM files")
struct Part10Tests {
  @Test(
    "Files that DCMTK wrote are read",
    arguments: [
      (Golden.dcmtkExplicit, TransferSyntax.explicitVRLittleEndian),
      (Golden.dcmtkDeflated, .deflatedExplicitVRLittleEndian),
    ])
  func readsDCMTK(golden: ByteBuffer, syntax: TransferSyntax) throws {
    let file = try DICOMFile(reading: Golden.file(golden))
    #expect(file.transferSyntax == syntax)
    #expect(file.metaInformation.string(Tag(0x0002, 0x0013)) == "OFFIS_DCMTK_367")
    #expect(file.metaInformation.uid(.mediaStorageSOPInstanceUID) == "2.25.99")
    #expect(file.dataSet.string(.patientName) == "Smith^Anna")
    #expect(file.dataSet[.pixelData]?.value == .bytes(ByteBuffer(bytes: [1, 2])))
    #expect(file.notes.isEmpty)
  }

  @Test("A file read from DCMTK is written back byte for byte")
  func writesBack() throws {
    let bytes = Golden.file(Golden.dcmtkExplicit)
    #expect(try DICOMFile(reading: bytes).encoded(sequenceLength: .explicit) == bytes)
  }

  @Test(
    "Files of every native transfer syntax come back, and pydicom reads the same in them",
    arguments: [
      TransferSyntax.implicitVRLittleEndian, .explicitVRLittleEndian, .explicitVRBigEndian,
      .deflatedExplicitVRLittleEndian,
    ], [DataSetEncoder.SequenceLength.explicit, .undefined])
  func pydicomReads(syntax: TransferSyntax, form: DataSetEncoder.SequenceLength) throws {
    let dataSet = try DataSet(decoding: Golden.explicitLittleEndian, as: .explicitVRLittleEndian)
    let file = try DICOMFile(
      dataSet, transferSyntax: syntax, implementationClassUID: "2.25.7", implementationVersionName: "ASSAY")
    let bytes = try file.encoded(sequenceLength: form)
    #expect(try DICOMFile(reading: bytes).dataSet == dataSet)
    let base64 = Data(bytes.readableBytesView).base64EncodedString()
    let listing = try Python.run(
      """
      import sys, io, base64, pydicom
      d = pydicom.dcmread(io.BytesIO(base64.b64decode(sys.argv[1])))
      print(d.file_meta.TransferSyntaxUID, d.file_meta.ImplementationVersionName, d.PatientName, d.Rows,
            d.SmallestImagePixelValue, d.AnatomicRegionSequence[0].EquivalentCodeSequence[0].CodeValue,
            len(d.AnatomicRegionSequence), len(d.PixelData), len(d), sep='|', end='')
      """, [base64])
    #expect(listing == "\(syntax.uid)|ASSAY|Müller^Jürgen|2|-5|X|2|12|17")
  }

  @Test("A wrong group length in the file meta information does no harm")
  func wrongGroupLength() throws {
    var bytes = Golden.file(Golden.dcmtkExplicit)
    bytes.setInteger(UInt32(7), at: 140, endianness: .little)
    #expect(try DICOMFile(reading: bytes).dataSet.string(.patientID) == "999")
  }

  @Test("What is no DICOM file is refused, with the reason")
  func refuses() throws {
    #expect(throws: Part10Error.noPrefix) { try DICOMFile(reading: ByteBuffer()) }
    #expect(throws: Part10Error.noPrefix) { try DICOMFile(reading: ByteBuffer(string: "GIF89a")) }
    #expect(throws: Part10Error.noPrefix) { try DICOMFile(reading: ByteBuffer(repeating: 0, count: 500)) }
    #expect(throws: Part10Error.noTransferSyntax) { try DICOMFile(reading: Golden.file(ByteBuffer(string: "DICM"))) }
    let whole = Golden.file(Golden.dcmtkExplicit)
    let cutMeta = try #require(whole.getSlice(at: 0, length: 200))
    let meta = #expect(throws: Part10Error.self) { try DICOMFile(reading: cutMeta) }
    if case .metaInformation? = meta {} else { Issue.record("\(String(describing: meta))") }
    let cutData = try #require(whole.getSlice(at: 0, length: whole.readableBytes - 1))
    let data = #expect(throws: Part10Error.self) { try DICOMFile(reading: cutData) }
    #expect(
      data
        == .dataSet(
          DataSetDecodingError(.valueBeyondEnd(length: 2, available: 1), offset: 196, tag: .pixelData), start: 296))
    #expect(throws: Part10Error.missing(.sopClassUID)) {
      try DICOMFile(DataSet(), transferSyntax: .explicitVRLittleEndian, implementationClassUID: "2.25.7")
    }
  }
}
