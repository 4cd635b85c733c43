import Evidence
import Foundation
import Inventory
import NIOPosix
import Specification
import TestPeers

@testable import Probes

/// Performs probes on a system on loopback, with the harness's own listeners.
final class ProbeBench: Sendable {
  static let listenerTitle = "ASSAY_IN"
  static let fixtures = FixtureSet(
    [
      "edith": .patient(PatientFixture()),
      "chest": .study(StudyFixture(patient: "edith", kind: .ct, series: 2, instancesPerSeries: 2, matrix: 16)),
      "large": .study(StudyFixture(patient: "edith", kind: .mr, series: 1, instancesPerSeries: 2, matrix: 256)),
      "absent": .study(StudyFixture(patient: "edith", kind: .cr, series: 1, instancesPerSeries: 1, matrix: 16)),
      "canaries": .study(
        StudyFixture(patient: "edith", kind: .ct, instancesPerSeries: 2, matrix: 32, hasCanaries: true)),
      "canary-report": .study(StudyFixture(patient: "edith", kind: .basicTextSR, matrix: 16, hasCanaries: true)),
      "canary-document": .study(StudyFixture(patient: "edith", kind: .encapsulatedPDF, hasCanaries: true)),
    ], seed: "1", now: "2026-01-15")

  /// All fixtures, and more where a test needs them.
  let fixtures: FixtureSet
  let listenerPort: Int
  let listeners: Listeners

  /// Opens a listener, unless told otherwise.
  init(listens: Bool = true, fixtures: FixtureSet = ProbeBench.fixtures) async throws {
    self.fixtures = fixtures
    listenerPort = try PeerProcess.freePort()
    listeners = await Listeners.open(
      listens ? [Listener(aeTitle: Self.listenerTitle, host: "127.0.0.1", port: listenerPort)] : [],
      networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
  }

  /// What Orthanc must know of the listener, under this and the calling AE title.
  var modalities: [String: Any] {
    func entry(_ title: String) -> [String: Any] { ["AET": title, "Host": "127.0.0.1", "Port": listenerPort] }
    return ["DicomModalities": ["listener": entry(Self.listenerTitle)]]
  }

  func study(_ name: String) throws -> SyntheticStudy {
    guard let study = fixtures.studies[name] else {
      throw PeerProcess.Unavailable(description: "no fixture \(name)")
    }
    return study
  }

  func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value] = [:], port: Int, aeTitle: String, seconds: Int64 = 20,
    calling: String = "ASSAY", permits: Set<Effect> = Set(Effect.allCases), tls: TLSSettings? = nil,
    web: AddressEndpoint? = nil
  ) async -> StepResult {
    var endpoints: [EndpointProtocol: Endpoint] = [
      .dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: port, aeTitle: aeTitle, tls: tls))
    ]
    if let web { endpoints[web.protocolName] = .address(web) }
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: endpoints, permits: permits,
      span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    let network = Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])])
    return await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: calling, networkFolder: "/", fixtures: fixtures, network: network,
        permits: permits, listeners: listeners, deadline: seconds * 1_000_000_000,
        group: MultiThreadedEventLoopGroup.singleton))
  }

  func close() async { await listeners.close() }
}

extension StepResult {
  /// A number of the observation.
  func number(_ name: String) -> Int? {
    if case .number(let number) = observation[name] { Int(number.description) } else { nil }
  }

  /// A text of the observation.
  func word(_ name: String) -> String? {
    if case .string(let text) = observation[name] { text } else { nil }
  }

  /// UIDs of the observation.
  func uids(_ name: String) -> Set<String>? {
    guard case .list(let values) = observation[name] else { return nil }
    return Set(values.compactMap { if case .uid(let uid) = $0 { uid } else { nil } })
  }

  /// Records of the observation.
  func records(_ name: String) -> [[String: Value]] {
    guard case .list(let values) = observation[name] else { return [] }
    return values.compactMap { if case .record(let fields) = $0 { fields } else { nil } }
  }
}
