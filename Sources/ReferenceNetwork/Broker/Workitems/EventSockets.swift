import HTTPExchange
import NIOCore
import NIOHTTP1
import NIOWebSocket
import Synchronization

/// The connections for events that watchers opened, by AE title (PS3.18 §8.10.4, RFC 6455).
final class EventSockets: Sendable {
  /// Path under which a watcher opens its connection; its AE title follows.
  static let path = "/subscribers/"
  /// Connections of one watcher at a time, and messages that wait for one.
  private static let limit = 16
  /// Watchers for whom messages wait.
  private static let watcherLimit = 1_000

  private struct Socket {
    var id: ObjectIdentifier
    var channel: any Channel
  }

  private let sockets = Mutex<[String: [Socket]]>([:])
  /// Messages for watchers who have no connection yet, at most `limit` each.
  private let pending = Mutex<[String: [[UInt8]]]>([:])
  /// First messages that a defect holds back; empty once they are sent.
  private let held = Mutex<[String: [UInt8]]>([:])
  private let defects: Set<BrokerDefect>

  /// Makes none.
  init(defects: Set<BrokerDefect>) { self.defects = defects }

  /// What changes a request to a connection for events.
  func upgrader() -> any HTTPServerProtocolUpgrader {
    NIOWebSocketServerUpgrader(
      maxFrameSize: 1 << 16,
      shouldUpgrade: { channel, head in
        channel.eventLoop.makeSucceededFuture(Self.title(head.uri) == nil ? nil : HTTPHeaders())
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          self.add(channel, for: Self.title(head.uri) ?? "")
          try channel.pipeline.syncOperations.addHandler(EventSocketHandler())
        }
      })
  }

  private static func title(_ uri: String) -> String? {
    let path = uri.prefix { $0 != "?" }
    guard path.hasPrefix(Self.path) else { return nil }
    let title = path.dropFirst(Self.path.count)
    return title.isEmpty || title.contains("/") ? nil : title.removingPercentEncoding
  }

  private func add(_ channel: any Channel, for title: String) {
    let id = ObjectIdentifier(channel)
    let isTaken = sockets.withLock { sockets in
      guard sockets[title, default: []].count < Self.limit else { return false }
      sockets[title, default: []].append(Socket(id: id, channel: channel))
      return true
    }
    guard isTaken else { return channel.close(promise: nil) }
    channel.closeFuture.whenComplete { _ in
      self.sockets.withLock { $0[title]?.removeAll { $0.id == id } }
    }
    for message in pending.withLock({ $0.removeValue(forKey: title) }) ?? [] { send(message, to: title) }
  }

  /// Sends a message over the connections of a watcher, or keeps it until there is one. A connection that takes nothing
  /// any more is closed.
  func send(_ message: [UInt8], to title: String) {
    guard sockets.withLock({ $0[title]?.isEmpty == false }) else {
      return pending.withLock { pending in
        guard pending.count < Self.watcherLimit || pending[title] != nil else { return }
        if pending[title, default: []].count < Self.limit { pending[title, default: []].append(message) }
      }
    }
    let messages = defects.contains(.webReportsOutOfOrder) ? reordered(message, for: title) : [message]
    for socket in sockets.withLock({ $0[title] ?? [] }) {
      guard socket.channel.isWritable else {
        socket.channel.close(promise: nil)
        continue
      }
      for message in messages {
        socket.channel.writeAndFlush(
          WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: message)), promise: nil)
      }
    }
  }

  /// The first message of a watcher goes after the second.
  private func reordered(_ message: [UInt8], for title: String) -> [[UInt8]] {
    held.withLock { held in
      guard let before = held[title] else {
        held[title] = message
        return []
      }
      held[title] = []
      return before.isEmpty ? [message] : [message, before]
    }
  }
}

/// The server's end of a connection for events: it only answers what the protocol asks.
final class EventSocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose:
      let close = WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(close), promise: nil)
      context.close(promise: nil)
    default: break
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
