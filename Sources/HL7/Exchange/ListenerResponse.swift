/// What a listener sends for a message that came: whole messages of the application's own making.
public struct ListenerResponse: Hashable, Sendable {
  /// What goes over the connection, frames included.
  public var bytes: [UInt8]
  /// Whether the connection is closed after it.
  public var closes: Bool

  /// Makes a response of messages, each in a frame of its own; of none for silence.
  public init(_ messages: [[UInt8]], closes: Bool = false) {
    bytes = messages.flatMap { FrameBytes.frame($0) }
    self.closes = closes
  }
}
