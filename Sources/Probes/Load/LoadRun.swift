import Evidence
import Specification
import Synchronization

/// Makes the exchanges of a step under load.
///
/// Without a rate there are users, each of whom begins again when the answer is there. With a rate exchanges are due at
/// moments that were fixed beforehand, and times count from them.
struct LoadRun: Sendable {
  let plan: LoadPlan
  /// Makes the exchange of a number, from 0.
  let exchange: @Sendable (Int) async -> StepResult

  /// What the users share.
  private final class Ledger: Sendable {
    struct State {
      var next = 0
      var tally = LoadTally()
      var isOver = false
    }

    private let state = Mutex(State())

    func with<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value { state.withLock(body) }
  }

  /// Time between two looks at whether the harness itself is late.
  private static let look = Duration.milliseconds(10)

  /// Makes all the exchanges.
  func result() async -> StepResult {
    let ledger = Ledger()
    let clock = ContinuousClock()
    let start = clock.now
    await withTaskGroup(of: Void.self) { group in
      for user in 0..<plan.concurrency {
        group.addTask { await work(as: user, from: start, ledger) }
      }
      let watching = Task { await watch(ledger) }
      await group.waitForAll()
      watching.cancel()
      await watching.value
    }
    let tally = ledger.with { $0.tally }
    return LoadObservation(plan: plan, tally: tally, elapsed: clock.now - start).result
  }

  /// One user, until nothing is due any more.
  private func work(as user: Int, from start: ContinuousClock.Instant, _ ledger: Ledger) async {
    let clock = ContinuousClock()
    var isFirst = true
    while !Task.isCancelled {
      let now = clock.now - start
      let next = ledger.with { state -> (number: Int, due: Duration)? in
        guard !state.isOver, let due = plan.due(state.next, user: user, isFirst: isFirst, now: now) else { return nil }
        state.next += 1
        // A user's first turn may come late because tasks begin one after the other; that is no queue.
        if plan.rate != nil, !isFirst, now > due + .milliseconds(5) { state.tally.noteQueued() }
        return (state.next - 1, due)
      }
      guard let (number, due) = next else { return }
      if due > now {
        guard (try? await clock.sleep(until: start + due, tolerance: .zero)) != nil else { return }
        let late = clock.now - start - due
        ledger.with { $0.tally.noteLag(late.nanoseconds) }
      }
      isFirst = false
      // Without a rate nothing was due before the user began.
      let began = plan.rate == nil ? clock.now - start : due
      let result = await exchange(number)
      let time = clock.now - start - began
      ledger.with { state in
        if Task.isCancelled { return }
        state.tally.take(result, time: time.nanoseconds, comparesObjects: plan.copiesOf != nil)
        // A system that is gone is not called a million times.
        if state.tally.unreachable >= max(20, 2 * plan.concurrency) { state.isOver = true }
      }
    }
  }

  /// Sleeps a little again and again, and notes how much longer it was: what keeps this from running keeps exchanges from
  /// running.
  private func watch(_ ledger: Ledger) async {
    let clock = ContinuousClock()
    while !Task.isCancelled {
      let due = clock.now + Self.look
      guard (try? await clock.sleep(until: due, tolerance: .zero)) != nil else { return }
      let late = clock.now - due
      ledger.with { $0.tally.noteLag(late.nanoseconds) }
    }
  }
}
