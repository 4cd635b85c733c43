import Histogram

/// How long exchanges took: an HdrHistogram of microseconds up to an hour, exact to three digits.
///
/// Its text is small and loses nothing of it, so that the histograms of several runs can be added up.
public struct LatencyHistogram: Equatable, Sendable {
  /// The longest time that is told apart, in microseconds.
  private static let longest: UInt64 = 3_600_000_000
  private var histogram = Histogram<UInt64>(
    lowestDiscernibleValue: 1, highestTrackableValue: longest, numberOfSignificantValueDigits: .three)

  /// An empty histogram.
  public init() {}

  /// Number of times recorded.
  public var count: Int { Int(clamping: histogram.totalCount) }

  /// Records a time in nanoseconds; below a microsecond it counts as one, above an hour as an hour.
  public mutating func record(nanoseconds: Int64) { record(UInt64(max(nanoseconds, 0)) / 1_000, count: 1) }

  private mutating func record(_ microseconds: UInt64, count: UInt64) {
    histogram.record(min(max(microseconds, 1), Self.longest), count: count)
  }

  /// The time in nanoseconds that so many of so many exchanges did not pass, by the nearest rank. Exchanges beyond those
  /// recorded did not do their work, and count as slower than all that did.
  ///
  /// - Returns: nil where the rank falls on one of them.
  public func percentile(_ percent: Int, of total: Int) -> Int64? {
    let (product, overflow) = total.multipliedReportingOverflow(by: percent)
    guard !overflow, total > 0 else { return nil }
    let rank = UInt64(max((product + 99) / 100, 1))
    guard rank <= histogram.totalCount else { return nil }
    for value in histogram.recordedValues() where value.totalCountToThisValue >= rank {
      // A bucket's upper end, but never more than was measured.
      return Int64(clamping: min(histogram.highestEquivalentForValue(value.value), histogram.max)) * 1_000
    }
    return nil
  }

  /// Adds another one.
  public mutating func add(_ other: LatencyHistogram) { histogram.add(other.histogram) }

  /// `812:3 815:1`, ascending.
  public var text: String {
    histogram.recordedValues().map { "\(histogram.lowestEquivalentForValue($0.value)):\($0.count)" }
      .joined(separator: " ")
  }

  /// Reads what `text` wrote; nil where it is something else.
  public init?(_ text: String) {
    for entry in text.split(separator: " ") {
      let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let value = UInt64(parts[0]), let count = UInt64(parts[1]), value > 0,
        value <= Self.longest, count > 0, count <= UInt64(UInt32.max)
      else { return nil }
      record(value, count: count)
    }
  }
}
