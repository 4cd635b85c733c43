import NIOCore
import NIOPosix

/// A socket that is listened on, with the connections that came to it. It closes with the last that holds it.
package final class ListeningSocket: Sendable {
  /// The port that it listens on.
  package let port: Int
  private let channel: any Channel
  private let connections: ListenerConnections

  private init(_ channel: any Channel, asked port: Int, connections: ListenerConnections) {
    self.port = channel.localAddress?.port ?? port
    self.channel = channel
    self.connections = connections
  }

  deinit {
    channel.close(promise: nil)
    for channel in connections.stop() { channel.close(promise: nil) }
  }

  /// Listens for connections.
  ///
  /// - Parameters:
  ///   - bootstrap: With the options of its connections.
  ///   - limit: Connections at a time; more are closed.
  ///   - prepare: Told of each connection and its number, on the connection's thread.
  package static func open(
    _ bootstrap: ServerBootstrap, host: String, port: Int, limit: Int,
    prepare: @escaping @Sendable (any Channel, Int) throws -> Void
  ) async throws(ListeningFailure) -> ListeningSocket {
    let connections = ListenerConnections(limit: limit)
    let listening = bootstrap.serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let number = connections.begin(channel) else {
            channel.close(promise: nil)
            return
          }
          channel.closeFuture.whenComplete { _ in connections.end(number) }
          try prepare(channel, number)
        }
      }
    do {
      let channel = try await listening.bind(host: host, port: port).get()
      return ListeningSocket(channel, asked: port, connections: connections)
    } catch {
      throw ListeningFailure(host: host, port: port, cause: error)
    }
  }

  /// Listens for datagrams.
  package static func open(
    _ bootstrap: DatagramBootstrap, host: String, port: Int
  ) async throws(ListeningFailure) -> ListeningSocket {
    do {
      let channel = try await bootstrap.bind(host: host, port: port).get()
      return ListeningSocket(channel, asked: port, connections: ListenerConnections(limit: 0))
    } catch {
      throw ListeningFailure(host: host, port: port, cause: error)
    }
  }

  /// Stops listening and closes every connection.
  package func stop() async {
    try? await channel.close()
    for channel in connections.stop() { try? await channel.close() }
  }
}
