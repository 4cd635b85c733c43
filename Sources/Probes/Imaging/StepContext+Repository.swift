import Inventory
import Specification

extension StepContext {
  /// The same step, aimed at the system that has a repository unique id in the network file (ITI TF-2 §3.43.4.1.2: a consumer knows
  /// the address of each repository); at the one that it is aimed at anyway where no other has.
  func moved(toRepository id: String) throws(ImagingInputs.Problem) -> StepContext {
    func keeps(_ system: Inventory.System) -> Bool {
      guard case .address(let endpoint)? = system.endpoints[.xds] else { return false }
      return endpoint.settings["repository-unique-id"] == id
    }
    guard !keeps(system), let other = network.sites.lazy.flatMap(\.systems).first(where: keeps) else { return self }
    guard other.permits.contains(.read), other.windows == system.windows else {
      throw ImagingInputs.Problem(
        message: "The document lies in the repository of \(other.reference), which may not be asked now.",
        advice: "Permit reading there, at the same times as at \(system.reference).")
    }
    var moved = self
    moved.system = other
    return moved
  }
}
