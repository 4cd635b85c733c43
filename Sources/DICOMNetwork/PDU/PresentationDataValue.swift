import NIOCore

/// A presentation data value: one fragment of a command or data set (PS3.8 §9.3.5.1, Annex E).
public struct PresentationDataValue: Hashable, Sendable {
  /// The presentation context that the fragment belongs to; odd, 1 to 255.
  public var contextID: UInt8
  /// Whether the fragment is of a command set; of a data set otherwise (bit 0 of the message control header).
  public var isCommand: Bool
  /// Whether the fragment is the last of its command or data set (bit 1).
  public var isLast: Bool
  /// The fragment.
  public var bytes: ByteBuffer

  /// Bytes that the item adds to its fragment: item length, context ID, message control header.
  public static let overhead = 6

  /// Makes a value.
  public init(contextID: UInt8, isCommand: Bool, isLast: Bool, bytes: ByteBuffer) {
    self.contextID = contextID
    self.isCommand = isCommand
    self.isLast = isLast
    self.bytes = bytes
  }
}
