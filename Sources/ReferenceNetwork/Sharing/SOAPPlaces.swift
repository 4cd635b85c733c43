import HTTPExchange
import IHE
import NIOCore

/// Listens for SOAP messages at the endpoints of a system, each with its actor; endpoints of one port listen once.
struct SOAPPlaces: Sendable {
  /// Ports by kind of endpoint.
  let ports: [SimulatedEndpoint.Kind: Int]
  private let listeners: [WebListener]

  /// Begins to listen.
  ///
  /// - Parameter actors: Actors by the kind of endpoint; a kind without an endpoint is left out.
  static func start(
    _ actors: [SimulatedEndpoint.Kind: any SOAPActor], at endpoints: [SimulatedEndpoint.Kind: SimulatedEndpoint],
    group: any EventLoopGroup
  ) async throws(WebFailure) -> SOAPPlaces {
    var places: [(settings: WebListener.Settings, kinds: [SimulatedEndpoint.Kind], paths: [String: any SOAPActor])] = []
    for (kind, actor) in actors.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let endpoint = endpoints[kind] else { continue }
      let shared = places.firstIndex {
        $0.settings.host == endpoint.host && $0.settings.port == endpoint.port && endpoint.port != 0
      }
      if let shared {
        places[shared].kinds.append(kind)
        places[shared].paths[endpoint.path] = actor
      } else {
        var settings = WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls)
        settings.maximumLength = 64 << 20
        places.append((settings, [kind], [endpoint.path: actor]))
      }
    }
    let carriage = Carriage(broken: [])
    var listeners: [WebListener] = []
    var ports: [SimulatedEndpoint.Kind: Int] = [:]
    for place in places {
      let paths = place.paths
      do throws(WebFailure) {
        let listener = try await WebListener.start(place.settings, group: group) { request in
          guard let actor = paths[String(request.path)] else { return WebReply(.notFound) }
          return await carriage.answer(request, by: [actor])
        }
        listeners.append(listener)
        for kind in place.kinds { ports[kind] = listener.port }
      } catch {
        for listener in listeners { await listener.stop() }
        throw error
      }
    }
    return SOAPPlaces(ports: ports, listeners: listeners)
  }

  private init(ports: [SimulatedEndpoint.Kind: Int], listeners: [WebListener]) {
    self.ports = ports
    self.listeners = listeners
  }

  /// Stops listening and closes every connection.
  func stop() async { for listener in listeners { await listener.stop() } }
}
