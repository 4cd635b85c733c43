/// What a listener got in one frame.
public struct ReceivedMessage: Sendable {
  /// The content of the frame.
  public var content: [UInt8]
  /// The message in it, or why there is none.
  public var message: Result<Message, ParsingError>
  /// Address of the sender, without its port.
  public var remoteHost: String
  /// A number for the connection, unique for the listener.
  public var connection: Int
  /// Whether the connection is secured by TLS.
  public var isSecured: Bool
  /// When it was complete.
  public var time: ContinuousClock.Instant
  /// Faults of the framing on this connection up to here.
  public var faults: [FrameFault]
  /// What went over its connection.
  public var recorder: ConnectionRecorder
}
