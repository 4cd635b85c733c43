import NIOCore

/// A file of the DICOM file format (PS3.10 Chapter 7).
public struct DICOMFile: Hashable, Sendable {
  /// The file meta information: elements of group 0002.
  public var metaInformation: DataSet
  /// The data set.
  public var dataSet: DataSet
  /// What was peculiar where the file was read.
  public var notes: [DecodingNote]

  /// The transfer syntax that the file meta information states; the default where it states none.
  public var transferSyntax: TransferSyntax {
    metaInformation.uid(.transferSyntaxUID).map { TransferSyntax($0) } ?? .implicitVRLittleEndian
  }

  /// Makes a file of a data set, with the file meta information that PS3.10 §7.1 demands.
  ///
  /// - Parameters:
  ///   - implementationClassUID: of the program that writes (PS3.7 §D.3.3.2.1).
  ///   - implementationVersionName: of the program that writes, up to 16 characters.
  public init(
    _ dataSet: DataSet, transferSyntax: TransferSyntax, implementationClassUID: UID,
    implementationVersionName: String? = nil
  ) throws(Part10Error) {
    guard let sopClass = dataSet.uid(.sopClassUID) else { throw .missing(.sopClassUID) }
    guard let sopInstance = dataSet.uid(.sopInstanceUID) else { throw .missing(.sopInstanceUID) }
    var meta = DataSet()
    meta.set(Tag(0x0002, 0x0001), bytes: ByteBuffer(bytes: [0, 1]), vr: .OB)
    let uids: [(Tag, UID)] = [
      (.mediaStorageSOPClassUID, sopClass), (.mediaStorageSOPInstanceUID, sopInstance),
      (.transferSyntaxUID, transferSyntax.uid), (Tag(0x0002, 0x0012), implementationClassUID),
    ]
    for (tag, uid) in uids { meta.set(tag, bytes: ByteBuffer(string: uid.value), vr: .UI) }
    if let implementationVersionName {
      meta.set(Tag(0x0002, 0x0013), bytes: ByteBuffer(string: String(implementationVersionName.prefix(16))), vr: .SH)
    }
    metaInformation = meta
    self.dataSet = dataSet
    notes = []
  }

  /// Reads a file from all readable bytes.
  public init(reading bytes: ByteBuffer, limits: DecodingLimits = .standard) throws(Part10Error) {
    let header = try DICOMFileHeader(reading: bytes, limits: limits)
    metaInformation = header.metaInformation
    var rest = bytes
    rest.moveReaderIndex(forwardBy: header.dataSetOffset)
    do throws(DataSetDecodingError) {
      let decoded = try DataSetDecoder(header.transferSyntax, limits: limits).decode(rest)
      dataSet = decoded.dataSet
      notes = header.notes + decoded.notes
    } catch {
      throw .dataSet(error, start: header.dataSetOffset)
    }
  }

  /// The bytes of the file: preamble of zeros, prefix, file meta information with its group length, data set.
  public func encoded(sequenceLength: DataSetEncoder.SequenceLength = .undefined) throws(Part10Error) -> ByteBuffer {
    guard metaInformation.uid(.transferSyntaxUID) != nil else { throw .noTransferSyntax }
    do throws(DataSetEncodingError) {
      var output = ByteBuffer(repeating: 0, count: 128)
      output.writeString("DICM")
      let meta = try metaInformation.withGroupLength(of: 0x0002, as: .explicitVRLittleEndian)
      output.writeImmutableBuffer(try meta.encoded(as: .explicitVRLittleEndian))
      let encoder = DataSetEncoder(transferSyntax, sequenceLength: sequenceLength)
      output.writeImmutableBuffer(try encoder.encode(dataSet))
      return output
    } catch {
      throw .encoding(error)
    }
  }

  /// How many bytes the elements of group 0002 take, found by walking over them: their group length is often wrong.
  static func metaInformationLength(_ bytes: ByteBuffer) -> Int {
    var position = bytes.readerIndex
    while bytes.getInteger(at: position, endianness: .little, as: UInt16.self) == 0x0002 {
      guard let first = bytes.getInteger(at: position + 4, as: UInt8.self),
        let second = bytes.getInteger(at: position + 5, as: UInt8.self)
      else { break }
      let isLong = VR(first, second)?.hasLongLength ?? true
      let header = isLong ? 12 : 8
      let length: Int? =
        isLong
        ? bytes.getInteger(at: position + 8, endianness: .little, as: UInt32.self).map { Int($0) }
        : bytes.getInteger(at: position + 6, endianness: .little, as: UInt16.self).map { Int($0) }
      // What goes beyond the bytes is left to the decoder to name.
      guard let length, length <= bytes.writerIndex - position - header else { return bytes.readableBytes }
      position += header + length
    }
    return position - bytes.readerIndex
  }
}
