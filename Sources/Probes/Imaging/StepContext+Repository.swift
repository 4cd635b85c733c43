import Inventory
import Specification

extension StepContext {
  /// The same step, aimed at the system that has a repository unique id in the network file (ITI TF-2 §3.43.4.1.2: a consumer knows
  /// the address of each repository); at the one that it is aimed at where no other has and the file gives that one none.
  ///
  /// Nil where the file gives the id to nobody: whoever is asked for it then may rightly refuse.
  func moved(toRepository id: String) throws(ImagingInputs.Problem) -> StepContext? {
    func own(_ system: Inventory.System) -> String? {
      guard case .address(let endpoint)? = system.endpoints[.xds] else { return nil }
      return endpoint.settings["repository-unique-id"]
    }
    if own(system) == id { return self }
    guard let other = network.sites.lazy.flatMap(\.systems).first(where: { own($0) == id }) else {
      return own(system) == nil ? self : nil
    }
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
