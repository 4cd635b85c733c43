import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import TransportSecurity

/// A notification connection: a WebSocket over which an origin server sends event reports (PS3.18 §8.10.4, RFC 6455).
public final class EventChannel: Sendable {
  /// What an attempt to open one comes to.
  public enum Opening: Sendable {
    case open(EventChannel)
    /// The server answered the handshake with another status than 101.
    case refused(status: Int)
  }

  private let channel: any Channel
  private let inbox: EventInbox

  init(_ channel: any Channel, _ inbox: EventInbox) {
    self.channel = channel
    self.inbox = inbox
  }

  /// The messages that came so far, at most 1,000 of 8 MiB together.
  public var messages: [EventMessage] { inbox.messages }

  /// How the connection ended; nil while it stands.
  public var ending: EventEnding? { inbox.ending }

  /// Waits until so many messages have come, the connection has ended or the time is over.
  public func wait(for count: Int, within duration: Duration) async {
    let inbox = inbox
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await inbox.wait(for: count) }
      tasks.addTask { try? await Task.sleep(for: duration) }
      await tasks.next()
      tasks.cancelAll()
    }
  }

  /// Ends the connection in order: with a closing frame, without waiting for the server's.
  public func close() async {
    inbox.end(.ours)
    var data = ByteBuffer()
    data.write(webSocketErrorCode: .normalClosure)
    let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: data)
    try? await channel.writeAndFlush(frame).get()
    try? await channel.close().get()
  }
}

extension WebClient {
  /// Opens a notification connection.
  ///
  /// - Parameter url: `ws` or `wss`; `http` and `https` stand for them.
  public func openEvents(at url: String) async throws(WebFailure) -> EventChannel.Opening {
    guard let address = URLComponents(string: url), let host = address.encodedHost, !host.isEmpty,
      let scheme = address.scheme?.lowercased(), ["ws", "wss", "http", "https"].contains(scheme)
    else { throw .misuse("\(url) is no address of a WebSocket") }
    let isSecure = scheme == "wss" || scheme == "https"
    let port = address.port ?? (isSecure ? 443 : 80)
    let plainHost = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let authority = address.port.map { "\(host):\($0)" } ?? host
    let handshake = WebSocketHandshake()
    let path =
      (address.percentEncodedPath.isEmpty ? "/" : address.percentEncodedPath)
      + (address.percentEncodedQuery.map { "?\($0)" } ?? "")
    let request = handshake.request(
      path: path, host: authority, origin: "\(isSecure ? "https" : "http")://\(authority)",
      fields: try await authorized([:]))
    let session: ClientSession?
    do {
      let tls = settings.tls ?? WebTLSSettings()
      session = isSecure ? try tls.security(for: plainHost).session(for: plainHost) : nil
    } catch { throw .tls(.settings, detail: error.description) }
    recorder.event("WebSocket: GET \(url)")
    let diagnosis = FailureDiagnosis(
      waitingFor: "the answer to a WebSocket handshake", bytesReceived: 0, deadlines: settings.deadlines)
    let inbox = EventInbox()
    do {
      let (channel, answer) = try await connect(
        plainHost, port, session: session, handshake: handshake, request: request, inbox: inbox)
      guard case .refused(let status) = answer else {
        recorder.event("WebSocket: 101 Switching Protocols")
        return .open(EventChannel(channel, inbox))
      }
      recorder.event("WebSocket: refused with status \(status)")
      return .refused(status: status)
    } catch {
      let failure = diagnosis.failure(of: error)
      recorder.event("WebSocket: \(failure)")
      throw failure
    }
  }

  private func connect(
    _ host: String, _ port: Int, session: ClientSession?, handshake: WebSocketHandshake, request: ByteBuffer,
    inbox: EventInbox
  ) async throws -> (any Channel, WebSocketHandshake.Answer) {
    let loop = eventLoopGroup.next()
    let opened = loop.makePromise(of: WebSocketHandshake.Answer.self)
    // Whatever keeps the handshake from an answer, somebody waits for one no longer than this.
    let whole = settings.deadlines.connect + settings.deadlines.idle
    let timer = loop.scheduleTask(in: .nanoseconds(Int64(min(whole / .nanoseconds(1), 1e18)))) {
      opened.fail(
        WebFailure.timedOut(waitingFor: "the answer to a WebSocket handshake", after: whole, bytesReceived: 0))
    }
    defer { timer.cancel() }
    do {
      let channel = try await ClientBootstrap(group: loop)
        .connectTimeout(.nanoseconds(Int64(min(settings.deadlines.connect / .nanoseconds(1), 1e18))))
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try session?.secure(channel)
            try channel.pipeline.syncOperations.addHandler(
              WebSocketOpeningHandler(
                handshake, request: request, expectsTLS: session != nil, opened: opened, inbox: inbox))
          }
        }
        .connect(host: host, port: port).get()
      do {
        return (channel, try await opened.futureResult.get())
      } catch {
        channel.close(promise: nil)
        throw error
      }
    } catch {
      opened.fail(error)
      throw error
    }
  }
}
