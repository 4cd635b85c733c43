import IHE

/// The document registries of a simulated network, and whose registry each system uses.
struct SimulatedRegistries: Sendable {
  /// OID of the NHS number's assigning authority; its patients need no feed.
  static let nhsNumbers = "2.16.840.1.113883.2.1.4.1"

  private let registries: [String: RegistryActor]

  /// Makes a registry for each system that plays one, and for each that has none to turn to: a gateway stands for a community
  /// of its own, unless its site has a registry.
  init(_ network: SimulatedNetwork, defects: Set<String>) {
    let broken = Set(DefectCatalogue.defects(RegistryDefect.self, among: defects).map(\.rule))
    func make() -> RegistryActor { RegistryActor(authorities: [Self.nhsNumbers], breaking: broken) }
    var registries: [String: RegistryActor] = [:]
    let own = network.systems.filter { $0.roles.contains("document-registry") }
    for system in own { registries[system.reference] = make() }
    for system in network.systems where registries[system.reference] == nil {
      let isGateway = system.roles.contains("responding-gateway")
      let other = own.first { $0.site == system.site } ?? (isGateway ? nil : own.first)
      registries[system.reference] = other.flatMap { registries[$0.reference] } ?? make()
    }
    self.registries = registries
  }

  /// The registry that a system uses; a new one for a system of another network.
  func registry(of system: SimulatedSystem) -> RegistryActor {
    registries[system.reference] ?? RegistryActor(authorities: [Self.nhsNumbers])
  }
}
