import Foundation
import Synchronization

@testable import Workbench

/// Runs that tell what a test lets them tell, and what they were ordered with.
final class ScriptedRuns: RunStarter {
  private struct State {
    var orders: [RunOrder] = []
    var judgements: [JudgementOrder] = []
    var hear: [@Sendable (RunNotice) -> Void] = []
    var stops = 0
  }

  private let state = Mutex(State())

  var orders: [RunOrder] { state.withLock { $0.orders } }
  var judgements: [JudgementOrder] { state.withLock { $0.judgements } }
  var stops: Int { state.withLock { $0.stops } }

  func start(_ order: RunOrder, hear: @escaping @Sendable (RunNotice) -> Void) throws -> any RunUnderWay {
    state.withLock { state in
      state.orders.append(order)
      state.hear.append(hear)
    }
    return Under(runs: self)
  }

  func judge(_ order: JudgementOrder) async throws -> ProgramEnd {
    state.withLock { $0.judgements.append(order) }
    return ProgramEnd(status: 0, said: "")
  }

  /// Lets a run tell something.
  func tell(_ notice: RunNotice, run: Int = 0) { state.withLock { $0.hear[run] }(notice) }

  private final class Under: RunUnderWay {
    let runs: ScriptedRuns
    init(runs: ScriptedRuns) { self.runs = runs }
    func stop() {
      let hear = runs.state.withLock { state in
        state.stops += 1
        return state.hear
      }
      for tell in hear { tell(RunNotice(.finished, note: "stopped", status: 130)) }
    }
  }
}
