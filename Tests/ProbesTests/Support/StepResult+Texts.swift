import Specification

@testable import Probes

extension StepResult {
  /// Texts of the observation.
  func texts(_ name: String) -> [String]? {
    guard case .list(let values) = observation[name] else { return nil }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
