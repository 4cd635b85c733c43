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
/// is armed anew around each read and write.
final class QuickAcknowledgementHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer

  func channelReadComplete(context: ChannelHandlerContext) {
    rearm(context)
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    rearm(context)
    context.read()
  }

  func flush(context: ChannelHandlerContext) {
    context.flush()
    rearm(context)
  }

  private func rearm(_ context: ChannelHandlerContext) {
    #if os(Linux)
      // A socket that is closing refuses the option; the reads find that out by themselves.
      try? context.channel.syncOptions?.setOption(
        .tcpOption(NIOBSDSocket.Option(rawValue: CInt(TCP_QUICKACK))), value: 1)
    #endif
  }
}
