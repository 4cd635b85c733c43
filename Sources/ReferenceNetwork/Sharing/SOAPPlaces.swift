import HTTPExchange
import IHE

/// Listens for SOAP messages at the endpoints of a system, each with its actor; endpoints of one port listen once.
struct SOAPPlaces: Sendable {
  /// Ports by kind of endpoint.
  let ports: [SimulatedEndpoint.Kind: Int]
  private let listeners: [WebListener]

  /// A port, and what is at its paths.
  private struct Place {
    var settings: WebListener.Settings
    var kinds: [SimulatedEndpoint.Kind]
    var services: [String: Service]
  }

  /// An actor, and who is let in to it; everybody where nil.
  private struct Service {
    var actor: any SOAPActor
    var lock: EndpointLock?
  }

  /// Begins to listen.
  ///
  /// - Parameter actors: Actors by the kind of endpoint; a kind without an endpoint is left out.
  static func start(
    _ actors: [SimulatedEndpoint.Kind: any SOAPActor], _ context: SimulatedServiceContext
  ) async throws(WebFailure) -> SOAPPlaces {
    var places: [Place] = []
    for (kind, actor) in actors.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let endpoint = context.endpoints[kind] else { continue }
      let service = Service(actor: actor, lock: context.lock(of: kind))
      let shared = places.firstIndex { $0.kinds.contains { context.isOnePlace($0, kind) } }
      if let shared {
        places[shared].kinds.append(kind)
        places[shared].services[endpoint.path] = service
      } else {
        var settings = WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls)
        settings.maximumLength = 64 << 20
        places.append(Place(settings: settings, kinds: [kind], services: [endpoint.path: service]))
      }
    }
    let carriage = Carriage(broken: [])
    var listeners: [WebListener] = []
    var ports: [SimulatedEndpoint.Kind: Int] = [:]
    for place in places {
      let services = place.services
      do throws(WebFailure) {
        let listener = try await WebListener.start(place.settings, group: context.group) { request in
          guard let service = services[String(request.path)] else { return WebReply(.notFound) }
          if let refusal = service.lock?.refusal(request) { return refusal }
          return await carriage.answer(request, by: [service.actor])
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
