/// A line over which a site is reached.
public struct SimulatedLine: Hashable, Sendable {
  /// Time from end to end and back, in nanoseconds.
  public var roundTrip: Int64
  /// The share of connections that break off once the first bytes of an answer have come, of 1.
  public var loss: Double

  /// Makes a line; without delay and loss where nothing is said.
  public init(roundTrip: Int64 = 0, loss: Double = 0) {
    self.roundTrip = max(0, roundTrip)
    self.loss = min(max(0, loss), 1)
  }

  /// Whether nothing tells it from none.
  public var isPerfect: Bool { roundTrip == 0 && loss == 0 }

  /// Whether a connection breaks off, by its number from 1: spread evenly, so that a run can be repeated.
  func breaks(connection number: Int) -> Bool {
    (Double(number) * loss).rounded(.down) > (Double(number - 1) * loss).rounded(.down)
  }
}
