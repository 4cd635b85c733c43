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
  ///   - folder: What files of secrets are relative to, those of the credentials aside.
  /// - Throws: Which secret of the network file can't be read.
  init(
    _ network: Network, roundTrip: Int64? = nil, loss: Double = 0, tls: ServerSecurity? = nil,
    credentials: SimulatedCredentials? = nil, folder: URL
  ) throws(UnreadableSecret) {
    let secrets = SimulatedSecrets(credentials: credentials, folder: folder)
    let tls = tls ?? credentials?.server()
    func line(_ link: Link?) -> SimulatedLine {
      SimulatedLine(
        roundTrip: roundTrip ?? link?.roundTrip ?? 0, loss: loss,
        bytesPerSecond: link?.megabitsPerSecond.map { Int64($0) * 125_000 })
    }
    var sites: [SimulatedSite] = []
    for site in network.sites {
      var systems: [SimulatedSystem] = []
      for system in site.systems {
        var endpoints: [SimulatedEndpoint] = []
        for name in EndpointProtocol.allCases {
          guard let endpoint = system.endpoints[name],
            let simulated = try SimulatedEndpoint(name, endpoint, tls: tls, secrets: secrets)
          else { continue }
          endpoints.append(simulated)
        }
        systems.append(
          SimulatedSystem(
            site: site.id, id: system.id, roles: Set(system.roles), endpoints: endpoints,
            line: system.link == site.link ? nil : line(system.link)))
      }
      sites.append(SimulatedSite(id: site.id, line: line(site.link), systems: systems))
    }
    self.init(sites: sites, receivers: Self.receivers(of: network), credentials: credentials)
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
    receivers += network.soapListeners.filter { $0.actors.contains { $0 != .crossReferenceConsumer } }.map {
      SimulatedReceiver(
        kind: .soap(url: $0.url ?? "http://\($0.host):\($0.port)/"), host: $0.host, port: $0.port,
        isSecured: $0.tls != nil, audience: $0.assertions?.audience)
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
  init?(
    _ name: EndpointProtocol, _ endpoint: Endpoint, tls: ServerSecurity?, secrets: SimulatedSecrets
  ) throws(UnreadableSecret) {
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
        audience: secrets.credentials == nil ? nil : address.audience)
      if let authorization = address.authorization {
        client = try SimulatedClient(authorization, secrets)
        lock = try secrets.lock(authorization)
      }
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
  /// Who the network file says that the harness is; nil where it asks for no tokens, and for ways that are not simulated.
  fileprivate init?(_ authorization: Authorization, _ secrets: SimulatedSecrets) throws(UnreadableSecret) {
    guard case .clientCredentials(let settings) = authorization else { return nil }
    switch settings.authentication {
    case .secret(let place): self.init(id: settings.clientID, authentication: .secret(try secrets.text(place)))
    case .privateKey(_, let keyID, "ES384") where secrets.credentials != nil:
      self.init(id: settings.clientID, authentication: .key(id: keyID))
    case .privateKey: return nil
    }
  }
}

extension AddressEndpoint {
  /// For whom the harness's assertions are meant: their audience, or the address; nil where it makes none.
  fileprivate var audience: String? {
    guard case .assertion(let settings) = authorization else { return nil }
    return settings.audience ?? address
  }
}

extension Endpoint {
  /// Whether the network file says how the harness shows there who it is.
  var isAuthorized: Bool {
    guard case .address(let address) = self else { return false }
    return address.authorization != nil
  }

  /// Whether the network file says where the harness asks for tokens for it.
  var hasGrant: Bool {
    guard case .address(let address) = self, case .clientCredentials = address.authorization else { return false }
    return true
  }

  /// Whether the network file says who the harness asserts to ask there.
  var hasAssertion: Bool {
    guard case .address(let address) = self, case .assertion = address.authorization else { return false }
    return true
  }

  /// Whether the network file wants TLS there.
  var isSecured: Bool {
    switch self {
    case .dicom(let dicom): dicom.tls != nil
    case .address(let address): address.tls != nil || address.address.hasPrefix("https://")
    }
  }
}
