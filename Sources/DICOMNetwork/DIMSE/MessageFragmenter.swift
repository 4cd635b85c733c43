import NIOCore

/// Cuts a message into presentation data values that fit the peer's maximum length (PS3.8 Annex E, §D.1): one value in
/// each PDU, command set first.
public struct MessageFragmenter: Sendable {
  private let contextID: UInt8
  private let fragmentLength: Int
  private var command: ByteBuffer
  private var dataSet: ByteBuffer?
  private var commandDone = false

  /// The least maximum length that lets a fragment of two bytes pass.
  public static let leastMaximumLength: UInt32 = 8

  /// What stands for "no limit": fragments of 1 MiB, so that progress can be seen.
  public static let unlimited = 1 << 20

  /// Makes a fragmenter; nil when the maximum length lets no fragment pass.
  /// - Parameter maximumLength: the peer's, 0 for no limit.
  public init?(contextID: UInt8, command: CommandSet, dataSet: ByteBuffer?, maximumLength: UInt32) {
    guard maximumLength == 0 || maximumLength >= Self.leastMaximumLength else { return nil }
    self.contextID = contextID
    fragmentLength = Self.fragmentLength(maximumLength: maximumLength)
    self.command = command.encoded()
    self.dataSet = dataSet
  }

  /// How long the fragments are: of even length (PS3.8 Annex E), but for a last one that is what is left.
  /// - Parameter maximumLength: the peer's, 0 for no limit; at least `leastMaximumLength` otherwise.
  static func fragmentLength(maximumLength: UInt32) -> Int {
    let room = maximumLength == 0 ? unlimited : min(Int(maximumLength), unlimited)
    return (room - PresentationDataValue.overhead) & ~1
  }

  /// The next value; nil when the message is complete.
  public mutating func next() -> PresentationDataValue? {
    if !commandDone {
      let bytes = command.readSlice(length: min(fragmentLength, command.readableBytes)) ?? ByteBuffer()
      commandDone = command.readableBytes == 0
      return PresentationDataValue(contextID: contextID, isCommand: true, isLast: commandDone, bytes: bytes)
    }
    guard var rest = dataSet else { return nil }
    let bytes = rest.readSlice(length: min(fragmentLength, rest.readableBytes)) ?? ByteBuffer()
    let isLast = rest.readableBytes == 0
    dataSet = isLast ? nil : rest
    return PresentationDataValue(contextID: contextID, isCommand: false, isLast: isLast, bytes: bytes)
  }
}
