import NIOCore

extension UpperLayerHandler {
  /// Puts a value into the next write.
  func add(_ value: PresentationDataValue, note: (summary: String, details: [String])?, isMiddle: Bool) -> Bool {
    let start = outgoing.writerIndex
    guard perform(.data([value])) else { return false }
    guard let recorder else { return true }
    if isMiddle || recorder.isFull {
      recorder.fragment(length: outgoing.writerIndex - start)
    } else {
      let pdu = PDU.data([value])
      let bytes = outgoing.getSlice(at: start, length: outgoing.writerIndex - start) ?? ByteBuffer()
      recorder.message(
        .sent, note.map { "P-DATA-TF: \($0.summary)" } ?? pdu.summary, details: pdu.details + (note?.details ?? []),
        bytes: bytes)
    }
    return true
  }

  /// Writes P-DATA-TF PDUs of a data set that are encoded already, after what waits for the next write.
  func write(encoded pdus: ByteBuffer) -> Bool {
    guard machine.canSendData, let context, !isClosed else { return false }
    recorder?.fragment(length: pdus.readableBytes)
    if outgoing.readableBytes > 0 {
      context.write(wrapOutboundOut(outgoing), promise: nil)
      outgoing = ByteBuffer()
    }
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.whenComplete { _ in PartMemory.giveBack(pdus) }
    context.writeAndFlush(wrapOutboundOut(pdus), promise: promise)
    return true
  }

  /// Bytes that wait for the next write.
  var outgoingBytes: Int { outgoing.readableBytes }

  /// Writes what was put together.
  /// - Parameter id: message ID of the request that ends here; the time is noted when the kernel has taken it.
  func flush(endOf id: UInt16? = nil) {
    // What the kernel takes at once leaves its memory free to be used again; long messages' is given back at their end.
    defer { if id == nil { outgoing.clear() } else { outgoing = ByteBuffer() } }
    guard let context, !isClosed else { return }
    guard let id else {
      context.writeAndFlush(wrapOutboundOut(outgoing), promise: nil)
      return
    }
    sentTimes[id] = .now()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let promise = context.eventLoop.makePromise(of: Void.self)
    // A response that overtakes the write's completion has taken the time away already.
    promise.futureResult.whenSuccess { if bound.value.sentTimes[id] != nil { bound.value.sentTimes[id] = .now() } }
    context.writeAndFlush(wrapOutboundOut(outgoing), promise: promise)
  }

  /// When the request was sent; forgets it unless more responses are due.
  func sentTime(_ id: UInt16, isFinal: Bool) -> NIODeadline? {
    isFinal ? sentTimes.removeValue(forKey: id) : sentTimes[id]
  }
}
