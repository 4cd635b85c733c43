import NIOCore

/// A data set as it was read, with what was peculiar about it.
public struct DecodedDataSet: Hashable, Sendable {
  /// The data set.
  public var dataSet: DataSet
  /// What was found besides, in the order of the bytes.
  public var notes: [DecodingNote]

  /// Makes a decoded data set.
  public init(dataSet: DataSet, notes: [DecodingNote]) {
    self.dataSet = dataSet
    self.notes = notes
  }
}

/// Reads data sets (PS3.5 Chapter 7 and Annex A).
///
/// Values are slices of the input, not copies, but for big endian numbers, which are turned round.
public struct DataSetDecoder: Sendable {
  /// How the bytes are encoded.
  public var transferSyntax: TransferSyntax
  /// The bounds.
  public var limits: DecodingLimits

  /// Makes a decoder.
  public init(_ transferSyntax: TransferSyntax, limits: DecodingLimits = .standard) {
    self.transferSyntax = transferSyntax
    self.limits = limits
  }

  /// Reads all readable bytes as one data set.
  public func decode(_ buffer: ByteBuffer) throws(DataSetDecodingError) -> DecodedDataSet {
    var buffer = buffer
    if transferSyntax.isDeflated { buffer = try Deflate.inflate(buffer, limit: limits.maximumLength) }
    guard buffer.readableBytes <= limits.maximumLength else {
      throw DataSetDecodingError(.tooLong(limit: limits.maximumLength), offset: 0)
    }
    let encoding = DataSetParser.Encoding(
      isExplicit: transferSyntax.isExplicit, isLittleEndian: transferSyntax.isLittleEndian)
    let limits = limits
    let result: Result<DecodedDataSet, DataSetDecodingError> = buffer.withUnsafeReadableBytes { bytes in
      var parser = DataSetParser(buffer: buffer, bytes: bytes, limits: limits)
      do throws(DataSetDecodingError) {
        let dataSet = try parser.dataSet(encoding)
        return .success(DecodedDataSet(dataSet: dataSet, notes: parser.notes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension DataSet {
  /// Reads a data set without its notes.
  public init(
    decoding buffer: ByteBuffer, as transferSyntax: TransferSyntax, limits: DecodingLimits = .standard
  ) throws(DataSetDecodingError) {
    self = try DataSetDecoder(transferSyntax, limits: limits).decode(buffer).dataSet
  }
}
