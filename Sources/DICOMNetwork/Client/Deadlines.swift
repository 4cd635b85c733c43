/// How long each wait lasts at most. Each is a total: bytes that trickle in do not prolong it.
public struct Deadlines: Hashable, Sendable {
  /// From the start to the connection: name resolution, TCP and TLS.
  public var connect: Duration
  /// From the A-ASSOCIATE-RQ to the complete answer; for an acceptor from the connection to the A-ASSOCIATE-RQ.
  public var association: Duration
  /// From a request to each complete response, and for each 256 KiB that the peer takes from us; for an acceptor from one
  /// request to the next.
  public var message: Duration
  /// From the A-RELEASE-RQ to its answer; also the ARTIM timer (PS3.8 §9.1.5).
  public var release: Duration
  /// From the start to the end of everything.
  public var exchange: Duration

  /// Makes deadlines.
  public init(
    connect: Duration = .seconds(10), association: Duration = .seconds(10), message: Duration = .seconds(30),
    release: Duration = .seconds(5), exchange: Duration = .seconds(300)
  ) {
    self.connect = connect
    self.association = association
    self.message = message
    self.release = release
    self.exchange = exchange
  }
}
