import Foundation
import Inventory
import NIOPosix
import Specification
import TestPeers

@testable import Probes

/// Performs probes on a system over SOAP, with the harness's own listeners for SOAP beside them.
struct SOAPBench {
  let listeners: Listeners
  let listener: SOAPListener
  private let network: Network
  private let system: Inventory.System

  /// Opens a listener that plays every actor, unless told otherwise.
  ///
  /// - Parameters:
  ///   - endpoints: Addresses of the system.
  ///   - assertions: By what it judges assertions about users.
  init(
    _ endpoints: [EndpointProtocol: String] = [:], listens: Bool = true, assertions: AssertionTrust? = nil
  ) async throws {
    listener = SOAPListener(
      id: "harness", host: "127.0.0.1", port: try PeerProcess.freePort(), actors: SOAPListener.Actor.allCases,
      assertions: assertions)
    listeners = await Listeners.open(
      [], soap: listens ? [listener] : [], networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
    system = Inventory.System(
      id: "system", site: "a", vendor: "V", product: "P", roles: ["document-registry"],
      endpoints: Dictionary(
        uniqueKeysWithValues: endpoints.map {
          (
            $0.key,
            .address(
              AddressEndpoint(
                protocolName: $0.key, address: $0.value,
                settings: ["repository-unique-id": DocumentRegistry.repositoryUniqueID]))
          )
        }), permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    network = Network(
      id: "n", title: "N", soapListeners: [listener], sites: [Site(id: "a", name: "A", systems: [system])])
  }

  func perform(_ probe: any Probe.Type, _ inputs: [String: Value] = [:], seconds: Int64 = 20) async -> StepResult {
    await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures, network: network,
        listeners: listeners, deadline: seconds * 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
  }

  func close() async { await listeners.close() }
}
