import DICOM
import IHE
import NIOCore

/// A manifest that came, in whichever form, with the object that it was where it is one.
struct ReadManifest {
  /// The manifest.
  let manifest: ImagingManifest
  /// The Key Object Selection Document; nil in the form of FHIR.
  let object: (dataSet: DataSet, syntax: TransferSyntax, length: Int)?

  /// Reads bytes: what begins as JSON is a manifest in the form of FHIR, everything else a DICOM file.
  init(_ bytes: ByteBuffer) throws(ImagingManifest.Problem) {
    let first = bytes.readableBytesView.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") {
      manifest = try ImagingManifest(bundle: Array(bytes.readableBytesView))
      object = nil
      return
    }
    do throws(Part10Error) {
      let file = try DICOMFile(reading: bytes)
      manifest = ImagingManifest(file.dataSet)
      object = (file.dataSet, file.transferSyntax, bytes.readableBytes)
    } catch { throw .file(error) }
  }
}
