import NIOCore

extension AssociationDriver {
  /// What every response must have.
  struct Response {
    var received: UpperLayerHandler.Received
    var messageID: UInt16
    var status: DIMSEStatus
  }

  /// The next response to one of the outstanding requests.
  /// - Parameter serving: answers a request of the peer that comes in between; false where it is not one to answer.
  func response(
    _ field: CommandField, to outstanding: Set<UInt16>, rule: String,
    serving: (DIMSEMessage) async throws(AssociationFailure) -> Bool = { _ in false }
  ) async throws(AssociationFailure) -> Response {
    let what = "\(field.name) to message \(outstanding.sorted().first ?? 0)"
    var received = try await receive(what)
    while received.message.command.status == nil, try await serving(received.message) {
      received = try await receive(what)
    }
    let command = received.message.command
    func violation(_ expected: String, _ got: String) -> AssociationFailure {
      breach(ProtocolViolation(offset: 0, rule: rule, expected: expected, got: got))
    }
    guard command.commandField == field else { throw violation(field.name, command.summary) }
    guard let id = command.messageIDBeingRespondedTo else {
      throw violation("Message ID Being Responded To (0000,0120)", "\(field.name) without it")
    }
    guard outstanding.contains(id) else {
      throw violation(
        "Message ID Being Responded To \(outstanding.sorted().map(String.init).joined(separator: " or "))", "\(id)")
    }
    guard let status = command.status else { throw violation("Status (0000,0900)", "\(field.name) without it") }
    return Response(received: received, messageID: id, status: status)
  }

  /// Refuses what came while nothing was asked.
  func refuseUnasked() throws(AssociationFailure) {
    if let surplus = handler.takeMessage() { throw breach(unasked(surplus.message)) }
  }

  /// C-ECHO.
  func echo(contextID: UInt8, maximumLength: UInt32?) async throws(AssociationFailure) -> EchoResponse {
    try await exclusively { () throws(AssociationFailure) in
      try self.refuseUnasked()
      let id = self.nextMessageID()
      try await self.send(
        .echoRequest(messageID: id), dataSet: nil, contextID: contextID, maximumLength: maximumLength)
      let response = try await self.response(.cEchoResponse, to: [id], rule: "PS3.7 §9.3.5.2")
      if response.received.message.dataSet != nil {
        throw self.breach(
          ProtocolViolation(
            offset: 0, rule: "PS3.7 §9.3.5.2", expected: "Command Data Set Type 0101H, C-ECHO-RSP has no data set",
            got: "a data set"))
      }
      return EchoResponse(
        status: response.status, errorComment: response.received.message.command.errorComment,
        duration: self.duration(id, to: response.received.time))
    }
  }

  /// From the last byte of a request to the given time.
  func duration(_ id: UInt16, to time: NIODeadline, isFinal: Bool = true) -> Duration {
    let sent = handler.sentTime(id, isFinal: isFinal) ?? time
    return .nanoseconds(max(0, (time - sent).nanoseconds))
  }

  /// C-FIND.
  func find(
    _ request: FindRequest, contextID: UInt8, maximumLength: UInt32?
  ) async throws(AssociationFailure) -> FindResult {
    try await exclusively { () throws(AssociationFailure) in
      try self.refuseUnasked()
      let rule = "PS3.7 §9.3.2.2"
      let id = self.nextMessageID()
      try await self.send(
        .findRequest(messageID: id, sopClassUID: request.sopClassUID), dataSet: request.identifier,
        contextID: contextID, maximumLength: maximumLength)
      var result = FindResult()
      var held = 0
      while true {
        let response = try await self.response(.cFindResponse, to: [id], rule: rule)
        let message = response.received.message
        let isPending = response.status.category == .pending
        let elapsed = self.duration(id, to: response.received.time, isFinal: !isPending)
        guard isPending else {
          result.completion = FindResult.Completion(
            status: response.status, errorComment: message.command.errorComment, duration: elapsed)
          return result
        }
        guard let identifier = message.dataSet else {
          throw self.breach(
            ProtocolViolation(
              offset: 0, rule: rule, expected: "an identifier with a pending status", got: "no data set"))
        }
        if result.isLimitReached { continue }
        guard result.matches.count < request.limit else {
          result.isLimitReached = true
          guard request.cancelsAtLimit else {
            self.handler.recorder?.event("Limit of \(request.limit) matches reached")
            self.abort()
            return result
          }
          try await self.send(
            .cancelRequest(messageIDBeingRespondedTo: id), dataSet: nil, contextID: contextID,
            maximumLength: maximumLength)
          continue
        }
        held += identifier.readableBytes
        guard held <= request.byteLimit else {
          let failure = AssociationFailure.limitExceeded(what: "set of matches", limit: request.byteLimit)
          self.handler.conclude(failure, by: .abort)
          throw failure
        }
        result.matches.append(
          FindResult.Match(identifier: identifier, status: response.status, elapsed: elapsed))
      }
    }
  }

  /// C-STORE of each request, as many at a time as the window lets.
  func store(
    _ requests: some Sequence<StoreRequest> & Sendable, contexts: @Sendable (StoreRequest) -> UInt8?, window: Int,
    maximumLength: UInt32?, onResponse: @Sendable (StoreResponse) -> Void
  ) async throws(AssociationFailure) -> [StoreResponse] {
    try await exclusively { () throws(AssociationFailure) in
      try self.refuseUnasked()
      let rule = "PS3.7 §9.3.1.2"
      var responses: [StoreResponse] = []
      var outstanding: [UInt16: (sopInstanceUID: String, length: Int)] = [:]
      var iterator = requests.makeIterator()
      var next = iterator.next()
      while next != nil || !outstanding.isEmpty {
        if let request = next, outstanding.count < window {
          guard let contextID = contexts(request) else {
            throw .misuse("no accepted presentation context for \(request.sopClassUID) in \(request.transferSyntax)")
          }
          let id = self.nextMessageID()
          outstanding[id] = (request.sopInstanceUID, request.dataSet.length)
          try await self.send(request, messageID: id, contextID: contextID, maximumLength: maximumLength)
          next = iterator.next()
          continue
        }
        let response = try await self.response(.cStoreResponse, to: Set(outstanding.keys), rule: rule)
        guard let stored = outstanding.removeValue(forKey: response.messageID) else { continue }
        let command = response.received.message.command
        if let uid = command.text(CommandElementNumber.affectedSOPInstanceUID), uid != stored.sopInstanceUID {
          throw self.breach(
            ProtocolViolation(
              offset: 0, rule: rule, expected: "Affected SOP Instance UID \(stored.sopInstanceUID)",
              got: readable(uid)))
        }
        let value = StoreResponse(
          sopInstanceUID: stored.sopInstanceUID, status: response.status, errorComment: command.errorComment,
          duration: self.duration(response.messageID, to: response.received.time), length: stored.length)
        responses.append(value)
        onResponse(value)
      }
      return responses
    }
  }
}
