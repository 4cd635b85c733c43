import NIOCore

extension MisbehavingHandler {
  /// Answers a C-GET or C-MOVE wrongly; other requests as it should.
  func retrieve(_ id: UInt8, _ response: CommandBytes, _ context: ChannelHandlerContext) {
    switch request.values[0x0100] {
    // The client's C-STORE-RSP.
    case [0x01, 0x80]: return
    case [0x10, 0], [0x21, 0]: break
    default: return send(CommandBytes.pdu(id, response.bytes), context)
    }
    func answer(_ status: UInt16, completed: UInt16) -> [UInt8] {
      var answer = response
      answer.set(0x0900, status)
      answer.set(0x1021, completed)
      answer.set(0x1022, 0)
      answer.set(0x1023, 0)
      if status == 0xFF00 { answer.set(0x1020, 1) }
      return CommandBytes.pdu(id, answer.bytes)
    }
    func store(_ sopInstance: String?) -> [UInt8] {
      CommandBytes.pdu(3, RequestBytes.store(sopInstance: sopInstance))
        + CommandBytes.pdu(3, [8, 0, 0x18, 0, 0, 0, 0, 0], control: 2)
    }
    switch misbehaviour {
    case .countsWrongly: send(store("2.25.1") + answer(0, completed: 7), context)
    case .sendsForeignObject: send(store("2.25.666") + answer(0, completed: 1), context)
    case .storesAfterFinal: send(answer(0, completed: 0) + store("2.25.1"), context)
    case .pendingRetrieveForever: startFlood(answer(0xFF00, completed: 0), context)
    case .storesWithoutInstance: send(store(nil), context)
    default: send(store("2.25.1"), context)
    }
  }
}
