import Specification
import Testing

@testable import Probes

@Suite("Load plan")
struct LoadPlanTests {
  private static func seconds(_ count: Int64) -> Value { .duration(nanoseconds: count * 1_000_000_000) }

  @Test("With a rate each exchange has its moment, whoever makes it")
  func moments() throws {
    let plan = try LoadPlan(["rate": .number(4), "for": Self.seconds(2)])
    let dues = (0..<9).map { plan.due($0, user: 0, isFirst: false, now: .seconds(100)) }
    #expect(dues[0] == .zero && dues[1] == .milliseconds(250) && dues[7] == .milliseconds(1_750))
    #expect(dues[8] == nil, "the time is over")
    #expect(plan.concurrency == 256)
  }

  @Test("Over the ramp the rate grows evenly to its height")
  func ramp() throws {
    let plan = try LoadPlan(["rate": .number(10), "repeat": .number(100), "ramp": Self.seconds(2)])
    func due(_ number: Int) -> Duration? { plan.due(number, user: 0, isFirst: false, now: .zero) }
    // Ten exchanges in the two seconds of the ramp, half as many as at full height.
    #expect(due(10) == .seconds(2) && due(20) == .seconds(3))
    let half = try #require(due(5))
    #expect(half > .milliseconds(1_410) && half < .milliseconds(1_420), "the square root of 2")
    #expect(due(99) != nil && due(100) == nil)
  }

  @Test("Without a rate users begin one after the other, and then when they can")
  func users() throws {
    let plan = try LoadPlan(["concurrency": .number(4), "repeat": .number(8), "ramp": Self.seconds(2)])
    #expect(plan.due(0, user: 3, isFirst: true, now: .zero) == .milliseconds(1_500))
    #expect(plan.due(5, user: 3, isFirst: false, now: .seconds(9)) == .seconds(9))
    #expect(plan.due(8, user: 0, isFirst: false, now: .seconds(9)) == nil)
  }

  @Test(
    "What can't be carried out is said",
    arguments: [
      ["concurrency": .number(0), "repeat": .number(1)], ["concurrency": .number(1_001), "repeat": .number(1)],
      ["repeat": .number(0)], ["repeat": .number(1_000_001)], ["repeat": .number(1), "for": seconds(1)],
      ["concurrency": .number(1)], ["rate": .number(0), "for": seconds(1)],
      ["rate": .number(10_001), "for": seconds(1)],
      ["for": seconds(86_401)],
    ] as [[String: Value]])
  func problems(values: [String: Value]) {
    #expect(throws: LoadPlan.Problem.self) { try LoadPlan(values) }
  }
}
