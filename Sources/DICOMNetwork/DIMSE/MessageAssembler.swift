import NIOCore

/// What a peer can make us hold of one message.
public struct MessageLimits: Hashable, Sendable {
  /// Longest command set in bytes.
  public var command: Int
  /// Longest data set in bytes.
  public var dataSet: Int

  /// 64 KiB of command set, 8 MiB of data set, which a buffer that grows by doubling holds twice for a moment.
  public static let standard = MessageLimits(command: 64 << 10, dataSet: 8 << 20)

  /// Makes limits.
  public init(command: Int, dataSet: Int) {
    self.command = command
    self.dataSet = dataSet
  }
}

/// Puts messages together from presentation data values (PS3.8 Annex E). Messages of an association do not interleave.
public struct MessageAssembler: Sendable {
  /// The limits in force.
  public let limits: MessageLimits
  private var contextID: UInt8 = 0
  private var commandBytes: ByteBuffer?
  /// The command set of the message under way, once it is complete.
  public private(set) var command: CommandSet?
  private var commandLength = 0
  private var dataSet: ByteBuffer?

  /// Makes an assembler.
  public init(limits: MessageLimits = .standard) { self.limits = limits }

  /// What stops a message.
  public enum Failure: Error, Hashable, Sendable {
    case violation(ProtocolViolation)
    /// A message is longer than we take; nobody broke a rule.
    case tooLong(what: String, limit: Int)
    /// The data set can't be written to a file; the error number of the system.
    case noRoom(Int32)
  }

  /// Whether a message has begun and is not complete.
  public var isInMessage: Bool { commandBytes != nil || command != nil }

  /// What is missing, for people; nil between messages.
  public var missing: String? {
    if commandBytes != nil { return "the rest of a command set" }
    if command != nil { return "the data set that Command Data Set Type announces" }
    return nil
  }

  /// Takes the next fragment; gives the message when it is complete.
  public mutating func add(_ value: PresentationDataValue) throws(Failure) -> DIMSEMessage? {
    if isInMessage, value.contextID != contextID {
      throw violation("fragments of one message only, context \(contextID)", "a fragment in context \(value.contextID)")
    }
    contextID = value.contextID
    return value.isCommand ? try addCommand(value) : try addDataSet(value)
  }

  private func violation(_ expected: String, _ got: String) -> Failure {
    .violation(ProtocolViolation(offset: 0, rule: "PS3.8 Annex E", expected: expected, got: got))
  }

  private mutating func addCommand(_ value: PresentationDataValue) throws(Failure) -> DIMSEMessage? {
    guard command == nil else {
      throw violation("the data set that Command Data Set Type announces", "a command fragment")
    }
    let length = (commandBytes?.readableBytes ?? 0) + value.bytes.readableBytes
    guard length <= limits.command else { throw .tooLong(what: "command set", limit: limits.command) }
    Self.append(value.bytes, to: &commandBytes)
    guard value.isLast, let bytes = commandBytes else { return nil }
    commandBytes = nil
    let command: CommandSet
    do { command = try CommandSet(decoding: bytes) } catch { throw .violation(error) }
    guard command.hasDataSet else {
      return DIMSEMessage(contextID: contextID, command: command, dataSet: nil, length: bytes.readableBytes)
    }
    self.command = command
    commandLength = bytes.readableBytes
    return nil
  }

  private mutating func addDataSet(_ value: PresentationDataValue) throws(Failure) -> DIMSEMessage? {
    guard let command else {
      throw violation(
        commandBytes == nil ? "a command fragment" : "the rest of the command set", "a data set fragment")
    }
    let length = (dataSet?.readableBytes ?? 0) + value.bytes.readableBytes
    guard length <= limits.dataSet else { throw .tooLong(what: "data set", limit: limits.dataSet) }
    Self.append(value.bytes, to: &dataSet)
    guard value.isLast else { return nil }
    let message = DIMSEMessage(
      contextID: contextID, command: command, dataSet: dataSet, length: commandLength + length)
    self.command = nil
    dataSet = nil
    return message
  }

  /// The first fragment is kept as it is, so that a message of one fragment is never copied.
  private static func append(_ bytes: ByteBuffer, to whole: inout ByteBuffer?) {
    if var present = whole {
      whole = nil
      present.writeImmutableBuffer(bytes)
      whole = present
    } else {
      whole = bytes
    }
  }
}
