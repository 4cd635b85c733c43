import DICOMNetwork
import HTTPExchange
import NIOCore

/// The imaging exchange of a simulated network: what its archives acquire goes to one another, and a manifest of it to the
/// registry.
struct SimulatedExchange: Sendable {
  /// The exchange.
  let exchange: ImagingExchange
  /// The archives that take part, `site/system`.
  private let members: Set<String>

  /// The exchange of a network; nil where no two sites have an archive.
  init?(_ network: SimulatedNetwork, defects: Set<String>, group: any EventLoopGroup) {
    members = Set(network.exchangingArchives.map(\.reference))
    guard !members.isEmpty else { return nil }
    var settings = ImagingExchange.Settings()
    settings.defects = DefectCatalogue.defects(ExchangeDefect.self, among: defects)
    exchange = ImagingExchange(settings, group: group)
  }

  /// Lets an archive tell what it stores, before it is started.
  func connect(_ settings: inout ImageArchive.Settings, of system: SimulatedSystem) {
    if members.contains(system.reference) { exchange.connect(&settings, as: system.reference) }
  }

  /// Brings what the archives exchange to where they are reached, and manifests to where documents are kept. Archives of sites
  /// that are not of this process are reached where the network states them.
  func begin(among served: [Simulation.Served], in network: SimulatedNetwork) async {
    let here = served.filter { $0.endpoint.kind == .dicom }.map { ($0.system, $0.endpoint) }
    let elsewhere = network.exchangingArchives.filter { !network.isHere($0.site) }.compactMap { archive in
      archive.endpoint(.dicom).map { (archive.reference, $0) }
    }
    for (name, endpoint) in here + elsewhere where members.contains(name) {
      await exchange.add(
        ImagingExchange.Member(
          name: name, aeTitle: endpoint.settings["ae-title"] ?? ImageArchive.Settings().aeTitle,
          address: DICOMAddress(
            host: endpoint.host, port: endpoint.port, tls: endpoint.tls == nil ? nil : network.credentials?.client)))
    }
    let chosen = network.manifestRepository
    let place = served.first { $0.system == chosen?.reference && $0.endpoint.kind == .xds }?.endpoint
    if let endpoint = place ?? chosen.flatMap({ network.isHere($0.site) ? nil : $0.endpoint(.xds) }) {
      await exchange.publish(at: endpoint.address, tls: network.tls(to: endpoint))
    }
  }
}
