/// How a listener answers a message: rightly, wrongly or not at all, as it is told to.
public struct ListenerAnswer: Hashable, Sendable {
  /// Departures from a right answer.
  public enum Conduct: String, CaseIterable, Hashable, Sendable {
    /// One acknowledgement.
    case plain
    /// The acknowledgement twice.
    case twice
    /// With the control id of another message.
    case wrongControlID = "wrong-control-id"
    /// No acknowledgement.
    case silent
    /// The connection closed instead.
    case close
    /// An acknowledgement whose frame has no end.
    case unterminated
  }

  /// MSA-1.
  public var code: Acknowledgement.Code
  /// MSA-3.
  public var text: String
  /// How it is sent.
  public var conduct: Conduct
  /// How long it waits before.
  public var delay: Duration
  /// The whole message that is sent, a response to a query; nil for an acknowledgement of code and text.
  public var content: [UInt8]?

  /// Makes an answer.
  public init(
    _ code: Acknowledgement.Code = .applicationAccept, text: String = "", conduct: Conduct = .plain,
    delay: Duration = .zero
  ) {
    self.code = code
    self.text = text
    self.conduct = conduct
    self.delay = delay
  }

  /// Makes an answer of a message that is written already.
  public init(content: [UInt8]) {
    self.init()
    self.content = content
  }
}
