import Foundation
import HL7
import Inventory

/// Which system an arrival comes from, as far as can be told.
struct Attribution {
  private let systemsByTitle: [String: Set<String>]
  private let systemsByHost: [String: Set<String>]
  private let messageSystemsByHost: [String: Set<String>]
  private let webSystemsByHost: [String: Set<String>]
  /// By the hosts of all their endpoints: audit messages come from a port of their own.
  private let allSystemsByHost: [String: Set<String>]

  init(_ network: Network) {
    var titles: [String: Set<String>] = [:]
    var hosts: [String: Set<String>] = [:]
    var messageHosts: [String: Set<String>] = [:]
    var webHosts: [String: Set<String>] = [:]
    var allHosts: [String: Set<String>] = [:]
    for system in network.sites.flatMap(\.systems) {
      for endpoint in system.endpoints.values {
        if let host = Self.host(of: endpoint) { allHosts[host, default: []].insert(system.reference) }
      }
      if case .address(let endpoint) = system.endpoints[.hl7], let place = MLLPConnection.Endpoint(endpoint.address) {
        messageHosts[place.host, default: []].insert(system.reference)
      }
      for case .address(let endpoint) in system.endpoints.values {
        guard let host = URLComponents(string: endpoint.address)?.encodedHost, !host.isEmpty else { continue }
        webHosts[host, default: []].insert(system.reference)
      }
      guard case .dicom(let endpoint) = system.endpoints[.dicom] else { continue }
      titles[endpoint.aeTitle, default: []].insert(system.reference)
      hosts[endpoint.host, default: []].insert(system.reference)
    }
    systemsByTitle = titles
    systemsByHost = hosts
    messageSystemsByHost = messageHosts
    webSystemsByHost = webHosts
    allSystemsByHost = allHosts
  }

  /// Whether an arrival may be of a system: neither its AE title nor its address says that it is of another. Many systems
  /// call by other AE titles than they are called by.
  func allows(_ arrival: Arrival, from system: String) -> Bool {
    if let named = systemsByTitle[arrival.callingAETitle] { return named.contains(system) }
    if let placed = systemsByHost[arrival.remoteHost] { return placed.contains(system) }
    return true
  }

  /// Whether requests over HTTP from an address may be of a system: no endpoint says that they are of others alone.
  func allows(requestsFrom host: String, of system: String) -> Bool {
    let named = [webSystemsByHost, systemsByHost, messageSystemsByHost].compactMap { $0[host] }
    return named.isEmpty || named.contains { $0.contains(system) }
  }

  /// Whether messages from an address may be of a system: it does not say that they are of another.
  func allows(messagesFrom host: String, of system: String) -> Bool {
    messageSystemsByHost[host].map { $0.contains(system) } ?? true
  }

  /// Whether audit messages from an address may be of a system: it does not say that they are of others.
  func allows(auditsFrom host: String, of system: String) -> Bool {
    allSystemsByHost[host].map { $0.contains(system) } ?? true
  }

  /// Whether an address is known to be a system's and no other's.
  func isPlace(_ host: String, ofAlone system: String) -> Bool { allSystemsByHost[host] == [system] }

  private static func host(of endpoint: Endpoint) -> String? {
    switch endpoint {
    case .dicom(let endpoint): endpoint.host
    case .address(let endpoint):
      URLComponents(string: endpoint.address)?.host.map { $0.filter { $0 != "[" && $0 != "]" } }
        ?? MLLPConnection.Endpoint(endpoint.address)?.host
    }
  }
}
