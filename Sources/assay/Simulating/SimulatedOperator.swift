import Probes
import ReferenceNetwork

/// Does to a simulated network what steps ask of a person.
struct SimulatedOperator: Attendant {
  /// The network.
  let simulation: Simulation

  func attend(to request: OperatorRequest) async -> Attendance {
    switch request.deed {
    case .cutLine: await simulation.cut(request.system)
    case .restoreLine: await simulation.restore(request.system)
    // Its archives hand on all that they hold by themselves, and no AI service works on it.
    case .moveStudies, .switchOffAI, .switchOnAI: break
    case nil: return .nobody(reason: "Nobody stands beside a simulated network.")
    }
    return .answered(OperatorAnswer(word: .done, name: "Simulation"))
  }
}
