import Foundation
import Inventory

extension Network {
  /// Names and addresses of all hosts that the file gives: of systems, of token endpoints, and of the harness itself.
  public var hosts: Set<String> {
    var hosts: Set<String> = []
    hosts.formUnion(listeners.map(\.host))
    hosts.formUnion(messageListeners.map(\.host))
    hosts.formUnion(notificationListeners.map(\.host))
    hosts.formUnion(soapListeners.map(\.host))
    hosts.formUnion(auditListeners.map(\.host))
    for system in sites.flatMap(\.systems) {
      for endpoint in system.endpoints.values {
        switch endpoint {
        case .dicom(let dicom):
          hosts.insert(dicom.host)
          if let name = dicom.tls?.serverName { hosts.insert(name) }
        case .address(let address):
          if let host = Self.host(of: address.address) { hosts.insert(host) }
          if let name = address.tls?.serverName { hosts.insert(name) }
          if case .clientCredentials(let grant) = address.authorization, let host = Self.host(of: grant.tokenURL) {
            hosts.insert(host)
          }
        }
      }
    }
    return hosts
  }

  /// Of `https://host:port/path`, `host:port` or `[address]:port`.
  static func host(of address: String) -> String? {
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    if place.hasPrefix("[") { return String(place.dropFirst().prefix { $0 != "]" }) }
    let host = place.prefix { $0 != ":" }
    return host.isEmpty ? nil : String(host)
  }
}
