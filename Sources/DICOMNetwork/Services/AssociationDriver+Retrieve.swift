import NIOCore

extension AssociationDriver {
  /// C-GET or C-MOVE.
  func retrieve(
    _ request: RetrieveRequest, contextID: UInt8, maximumLength: UInt32?,
    onStore: @Sendable (StoreIndication) async -> DIMSEReply
  ) async throws(AssociationFailure) -> RetrieveResult {
    try await exclusively { () throws(AssociationFailure) in
      try self.refuseUnasked()
      let id = self.nextMessageID()
      let command: CommandSet
      let field: CommandField
      let rule: String
      switch request.way {
      case .here(let spool):
        self.handler.spool = DataSetSpool(spool)
        command = .getRequest(messageID: id, sopClassUID: request.sopClassUID)
        (field, rule) = (.cGetResponse, "PS3.7 §9.3.3.2")
      case .to(let destination):
        command = .moveRequest(messageID: id, sopClassUID: request.sopClassUID, destination: destination)
        (field, rule) = (.cMoveResponse, "PS3.7 §9.3.4.2")
      }
      defer {
        self.handler.spool?.discard()
        self.handler.spool = nil
      }
      try await self.send(
        command, dataSet: request.identifier, contextID: contextID, maximumLength: maximumLength)
      var progress = Progress(cancelsAfter: request.cancelsAfter)
      while true {
        let response = try await self.response(field, to: [id], rule: rule) {
          (message) throws(AssociationFailure) in
          guard case .here = request.way, message.command.commandField == .cStoreRequest else { return false }
          try await self.serve(message, maximumLength: maximumLength, onStore: onStore)
          if progress.isDue() { try await self.cancel(id, contextID: contextID, maximumLength: maximumLength) }
          return true
        }
        let message = response.received.message
        let isPending = response.status.category == .pending
        let seen = RetrieveResult.Response(
          status: response.status, errorComment: message.command.errorComment, counts: message.command.subOperations,
          identifier: message.dataSet,
          elapsed: self.duration(id, to: response.received.time, isFinal: !isPending))
        guard isPending else {
          return RetrieveResult(
            pending: progress.pending, pendingCount: progress.pendingCount, completion: seen, messageID: id,
            isCancelled: progress.isCancelled)
        }
        progress.note(seen)
        if progress.isDue() { try await self.cancel(id, contextID: contextID, maximumLength: maximumLength) }
      }
    }
  }

  /// What was seen of a retrieval so far.
  private struct Progress {
    let cancelsAfter: Int?
    var pending: [RetrieveResult.Response] = []
    var pendingCount = 0
    var isCancelled = false
    private var seen = 0

    init(cancelsAfter: Int?) { self.cancelsAfter = cancelsAfter }

    mutating func note(_ response: RetrieveResult.Response) {
      pendingCount += 1
      if pending.count < RetrieveResult.pendingKept { pending.append(response) }
    }

    /// Counts a sign of progress; whether it is the one after which the retrieval is cancelled.
    mutating func isDue() -> Bool {
      seen += 1
      guard !isCancelled, let cancelsAfter, seen >= cancelsAfter else { return false }
      isCancelled = true
      return true
    }
  }

  /// C-CANCEL-RQ for a request.
  func cancel(_ id: UInt16, contextID: UInt8, maximumLength: UInt32?) async throws(AssociationFailure) {
    try await send(
      .cancelRequest(messageIDBeingRespondedTo: id), dataSet: nil, contextID: contextID, maximumLength: maximumLength)
  }

  /// Answers a C-STORE-RQ of the peer.
  private func serve(
    _ message: DIMSEMessage, maximumLength: UInt32?, onStore: @Sendable (StoreIndication) async -> DIMSEReply
  ) async throws(AssociationFailure) {
    guard message.command.messageID != nil,
      let indication = StoreIndication(message, transferSyntax: transferSyntax(of: message.contextID))
    else {
      throw breach(
        ProtocolViolation(
          offset: 0, rule: "PS3.7 §9.3.1.1",
          expected: "C-STORE-RQ with Message ID, Affected SOP Class and Instance UID and a data set",
          got: message.command.summary))
    }
    let reply = await onStore(indication)
    try await send(
      reply.command(.cStoreResponse, to: message.command), dataSet: nil, contextID: message.contextID,
      maximumLength: maximumLength)
  }
}
