import Foundation
import Inventory
import ReferenceNetwork
import Specification
import TransportSecurity

extension SimulatedNetwork {
  /// What a network file says, as far as a simulation takes it from there.
  ///
  /// - Parameters:
  ///   - roundTrip: Time to every site and back, in nanoseconds; what the file's links say where nil.
  ///   - loss: Share of connections that break off.
  ///   - tls: Certificate and key of the systems; those of the credentials where nil.
  ///   - credentials: What is made for the run; nil where nothing is.
  init(
    _ network: Network, roundTrip: Int64? = nil, loss: Double = 0, tls: ServerSecurity? = nil,
    credentials: SimulatedCredentials? = nil
  ) {
    let tls = tls ?? credentials?.server()
    func line(_ link: Link?) -> SimulatedLine {
      SimulatedLine(
        roundTrip: roundTrip ?? link?.roundTrip ?? 0, loss: loss,
        bytesPerSecond: link?.megabitsPerSecond.map { Int64($0) * 125_000 })
    }
    self.init(
      sites: network.sites.map { site in
        SimulatedSite(
          id: site.id, line: line(site.link),
          systems: site.systems.map { system in
            SimulatedSystem(
              site: site.id, id: system.id, roles: Set(system.roles),
              endpoints: EndpointProtocol.allCases.compactMap { name in
                system.endpoints[name].flatMap {
                  SimulatedEndpoint(name, $0, tls: tls, hasCredentials: credentials != nil)
                }
              }, line: system.link == site.link ? nil : line(system.link))
          })
      }, receivers: Self.receivers(of: network), credentials: credentials)
  }

  private static func receivers(of network: Network) -> [SimulatedReceiver] {
    var receivers = network.listeners.map {
      SimulatedReceiver(
        kind: .applicationEntity(title: $0.aeTitle), host: $0.host, port: $0.port, isSecured: $0.tls != nil)
    }
    receivers += network.messageListeners.map {
      SimulatedReceiver(kind: .messages, host: $0.host, port: $0.port, isSecured: $0.tls != nil)
    }
    receivers += network.auditListeners.map {
      SimulatedReceiver(
        kind: .audits(overUDP: $0.transport == .udp), host: $0.host, port: $0.port, isSecured: $0.tls != nil)
    }
    receivers += network.soapListeners.filter { $0.actors.contains(.crossReferenceConsumer) }.map {
      SimulatedReceiver(
        kind: .revisions(url: $0.url ?? "http://\($0.host):\($0.port)/"), host: $0.host, port: $0.port,
        isSecured: $0.tls != nil)
    }
    receivers += network.notificationListeners.map {
      SimulatedReceiver(
        kind: .notifications(url: $0.url ?? "http://\($0.host):\($0.port)/"), host: $0.host, port: $0.port,
        isSecured: $0.tls != nil)
    }
    return receivers
  }
}

extension SimulatedEndpoint {
  /// An endpoint of a network file; nil for one whose address cannot be listened on.
  init?(_ name: EndpointProtocol, _ endpoint: Endpoint, tls: ServerSecurity?, hasCredentials: Bool) {
    guard let kind = Kind(rawValue: name.rawValue) else { return nil }
    switch endpoint {
    case .dicom(let dicom):
      self.init(
        kind: kind, host: dicom.host, port: dicom.port, tls: dicom.tls == nil ? nil : tls,
        settings: ["ae-title": dicom.aeTitle])
    case .address(let address):
      guard let place = Self.place(of: address.address) else { return nil }
      self.init(
        kind: kind, host: place.host, port: place.port, path: place.path,
        tls: place.isSecured || address.tls != nil ? tls : nil, settings: address.settings,
        client: hasCredentials ? address.authorization.flatMap(SimulatedClient.init) : nil)
    }
  }

  /// Host, port and path of `http://host:port/path` or `host:port`.
  private static func place(of address: String) -> (host: String, port: Int, path: String, isSecured: Bool)? {
    let isWeb = address.hasPrefix("http://") || address.hasPrefix("https://")
    guard let parts = URLComponents(string: isWeb ? address : "tcp://\(address)"), let host = parts.host else {
      return nil
    }
    let isSecured = parts.scheme == "https"
    guard let port = parts.port ?? (isWeb ? (isSecured ? 443 : 80) : nil) else { return nil }
    return (
      host.trimmingCharacters(in: ["[", "]"]), port, parts.path.isEmpty ? "/" : parts.path, isSecured
    )
  }
}

extension SimulatedClient {
  /// Who the network file says that the harness is; nil for ways that are not simulated.
  init?(_ authorization: Authorization) {
    guard case .clientCredentials(let settings) = authorization,
      case .privateKey(_, let keyID, "ES384") = settings.authentication
    else { return nil }
    self.init(id: settings.clientID, keyID: keyID)
  }
}

extension Endpoint {
  /// Whether the network file says how the harness shows there who it is.
  var isAuthorized: Bool {
    guard case .address(let address) = self else { return false }
    return address.authorization != nil
  }

  /// Whether the network file wants TLS there.
  var isSecured: Bool {
    switch self {
    case .dicom(let dicom): dicom.tls != nil
    case .address(let address): address.tls != nil || address.address.hasPrefix("https://")
    }
  }
}
