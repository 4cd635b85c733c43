import Testing

@testable import Probes

@Suite("Latency histogram")
struct LatencyHistogramTests {
  /// Times in nanoseconds, the same at each run, from 50 µs to some seconds.
  private static func times(_ count: Int) -> [Int64] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 50_000 + Int64(state >> 33) % 1_000_000 * Int64(1 << (state >> 60)) / 10
    }
  }

  @Test("Percentiles are those of the sorted times, to three digits", arguments: [1, 2, 19, 20, 100, 4_321])
  func percentiles(count: Int) {
    let times = Self.times(count)
    var histogram = LatencyHistogram()
    for time in times { histogram.record(nanoseconds: time) }
    let sorted = times.sorted()
    for percent in [1, 50, 95, 99, 100] {
      let exact = sorted[max((count * percent + 99) / 100, 1) - 1]
      let found = histogram.percentile(percent, of: count) ?? 0
      #expect(abs(found - exact) <= exact / 1_000 + 1_000, "p\(percent) of \(count): \(found), not \(exact)")
    }
  }

  @Test("Exchanges that failed count as slower than all others")
  func failures() {
    var histogram = LatencyHistogram()
    for number in 1...95 { histogram.record(nanoseconds: Int64(number) * 1_000_000) }
    // Five of a hundred failed: the slowest that did its work is the 95th.
    #expect(histogram.percentile(95, of: 100) == histogram.percentile(100, of: 95))
    #expect(histogram.percentile(95, of: 100) != nil)
    #expect(histogram.percentile(96, of: 100) == nil)
    #expect(histogram.percentile(50, of: 200) == nil, "more than half failed")
    #expect(LatencyHistogram().percentile(50, of: 0) == nil)
  }

  @Test("Histograms that were written and added are the histogram of all times")
  func merging() throws {
    let times = Self.times(2_000)
    var whole = LatencyHistogram()
    var parts = [LatencyHistogram(), LatencyHistogram(), LatencyHistogram()]
    for (number, time) in times.enumerated() {
      whole.record(nanoseconds: time)
      parts[number % 3].record(nanoseconds: time)
    }
    var sum = LatencyHistogram()
    for part in parts { sum.add(try #require(LatencyHistogram(part.text))) }
    #expect(sum.text == whole.text && sum.count == 2_000)
    for percent in 1...100 { #expect(sum.percentile(percent, of: 2_000) == whole.percentile(percent, of: 2_000)) }
  }

  @Test(
    "What is no histogram is none",
    arguments: ["x", "1", "1:", ":1", "1:0", "0:1", "1:-1", "1:1:1", "3600000001:1", "1:99999999999", "1,2"])
  func nonsense(text: String) { #expect(LatencyHistogram(text) == nil) }

  @Test("Times beyond both ends are kept at them")
  func ends() {
    var histogram = LatencyHistogram()
    histogram.record(nanoseconds: -5)
    histogram.record(nanoseconds: .max)
    #expect(histogram.count == 2)
    #expect(histogram.percentile(1, of: 2) == 1_000)
  }
}
