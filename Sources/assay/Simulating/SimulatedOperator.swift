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
    // Its archives hand on all that they hold by themselves.
    case .moveStudies: break
    case .switchOffAI: await simulation.switchOffAI()
    case .switchOnAI:
      do { try await simulation.switchOnAI() } catch {
        return .answered(OperatorAnswer(word: .couldNot, name: "Simulation", note: "\(error)"))
      }
    case .optOut:
      guard let number = request.text.firstMatch(of: #/NHS number (\d{10})/#)?.output.1 else {
        return .nobody(reason: "The request names no NHS number to enter in the list of opt-outs.")
      }
      simulation.optOut(String(number))
    case nil: return .nobody(reason: "Nobody stands beside a simulated network.")
    }
    return .answered(OperatorAnswer(word: .done, name: "Simulation"))
  }
}
