import NIOCore

extension AssociationDriver {
  /// Waits for the A-ASSOCIATE-RQ.
  func requested(since start: NIODeadline) async throws(AssociationFailure) -> AssociateRequest {
    handler.startExchangeTimer(at: start)
    try await wait(for: .requested, "A-ASSOCIATE-RQ", within: deadlines.association)
    guard let request = handler.requested else { throw ended() }
    return request
  }

  /// Answers the A-ASSOCIATE-RQ; messages may come from now on.
  func accept(_ accept: AssociateAccept, spool: SpoolSettings) {
    for context in accept.presentationContexts where context.result == .acceptance {
      handler.acceptedContexts[context.id] = context.transferSyntax
    }
    handler.spool = DataSetSpool(spool)
    handler.perform(.accept(accept))
  }

  /// Rejects; the peer closes the connection, or the ARTIM timer does.
  func reject(_ reject: AssociateReject) {
    handler.perform(.reject(reject))
    handler.conclude(.rejected(reject))
  }

  /// The peer's next request; nil when it asked for release, which is answered.
  func nextRequest() async throws(AssociationFailure) -> DIMSEMessage? {
    if let received = handler.takeMessage() { return received.message }
    try await wait(for: .messageOrRelease, "a request or A-RELEASE-RQ", within: deadlines.message)
    if let received = handler.takeMessage() { return received.message }
    if let failure = handler.failure { throw failure }
    handler.perform(.releaseResponse)
    handler.isReleased = true
    handler.exchangeDeadline = nil
    return nil
  }

  /// Transfer syntax of an accepted context.
  func transferSyntax(of contextID: UInt8) -> String { handler.acceptedContexts[contextID] ?? "" }

  /// Whether a C-CANCEL-RQ has come for a request under way.
  func isCancelled(_ messageID: UInt16) -> Bool {
    if handler.takeCancel(of: messageID) { cancelled.insert(messageID) }
    return cancelled.contains(messageID)
  }

  /// The request has had its final response.
  func forgetCancel(of messageID: UInt16) { cancelled.remove(messageID) }

  /// Sends an object as a sub-operation; a C-CANCEL-RQ that comes in between is kept for `isCancelled`.
  func subOperation(
    _ object: StoreRequest, contextID: UInt8, maximumLength: UInt32?, of parent: UInt16
  ) async throws(AssociationFailure) -> DIMSEStatus {
    let id = nextMessageID()
    try await send(object, messageID: id, contextID: contextID, maximumLength: maximumLength)
    while true {
      let received = try await receive("C-STORE-RSP to message \(id)")
      let command = received.message.command
      if command.commandField == .cCancelRequest {
        if let cancelledID = command.messageIDBeingRespondedTo { cancelled.insert(cancelledID) }
        continue
      }
      guard command.commandField == .cStoreResponse, command.messageIDBeingRespondedTo == id,
        let status = command.status
      else {
        throw breach(
          ProtocolViolation(
            offset: 0, rule: "PS3.7 §9.3.1.2", expected: "C-STORE-RSP to message \(id) with a status",
            got: command.summary))
      }
      _ = handler.sentTime(id, isFinal: true)
      return status
    }
  }
}
