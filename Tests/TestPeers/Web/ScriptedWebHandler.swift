import Foundation
import Glibc
import NIOCore
import NIOPosix

/// One connection of a scripted web peer.
final class ScriptedWebHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let pause: TimeAmount
  private let log: WebLog
  private let script: @Sendable (WebSighting) -> [WebAct]
  private var received: [UInt8] = []
  private var acts: ArraySlice<WebAct> = []
  private var isBusy = false

  init(pause: TimeAmount, log: WebLog, script: @escaping @Sendable (WebSighting) -> [WebAct]) {
    self.pause = pause
    self.log = log
    self.script = script
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += unwrapInboundIn(data).readableBytesView
    next(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    acts = []
    isBusy = true
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func next(_ context: ChannelHandlerContext) {
    while !isBusy {
      guard let act = acts.popFirst() else {
        guard let request = takeRequest() else { return }
        log.add(request)
        acts = script(request)[...]
        continue
      }
      perform(act, context)
    }
  }

  private func perform(_ act: WebAct, _ context: ChannelHandlerContext) {
    switch act {
    case .send(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    case .drip(let bytes):
      isBusy = true
      drip(bytes[...], context)
    case .flood(let bytes):
      isBusy = true
      flood(ByteBuffer(bytes: bytes), context)
    case .close:
      isBusy = true
      context.close(promise: nil)
    case .reset:
      isBusy = true
      let close = NIOLoopBound(context, eventLoop: context.eventLoop)
      (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
        close.value.close(promise: nil)
      }
    case .hang: isBusy = true
    }
  }

  private func drip(_ bytes: ArraySlice<UInt8>, _ context: ChannelHandlerContext) {
    guard let first = bytes.first else {
      isBusy = false
      return next(context)
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [first])), promise: nil)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let rest = bytes.dropFirst()
    context.eventLoop.scheduleTask(in: pause) {
      if bound.value.1.channel.isActive { bound.value.0.drip(rest, bound.value.1) }
    }
  }

  private func flood(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(bytes)).whenSuccess {
      // A write may be done before it returns: one within the other they would be as deep as the reader is quick.
      bound.value.1.eventLoop.execute { bound.value.0.flood(bytes, bound.value.1) }
    }
  }

  /// The next request, when it is there as a whole.
  private func takeRequest() -> WebSighting? {
    let mark = Array("\r\n\r\n".utf8)
    guard let end = received.indices.first(where: { received[$0...].starts(with: mark) }) else { return nil }
    let lines = String(decoding: received[..<end], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines.first?.components(separatedBy: " ") ?? []
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingPrefix(" ").description
    }
    var body = Array(received[(end + mark.count)...])
    if fields["transfer-encoding"]?.lowercased() == "chunked" {
      guard let (content, length) = Self.dechunked(body) else { return nil }
      received = Array(body[length...])
      body = content
    } else {
      let length = fields["content-length"].flatMap { Int($0) } ?? 0
      guard body.count >= length else { return nil }
      received = Array(body[length...])
      body = Array(body[..<length])
    }
    return WebSighting(
      method: words.first ?? "", target: words.count > 1 ? words[1] : "", fields: fields, body: body)
  }

  /// The content of chunks and the length of all of them; nil while they are not complete.
  private static func dechunked(_ bytes: [UInt8]) -> (content: [UInt8], length: Int)? {
    var content: [UInt8] = []
    var position = 0
    while let end = bytes[position...].firstIndex(of: 0x0A) {
      let line = String(decoding: bytes[position..<end], as: UTF8.self).filter { $0.isHexDigit }
      guard let length = Int(line, radix: 16), end + 1 + length + 2 <= bytes.count else { return nil }
      content += bytes[end + 1..<end + 1 + length]
      position = end + 1 + length + 2
      if length == 0 { return (content, position) }
    }
    return nil
  }
}
