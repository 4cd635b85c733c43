import AsyncHTTPClient
import NIOCore
import Synchronization
import TransportSecurity

/// The library's clients, one for each name that certificates must bear: it tells nobody for which host a connection is.
final class NamedClients: Sendable {
  private struct State {
    var clients: [String: HTTPClient] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())
  private let make: @Sendable (_ name: String?) -> HTTPClient

  /// Makes clients with the same settings.
  init(_ configuration: HTTPClient.Configuration, group: any EventLoopGroup) {
    make = { name in
      var configuration = configuration
      configuration.http1_1ConnectionDebugInitializer = { channel in
        ConnectionWatch.watch(channel).flatMap { Self.require(name, of: channel) }
      }
      configuration.http2ConnectionDebugInitializer = { Self.require(name, of: $0) }
      return HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }
  }

  /// The client for a host, or for all where there are no certificates; nil after the closing.
  func client(for name: String?) -> HTTPClient? {
    state.withLock { state in
      guard !state.isClosed else { return nil }
      let key = name ?? ""
      if let client = state.clients[key] { return client }
      let client = make(name)
      state.clients[key] = client
      return client
    }
  }

  /// Closes every connection.
  func close() async {
    let clients = state.withLock { state in
      state.isClosed = true
      defer { state.clients = [:] }
      return Array(state.clients.values)
    }
    for client in clients { try? await client.shutdown() }
  }

  /// Before anything is sent over a connection.
  private static func require(_ name: String?, of channel: any Channel) -> EventLoopFuture<Void> {
    guard let name else { return channel.eventLoop.makeSucceededVoidFuture() }
    return channel.eventLoop.submit {
      do throws(PeerNameMismatch) {
        try PeerName.require(name, on: channel.pipeline.syncOperations)
      } catch {
        channel.close(promise: nil)
        throw error
      }
    }
  }
}
