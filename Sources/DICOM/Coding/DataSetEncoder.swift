import NIOCore

/// Writes data sets (PS3.5 Chapter 7 and Annex A). Values of odd length get their padding.
public struct DataSetEncoder: Sendable {
  /// Which of the two forms sequences and items have (PS3.5 §7.5.1); both are equally valid.
  public enum SequenceLength: Hashable, Sendable {
    /// Stated in bytes.
    case explicit
    /// Undefined, ended by delimiters.
    case undefined
  }

  /// How to encode.
  public var transferSyntax: TransferSyntax
  /// The form of sequences.
  public var sequenceLength: SequenceLength

  /// Makes an encoder.
  public init(_ transferSyntax: TransferSyntax, sequenceLength: SequenceLength = .undefined) {
    self.transferSyntax = transferSyntax
    self.sequenceLength = sequenceLength
  }

  /// The bytes of a data set.
  public func encode(_ dataSet: DataSet) throws(DataSetEncodingError) -> ByteBuffer {
    var writer = DataSetWriter(
      encoding: .init(isExplicit: transferSyntax.isExplicit, isLittleEndian: transferSyntax.isLittleEndian),
      sequenceLength: sequenceLength)
    try writer.write(dataSet)
    guard transferSyntax.isDeflated else { return writer.output }
    guard let deflated = Deflate.deflate(writer.output) else { throw .deflation }
    return deflated
  }
}

extension DataSet {
  /// The bytes of the data set, sequences of undefined length.
  public func encoded(as transferSyntax: TransferSyntax) throws(DataSetEncodingError) -> ByteBuffer {
    try DataSetEncoder(transferSyntax).encode(self)
  }

  /// The data set with the length of a group in its element (gggg,0000), as command sets (group 0000, PS3.7 §6.3.1)
  /// and file meta information (group 0002, PS3.10 §7.1) need it.
  public func withGroupLength(
    of group: UInt16, as transferSyntax: TransferSyntax
  ) throws(DataSetEncodingError) -> DataSet {
    let tag = Tag(group, 0)
    let members = DataSet(ascending: elements.filter { $0.tag.group == group && $0.tag != tag })
    let length = try members.encoded(as: transferSyntax).readableBytes
    guard let length = UInt32(exactly: length) else { throw .tooLong(tag) }
    var result = self
    result[tag] = DataElement(tag: tag, vr: .UL, value: .bytes(ByteBuffer(integer: length, endianness: .little)))
    return result
  }
}
