import NIOCore

extension UpperLayerHandler {
  func readIfRoom() {
    guard let context, !readPending, !isClosed else { return }
    guard failure != nil || (inboxLength < Self.inboxBytes && inbox.count < Self.inboxMessages) else { return }
    readPending = true
    context.read()
  }

  func decode() {
    do {
      while failure == nil, let (pdu, bytes) = try decoder.next() {
        pdusReceived += 1
        receive(pdu, bytes)
      }
      if failure == nil, decoder.overlongData != nil {
        conclude(.limitExceeded(what: "P-DATA-TF", limit: decoder.limits.data), by: .abort)
      }
    } catch {
      refuse(error)
    }
  }

  func refuse(_ violation: ProtocolViolation) {
    if pdusReceived == 0, let service = ServiceRecognition.service(of: firstBytes) {
      conclude(.wrongService(service, firstBytes: firstBytes), by: nil)
      context?.close(promise: nil)
      return
    }
    recorder?.event("Breach of the standard: \(violation)")
    conclude(.malformed(violation), by: .invalidPDU)
  }

  func receive(_ pdu: PDU, _ bytes: ByteBuffer) {
    guard case .data(let values) = pdu else {
      recorder?.message(
        .received, pdu.summary, details: pdu.details, bytes: pdu.redacted.map { PDUEncoder.encode($0) } ?? bytes)
      let isWaiting = machine.state == .sta2
      perform(.received(pdu))
      if isWaiting { concludeUnlessRequested(pdu) }
      return
    }
    recorder?.data(length: bytes.readableBytes - PDUDecoder.headerLength)
    var note: (summary: String, details: [String])?
    var problem: MessageAssembler.Failure?
    var complete: [DIMSEMessage] = []
    let usable = machine.state == .sta6 || machine.state == .sta7
    let isFirst = machine.state == .sta2
    if usable {
      for value in values {
        guard let transferSyntax = acceptedContexts[value.contextID] else {
          problem = .violation(
            ProtocolViolation(
              offset: PDUDecoder.headerLength + 4, rule: "PS3.8 §9.3.5.1",
              expected: "a presentation context that was accepted", got: "context \(value.contextID)"))
          break
        }
        do throws(MessageAssembler.Failure) {
          let before = assembler.command
          let message = try assemble(value)
          if recorder?.isFull == false {
            if let command = message?.command ?? assembler.command, before == nil {
              note = (command.summary, (note?.details ?? []) + command.details)
            }
            if let message, let file = message.file {
              note = (
                message.command.summary + ", data set",
                (note?.details ?? []) + ["Data set of \(file.length) bytes, kept in a file"]
              )
            } else if let message, let dataSet = message.dataSet {
              let lines = DataSetDescription.lines(dataSet, transferSyntax: transferSyntax)
              note = (
                message.command.summary + ", data set",
                (note?.details ?? []) + ["Data set of \(dataSet.readableBytes) bytes:"] + lines
              )
            }
          }
          if let message { complete.append(message) }
        } catch {
          problem = error
          break
        }
      }
    }
    if note == nil, complete.isEmpty, problem == nil, values.allSatisfy({ !$0.isCommand }) {
      recorder?.fragment(length: bytes.readableBytes)
    } else {
      recorder?.message(
        .received, note.map { "P-DATA-TF: \($0.summary)" } ?? pdu.summary, details: pdu.details + (note?.details ?? []),
        bytes: bytes)
    }
    perform(.received(pdu))
    if isFirst { concludeUnlessRequested(pdu) }
    let now = NIODeadline.now()
    for message in complete {
      inbox.append(Received(message: message, time: now))
      inboxLength += message.length
    }
    wake()
    switch problem {
    case .violation(let violation):
      recorder?.event("Breach of the standard: \(violation)")
      conclude(.malformed(violation), by: .abort)
    case .tooLong(let what, let limit): conclude(.limitExceeded(what: what, limit: limit), by: .abort)
    case .noRoom(let error): conclude(.misuse("an object can't be kept: system error \(error)"), by: .abort)
    case nil: break
    }
  }

  /// Puts messages together; the data sets of C-STORE-RQ go to the spool where there is one.
  private func assemble(_ value: PresentationDataValue) throws(MessageAssembler.Failure) -> DIMSEMessage? {
    guard spool != nil, !value.isCommand, assembler.command?.commandField == .cStoreRequest else {
      return try assembler.add(value)
    }
    var empty = value
    empty.bytes = ByteBuffer()
    // The assembler keeps watch over the order of fragments; it need not hold them for that.
    var message = try assembler.add(empty)
    try spool?.add(value.bytes)
    if message != nil, let spooled = spool?.finish() {
      message?.dataSet = spooled.memory
      message?.file = spooled.file
      message?.length += spooled.memory?.readableBytes ?? 0
    }
    return message
  }

  /// A first PDU that is no request that can be answered ends the connection.
  private func concludeUnlessRequested(_ pdu: PDU) {
    guard requested == nil, failure == nil else { return }
    if case .associateRequest(let request) = pdu {
      conclude(
        .malformed(
          ProtocolViolation(
            offset: 6, rule: "PS3.8 §9.3.2", expected: "Protocol-version with bit 0 set",
            got: "\(request.protocolVersion.hexadecimal)H")))
    } else if case .abort(let abort) = pdu {
      conclude(.aborted(abort, waitingFor: due))
    } else {
      conclude(
        .malformed(
          ProtocolViolation(offset: 0, rule: "PS3.8 Table 9-10", expected: "A-ASSOCIATE-RQ", got: pdu.type.name)))
    }
  }

  /// Takes a C-CANCEL-RQ of a request out of those that wait.
  func takeCancel(of id: UInt16) -> Bool {
    let place = inbox.firstIndex {
      $0.message.command.commandField == .cCancelRequest && $0.message.command.messageIDBeingRespondedTo == id
    }
    guard let place else { return false }
    let received = inbox.remove(at: place)
    inboxLength -= received.message.length
    readIfRoom()
    return true
  }

  /// Takes the oldest message.
  func takeMessage() -> Received? {
    guard let received = inbox.popFirst() else { return nil }
    inboxLength -= received.message.length
    readIfRoom()
    return received
  }
}
