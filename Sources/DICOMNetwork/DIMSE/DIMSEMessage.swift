import NIOCore

/// A DIMSE message: a command set and, where it says so, a data set (PS3.7 §6.3).
public struct DIMSEMessage: Hashable, Sendable {
  /// The presentation context that it was received in.
  public var contextID: UInt8
  /// The command set.
  public var command: CommandSet
  /// The data set in the context's transfer syntax.
  public var dataSet: ByteBuffer?
  /// The file that holds the data set instead, where it was too long to be held in memory.
  public var file: SpooledFile?
  /// Bytes of the command set and data set.
  public var length: Int

  /// Makes a message.
  public init(
    contextID: UInt8, command: CommandSet, dataSet: ByteBuffer?, file: SpooledFile? = nil, length: Int
  ) {
    self.contextID = contextID
    self.command = command
    self.dataSet = dataSet
    self.file = file
    self.length = length
  }
}
