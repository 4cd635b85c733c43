import Inventory

extension RunSummary.SystemSummary {
  /// A system of the network.
  init(_ system: System, at site: Site) {
    self.init(
      id: system.reference, site: site.odsCode.map { "\(site.name) (\($0))" } ?? site.name,
      product: [system.product, system.version ?? ""].filter { !$0.isEmpty }.joined(separator: " "),
      roles: system.roles,
      endpoints: system.endpoints.sorted { $0.key.rawValue < $1.key.rawValue }.map { Self.text($0.value) })
  }

  private static func text(_ endpoint: Endpoint) -> String {
    switch endpoint {
    case .dicom(let entity): "dicom\(entity.tls == nil ? "" : "s")://\(entity.aeTitle)@\(entity.host):\(entity.port)"
    case .address(let address): "\(address.protocolName.rawValue) \(address.address)"
    }
  }
}
