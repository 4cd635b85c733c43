import NIOCore

/// Asks a server for the time (ITI-1 Maintain Time; RFC 5905).
public struct TimeQuery: Sendable {
  /// What the clock of the machine may round away, in nanoseconds.
  private static let resolution: Int64 = 1_000
  private let exchange: DatagramExchange
  private let now: @Sendable () -> Int64

  /// Prepares questions to a server.
  ///
  /// - Parameter now: Our clock in nanoseconds since 1970.
  public init(host: String, port: Int, group: any EventLoopGroup, now: @escaping @Sendable () -> Int64) {
    exchange = DatagramExchange(host: host, port: port, group: group)
    self.now = now
  }

  /// One question and its answer.
  public struct Sample: Hashable, Sendable {
    /// What the server said.
    public var packet: NTPPacket
    /// The difference between the clocks; nil where the server gives no time.
    public var reading: ClockReading?
    /// The way there and back, in nanoseconds, without the server's own time.
    public var delay: Int64
    /// What was sent.
    public var sent: [UInt8]
    /// What came.
    public var received: [UInt8]
  }

  /// Asks once. Only a server's packet that repeats the time of our request is an answer (RFC 5905 §8).
  public func sample(within time: Duration) async throws(DatagramExchange.Failure) -> Sample {
    // What is done between this moment and the sending makes the reading wider, never wrong.
    let began = ContinuousClock.now
    let sentAt = now()
    // The lowest bits are noise: whoever answers must have seen the request (RFC 5905 §15).
    let mark = NTPTimestamp(NTPTimestamp(unixNanoseconds: sentAt).bits & ~0xFF | UInt64.random(in: 0...0xFF))
    let question = NTPPacket(transmitTime: mark).bytes
    let answer = try await exchange.ask(question, within: time) { bytes in
      guard let packet = NTPPacket(bytes) else { return false }
      return packet.mode == 4 && packet.originTime == mark
    }
    guard let packet = NTPPacket(answer.bytes) else { throw .timedOut(after: time, strangers: 1) }
    let roundTrip = (answer.arrival - began).components
    let away = roundTrip.seconds * 1_000_000_000 + roundTrip.attoseconds / 1_000_000_000
    let there = packet.receiveTime.nanoseconds(since: mark)
    let inside = packet.transmitTime.nanoseconds(since: packet.receiveTime)
    // It received after we sent, and sent before we received.
    let back = packet.transmitTime.nanoseconds(since: mark) - away
    let tellsTime = packet.stratum > 0 && packet.stratum < 16 && packet.transmitTime.bits != 0
    return Sample(
      packet: packet, reading: tellsTime ? ClockReading(back, there).widened(by: Self.resolution) : nil,
      delay: max(0, away - max(0, inside)),
      sent: question, received: Array(answer.bytes.prefix(256)))
  }
}
