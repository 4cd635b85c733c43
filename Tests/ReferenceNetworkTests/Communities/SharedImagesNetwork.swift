import ReferenceNetwork
import TestPeers

/// A network that shares images among communities, simulated with some defects, and the same network as a harness is told
/// of it.
struct SharedImagesNetwork {
  /// The network under way.
  let simulation: Simulation
  /// Its systems, as a network file has them.
  let systems: [Evaluation.System]
  /// Where the harness listens, as a network file has it.
  let listeners: String

  /// A system with its endpoints: path and settings by kind.
  private struct Plan {
    var site: String
    var id: String
    var roles: Set<String>
    var endpoints: [SimulatedEndpoint.Kind: (path: String, settings: [String: String])]
  }

  private static let home = "home-community-id"
  private static let unique = "repository-unique-id"

  private static let plans: [Plan] = [
    Plan(
      site: "a", id: "source", roles: ["imaging-source", "document-recipient"],
      endpoints: [
        .dicom: ("/", ["ae-title": "SOURCE"]), .dicomweb: ("/dicom-web", [:]), .xds: ("/recipient", [:]),
        .xdsi: ("/images", [unique: "2.25.11"]),
      ]),
    Plan(
      site: "a", id: "registry", roles: ["document-registry", "document-repository"],
      endpoints: [.xds: ("/xds", [unique: "2.25.12"])]),
    Plan(
      site: "a", id: "gateway", roles: ["initiating-gateway", "initiating-imaging-gateway"],
      endpoints: [.xca: ("/xca", [:]), .xdsi: ("/images", [:])]),
    Plan(
      site: "b", id: "gateway", roles: ["responding-gateway"],
      endpoints: [.xds: ("/xds", [unique: "2.25.21"]), .xca: ("/xca", [home: "2.25.22"])]),
    Plan(
      site: "b", id: "images", roles: ["responding-imaging-gateway"],
      endpoints: [
        .dicom: ("/", ["ae-title": "IMAGES"]), .xcai: ("/images", [home: "2.25.22", unique: "2.25.23"]),
      ]),
    Plan(
      site: "c", id: "gateway", roles: ["responding-gateway"],
      endpoints: [.xds: ("/xds", [unique: "2.25.31"]), .xca: ("/xca", [home: "2.25.32"])]),
    Plan(site: "d", id: "gateway", roles: ["initiating-gateway"], endpoints: [.xca: ("/xca", [:])]),
    Plan(
      site: "d", id: "publisher", roles: ["document-source"], endpoints: [.dicom: ("/", ["ae-title": "PUBLISHER"])]),
    Plan(site: "d", id: "outgoing", roles: ["outgoing-gateway"], endpoints: [.xds: ("/xds", [:])]),
    Plan(site: "d", id: "reader", roles: ["document-consumer", "imaging-consumer"], endpoints: [.hl7: ("/", [:])]),
  ]

  /// Starts it on free ports.
  static func start(with defects: Set<String> = []) async throws -> SharedImagesNetwork {
    var sites: [SimulatedSite] = []
    var systems: [Evaluation.System] = []
    for plan in plans {
      var system = SimulatedSystem(site: plan.site, id: plan.id, roles: plan.roles, endpoints: [])
      var written: [String: String] = [:]
      for (kind, endpoint) in plan.endpoints.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        let port = try PeerProcess.freePort()
        system.endpoints.append(
          SimulatedEndpoint(
            kind: kind, host: "127.0.0.1", port: port, path: endpoint.path, settings: endpoint.settings))
        written[kind.rawValue] = text(kind, port, endpoint.path, endpoint.settings)
      }
      if sites.last?.id != plan.site { sites.append(SimulatedSite(id: plan.site, systems: [])) }
      sites[sites.count - 1].systems.append(system)
      systems.append(
        Evaluation.System(id: plan.id, site: plan.site, roles: plan.roles.sorted(), endpoints: written))
    }
    let harness = try PeerProcess.freePort()
    let receiver = SimulatedReceiver(
      kind: .soap(url: "http://127.0.0.1:\(harness)/"), host: "127.0.0.1", port: harness)
    let simulation = try await Simulation.start(
      SimulatedNetwork(sites: sites, receivers: [receiver]), defects: defects)
    return SharedImagesNetwork(
      simulation: simulation, systems: systems,
      listeners: """
        soap-listeners:
          - id: actors
            host: 127.0.0.1
            port: \(harness)
            plays: [document-registry, document-repository, imaging-document-source, responding-gateway]
        """)
  }

  /// An endpoint as a network file writes it.
  private static func text(
    _ kind: SimulatedEndpoint.Kind, _ port: Int, _ path: String, _ settings: [String: String]
  ) -> String {
    if kind == .hl7 { return "{host: 127.0.0.1, port: \(port)}" }
    guard kind != .dicom else { return "{host: 127.0.0.1, port: \(port), ae-title: \(settings["ae-title"] ?? "")}" }
    let url = "\"http://127.0.0.1:\(port)\(path)\""
    var further = settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    if kind == .dicomweb { further.append("wado-uri: \(url)") }
    return "{\((["url: \(url)"] + further).joined(separator: ", "))}"
  }

  /// The address of an endpoint of a system, `a/source`.
  func address(_ system: String, _ kind: SimulatedEndpoint.Kind) -> String? {
    simulation.served.first { $0.system == system && $0.endpoint.kind == kind }.map {
      "http://127.0.0.1:\($0.endpoint.port)\($0.endpoint.path)"
    }
  }
}
