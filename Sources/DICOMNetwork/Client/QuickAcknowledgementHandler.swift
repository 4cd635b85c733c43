import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Has the kernel acknowledge at once what a peer sends.
///
/// Most DICOM peers leave Nagle's algorithm on: they hold back the second of two small segments until the first is
/// acknowledged, while Linux delays that acknowledgement by some 40 ms. `TCP_QUICKACK` is not permanent (tcp(7)), so it
/// is armed anew after each write, and after each read that is not answered at once: an answer carries the
/// acknowledgement, which would be a segment of its own otherwise.
final class QuickAcknowledgementHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer

  /// Whether somebody who waited for what was read goes on with it: they will write, or wait again.
  private var isAnswerExpected = false
  private var context: ChannelHandlerContext?
  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelReadComplete(context: ChannelHandlerContext) {
    if !isAnswerExpected { rearm(context) }
    context.fireChannelReadComplete()
  }

  func flush(context: ChannelHandlerContext) {
    isAnswerExpected = false
    context.flush()
    rearm(context)
  }

  /// Somebody goes on who waited for the peer.
  func expectAnswer() { isAnswerExpected = true }

  /// Somebody waits for the peer.
  func awaitPeer() {
    guard isAnswerExpected else { return }
    isAnswerExpected = false
    if let context { rearm(context) }
  }

  private func rearm(_ context: ChannelHandlerContext) {
    #if os(Linux)
      // A socket that is closing refuses the option; the reads find that out by themselves.
      try? context.channel.syncOptions?.setOption(
        .tcpOption(NIOBSDSocket.Option(rawValue: CInt(TCP_QUICKACK))), value: 1)
    #endif
  }
}
