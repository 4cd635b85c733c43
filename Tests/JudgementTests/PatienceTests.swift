import Foundation
import Specification
import Testing

@testable import Judgement

/// How long is waited for a system that runs in the same machine.
@Suite("Patience")
struct PatienceTests {
  private static let second: Int64 = 1_000_000_000

  /// The time that a step gets which awaits so many, with a patience of three seconds.
  private static func time(awaiting count: Int?, within: Int64? = nil) -> Int64? {
    var inputs: [String: Argument] = [:]
    if let count { inputs["count"] = .value(.number(Decimal(count)), Sample.span) }
    if let within { inputs["within"] = .value(.duration(nanoseconds: within), Sample.span) }
    let step = Step(
      id: "one", kind: "dicom.await", at: "gateway", inputs: inputs, timeout: 900 * second, span: Sample.span)
    return Patience(arrival: 3 * second).applied(to: step).timeout
  }

  @Test("What is awaited one by one gets the time of one, and many get more, but not for ever")
  func many() {
    #expect(Self.time(awaiting: nil) == 3 * Self.second)
    #expect(Self.time(awaiting: 2) == 3 * Self.second)
    #expect(Self.time(awaiting: 200) == 33 * Self.second)
    #expect(Self.time(awaiting: 1_000_000) == 153 * Self.second)
    #expect(Self.time(awaiting: -5) == 3 * Self.second)
  }

  @Test("What is repeated, and what is looked at for a while, ends with the patience")
  func repeated() {
    let long = Retry(every: Self.second, total: .value(.duration(nanoseconds: 60 * Self.second), Sample.span))
    let step = Step(id: "one", kind: "dicom.find", at: "archive", retry: long, hold: long, span: Sample.span)
    let applied = Patience(repeating: 2 * Self.second, pause: 7).applied(to: step)
    for repetition in [applied.retry, applied.hold] {
      #expect(repetition?.every == 7 && repetition?.limit == 2 * Self.second)
    }
  }

  @Test("What a requirement gives less time gets no more")
  func less() {
    #expect(Self.time(awaiting: 200, within: Self.second) == Self.second)
  }
}
