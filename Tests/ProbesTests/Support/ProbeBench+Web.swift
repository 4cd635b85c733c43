import Inventory
import NIOPosix
import Specification

@testable import Probes

extension ProbeBench {
  /// Performs a probe on a web service on loopback.
  func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value] = [:], url: String, settings: [String: String] = [:],
    seconds: Int64 = 20
  ) async -> StepResult {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"],
      endpoints: [.dicomweb: .address(AddressEndpoint(protocolName: .dicomweb, address: url, settings: settings))],
      permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    let network = Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])])
    return await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: Self.fixtures, network: network,
        listeners: listeners, deadline: seconds * 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
  }
}

extension StepResult {
  /// Texts of the observation.
  func texts(_ name: String) -> [String]? {
    guard case .list(let values) = observation[name] else { return nil }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
