import NIOCore

/// A DIMSE message: a command set and, where it says so, a data set (PS3.7 §6.3).
public struct DIMSEMessage: Hashable, Sendable {
  /// The presentation context that it was received in.
  public var contextID: UInt8
  /// The command set.
  public var command: CommandSet
  /// The data set in the context's transfer syntax.
  public var dataSet: ByteBuffer?
  /// Bytes of the command set and data set.
  public var length: Int

  /// Makes a message.
  public init(contextID: UInt8, command: CommandSet, dataSet: ByteBuffer?, length: Int) {
    self.contextID = contextID
    self.command = command
    self.dataSet = dataSet
    self.length = length
  }
}
