import NIOCore

/// What stands before the data set of a file of the DICOM file format (PS3.10 §7.1): enough to send the data set as it
/// lies on disk.
public struct DICOMFileHeader: Hashable, Sendable {
  /// The file meta information: elements of group 0002.
  public var metaInformation: DataSet
  /// The transfer syntax of the data set.
  public var transferSyntax: TransferSyntax
  /// Where the data set begins, in bytes from the start of the file.
  public var dataSetOffset: Int
  /// What was peculiar in the file meta information.
  public var notes: [DecodingNote]

  /// Bytes from the start of a file that hold every header in practice.
  public static let usualLength = 64 << 10

  /// Reads the header at the start of the readable bytes; they need not reach to the end of the file, but beyond the
  /// header by the two bytes that tell its end.
  ///
  /// - Throws: `Part10Error` when the bytes are not a file's, or end within the file meta information.
  public init(reading bytes: ByteBuffer, limits: DecodingLimits = .standard) throws(Part10Error) {
    var rest = bytes
    rest.moveReaderIndex(forwardBy: min(128, rest.readableBytes))
    guard rest.readBytes(length: 4) == Array("DICM".utf8) else { throw .noPrefix }
    let length = DICOMFile.metaInformationLength(rest)
    do throws(DataSetDecodingError) {
      guard let metaBytes = rest.readSlice(length: length) else {
        throw DataSetDecodingError(.truncatedHeader, offset: rest.readableBytes)
      }
      let meta = try DataSetDecoder(.explicitVRLittleEndian, limits: limits).decode(metaBytes)
      metaInformation = meta.dataSet
      notes = meta.notes
    } catch {
      throw .metaInformation(error)
    }
    guard let uid = metaInformation.uid(.transferSyntaxUID) else { throw .noTransferSyntax }
    transferSyntax = TransferSyntax(uid)
    dataSetOffset = 132 + length
  }
}
