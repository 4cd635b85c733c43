import Specification

/// Which systems play a role in each network, looked up once for all requirements.
struct RolePlayers {
  /// The networks, in order.
  let parts: [NetworkPart]
  private let everywhere: [String: [System]]
  private let byPart: [String: [String: [System]]]

  init(_ network: Network) {
    parts = network.parts
    everywhere = Self.players(of: network.sites)
    byPart = Dictionary(parts.map { ($0.id, Self.players(of: $0.sites)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The systems that a name may stand for in a network, in the order of the file.
  func systems(for binding: RoleBinding, in part: NetworkPart) -> [System] {
    (binding.anyNetwork ? everywhere : byPart[part.id] ?? [:])[binding.role] ?? []
  }

  private static func players(of sites: [Site]) -> [String: [System]] {
    var players: [String: [System]] = [:]
    for system in sites.lazy.flatMap(\.systems) {
      for role in system.roles { players[role, default: []].append(system) }
    }
    return players
  }
}
