import Specification
import Testing

@testable import Evidence

/// For how long a step is repeated.
@Suite("Times of repeated steps")
struct RetryTests {
  private static let span = SourceSpan(file: "test.yaml", line: 1, column: 1)
  private static let second: Int64 = 1_000_000_000
  private static let named = Argument.template(TextTemplate(pieces: [.name("wait")]), .duration, span)

  @Test("A written time holds, a named one is what the input holds, and neither is longer than the bound")
  func longest() {
    let written = Retry(every: 1, total: .value(.duration(nanoseconds: 300 * Self.second), Self.span))
    #expect(written.longest(with: [:]) == 300 * Self.second)
    let named = Retry(every: 1, total: Self.named)
    #expect(named.longest(with: ["wait": .duration(nanoseconds: 5 * Self.second)]) == 5 * Self.second)
    #expect(named.longest(with: ["wait": .duration(nanoseconds: 0)]) == 0)
    for retry in [written, named] {
      var bound = retry
      bound.limit = Self.second
      #expect(bound.longest(with: ["wait": .duration(nanoseconds: 5 * Self.second)]) == Self.second)
    }
  }

  @Test("An input without a value, or with another kind of one, gives the usual time")
  func unknown() {
    let named = Retry(every: 1, total: Self.named)
    #expect(named.longest(with: [:]) == 300 * Self.second)
    #expect(named.longest(with: ["wait": .string("soon")]) == 300 * Self.second)
  }
}
