/// Where an actor that listens on loopback alone, at paths of its own, can stand.
struct SimulatedPlace: Error, CustomStringConvertible {
  /// Why it can't stand at an endpoint, and what to do, for people.
  let description: String

  /// Holds the endpoints of a system against where an actor listens.
  ///
  /// - Parameters:
  ///   - path: Path of the actor's web services.
  ///   - kinds: The endpoints that are of these services.
  static func check(_ context: SimulatedServiceContext, path: String, of kinds: Set<SimulatedEndpoint.Kind>) throws {
    for endpoint in context.endpoints.values {
      guard ["127.0.0.1", "localhost"].contains(endpoint.host) else {
        throw SimulatedPlace(
          description: "its \(endpoint.kind.rawValue) endpoint is simulated on 127.0.0.1 alone, not on \(endpoint.host)"
        )
      }
      guard !kinds.contains(endpoint.kind) || endpoint.path == path else {
        throw SimulatedPlace(
          description: "its \(endpoint.kind.rawValue) endpoint is simulated under \(path), not under \(endpoint.path)")
      }
    }
  }
}
