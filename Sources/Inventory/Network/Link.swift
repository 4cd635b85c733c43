/// The line over which a system is reached, as the network file declares it: no time can be judged without it.
public struct Link: Hashable, Sendable {
  /// Bandwidth in Mbit/s.
  public var megabitsPerSecond: Int?
  /// Round trip in nanoseconds.
  public var roundTrip: Int64?

  /// Makes a link.
  public init(megabitsPerSecond: Int? = nil, roundTrip: Int64? = nil) {
    self.megabitsPerSecond = megabitsPerSecond
    self.roundTrip = roundTrip
  }
}
