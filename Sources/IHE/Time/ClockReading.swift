/// What is known of the difference between a clock and ours.
public struct ClockReading: Hashable, Sendable {
  /// The least that the other clock may be ahead of ours, in nanoseconds; negative when it may be behind.
  public var lowest: Int64
  /// The most.
  public var highest: Int64

  /// Makes a reading; the bounds are put in order.
  public init(_ one: Int64, _ other: Int64) {
    lowest = min(one, other)
    highest = max(one, other)
  }

  /// In the middle, in nanoseconds.
  public var offset: Int64 { lowest + (highest - lowest) / 2 }

  /// The reading with more on both sides.
  public func widened(by nanoseconds: Int64) -> ClockReading {
    ClockReading(lowest - nanoseconds, highest + nanoseconds)
  }

  /// What both readings allow; nil where they contradict each other.
  public func intersection(_ other: ClockReading) -> ClockReading? {
    let (low, high) = (max(lowest, other.lowest), min(highest, other.highest))
    return low <= high ? ClockReading(low, high) : nil
  }

  /// The difference between two clocks that were both read by ours.
  public func since(_ reference: ClockReading) -> ClockReading {
    ClockReading(lowest - reference.highest, highest - reference.lowest)
  }

  /// The least distance between the clocks, in nanoseconds.
  public var distanceAtLeast: Int64 { max(0, lowest, -highest) }

  /// The greatest distance, in nanoseconds.
  public var distanceAtMost: Int64 { max(abs(lowest), abs(highest)) }
}

extension ClockReading {
  /// Reads a clock that tells whole seconds alone: it said a second between our sending and receiving.
  ///
  /// - Parameters:
  ///   - told: nanoseconds since 1970 of the second that it told.
  ///   - sent: our time before the question.
  ///   - received: our time after the answer.
  ///   - step: between two moments that the clock can tell; a whole second as in HTTP (RFC 9110 §5.6.7).
  public init(told: Int64, step: Int64 = 1_000_000_000, sent: Int64, received: Int64) {
    self.init(told - received, told + step - sent)
  }
}
