import DICOM
import Inventory
import NIOPosix
import Specification
import TestPeers

@testable import Probes

extension ProbeBench {
  /// Performs a probe on a web service as a network file sets it.
  func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value] = [:], at endpoint: AddressEndpoint, seconds: Int64 = 20
  ) async -> StepResult {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"],
      endpoints: [endpoint.protocolName: .address(endpoint)], permits: Set(Effect.allCases),
      span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    let network = Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])])
    return await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: Self.fixtures, network: network,
        listeners: listeners, deadline: seconds * 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
  }

  /// Performs a probe on a web service by its address alone.
  func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value] = [:], web url: String, seconds: Int64 = 20
  ) async -> StepResult {
    await perform(probe, inputs, at: AddressEndpoint(protocolName: .dicomweb, address: url), seconds: seconds)
  }

  /// Orthanc with its DICOMweb plugin and studies of the fixtures in it.
  func orthanc(holding studies: [String]) async throws -> Orthanc {
    let orthanc = try await Orthanc.start(settings: Orthanc.dicomWeb)
    for name in studies {
      let stored = await perform(
        DICOMStoreProbe.self, ["study": .string(name)], port: orthanc.process.port, aeTitle: Orthanc.aeTitle)
      guard stored.failure == nil else { throw PeerProcess.Unavailable(description: "\(stored.observation)") }
    }
    return orthanc
  }
}

extension StepResult {
  /// Texts of the observation, in order.
  func strings(_ name: String) -> [String] {
    guard case .list(let values) = observation[name] else { return [] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  /// A UID of each data set of the observation, in order.
  func matches(_ tag: Tag, in name: String = "matches") -> [String]? {
    guard case .list(let values) = observation[name] else { return nil }
    return values.compactMap { if case .dataSet(let dataSet) = $0 { dataSet.string(tag) } else { nil } }
  }
}
