import Synchronization
import Testing

@testable import Probes

/// The machine's clock is set while an exchange is under way.
@Suite("The machine's clock")
struct WallClockTests {
  /// A clock that stands still unless it is set.
  private final class Set: Sendable {
    let seconds = Mutex(1_780_000_000.0)

    var clock: WallClock { WallClock(now: { self.seconds.withLock { $0 } }) }
  }

  @Test(
    "A step of the clock, forward or back, spoils what was seen meanwhile, and is the harness's own",
    arguments: [("forward", 3_600.0), ("back", -3_600), ("forward", 5), ("back", -86_400)])
  func step(direction: String, seconds: Double) throws {
    let set = Set()
    let begin = set.clock.reading()
    set.seconds.withLock { $0 += seconds }
    let failure = try #require(set.clock.failure(since: begin))
    #expect(failure.blame == .harness)
    #expect(failure.message.contains("was set \(direction) by"), "\(failure.message)")
    #expect(failure.advice?.contains("--resume") == true)
  }

  @Test("A clock that goes on, or is slewed a little, spoils nothing")
  func steady() {
    let clock = WallClock()
    #expect(clock.failure(since: clock.reading()) == nil)
    let set = Set()
    let begin = set.clock.reading()
    set.seconds.withLock { $0 += 0.5 }
    #expect(set.clock.failure(since: begin) == nil)
  }
}
