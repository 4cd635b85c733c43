import NIOCore
import NIOPosix
import NIOSSL
import TransportSecurity

/// One connection and the exchange over it. Runs on the connection's event loop, so that a service of many messages
/// never changes threads.
actor AssociationDriver {
  nonisolated let channel: any Channel
  nonisolated let deadlines: Deadlines
  private nonisolated let bound: NIOLoopBound<UpperLayerHandler>
  private nonisolated let executor: any SerialExecutor
  /// Where tasks come back after they waited; nil for wherever that is decided.
  private nonisolated let preference: LoopThreadExecutor?
  private var isBusy = false
  private var lastMessageID: UInt16 = 0
  /// Requests of the peer under way that it has cancelled.
  var cancelled: Set<UInt16> = []

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameter executor: of the channel's event loop, where tasks that wait shall come back to it straight.
  init(
    channel: any Channel, handler: NIOLoopBound<UpperLayerHandler>, deadlines: Deadlines,
    executor: LoopThreadExecutor? = nil
  ) {
    self.channel = channel
    self.bound = handler
    self.deadlines = deadlines
    self.executor = executor ?? channel.eventLoop.executor
    preference = executor
  }

  /// The handler; touched on its event loop only, which is this actor's executor.
  var handler: UpperLayerHandler { bound.value }

  // MARK: Opening

  /// Sends the A-ASSOCIATE-RQ and reads its answer.
  func associate(
    _ request: AssociationRequest, start: NIODeadline
  ) async throws(AssociationFailure) -> AssociationAcceptance {
    handler.startExchange(request.pdu, at: start)
    return try await exclusively { () throws(AssociationFailure) in
      let left = start + TimeAmount(self.deadlines.connect) - .now()
      try await self.wait(for: .secured, "a TLS session", within: .nanoseconds(max(left.nanoseconds, 1)))
      self.handler.perform(.transportConfirmed)
      try await self.wait(for: .answered, "A-ASSOCIATE-AC or -RJ", within: self.deadlines.association)
      guard let accept = self.handler.accept else { throw .misuse("an acceptance without contents") }
      do throws(ProtocolViolation) {
        let acceptance = try AssociationAcceptance(accept, of: request)
        for blemish in acceptance.blemishes { self.handler.recorder?.event("Breach of the standard: \(blemish)") }
        for context in acceptance.contexts {
          if let syntax = context.transferSyntax { self.handler.acceptedContexts[context.proposed.id] = syntax }
        }
        return acceptance
      } catch { throw self.breach(error) }
    }
  }

  // MARK: One operation at a time

  /// Runs an operation; a cancelled task releases the association when it is idle, aborts it in the middle.
  func exclusively<Value: Sendable>(
    _ body: () async throws(AssociationFailure) -> Value
  ) async throws(AssociationFailure) -> Value {
    guard !isBusy else { throw .misuse("two operations at once on one association") }
    isBusy = true
    defer { isBusy = false }
    if Task.isCancelled {
      await end()
      throw .cancelled
    }
    if let failure = handler.failure { throw failure }
    let bound = bound
    // A closure without the actor in it would run elsewhere, and be queued on its way there and back.
    return try await onThread { () throws(AssociationFailure) in
      let result = await withTaskCancellationHandler {
        await self.result(of: body)
      } onCancel: {
        bound.eventLoop.execute { bound.value.cancel() }
      }
      return try result.get()
    }
  }

  /// Has the task come back to this thread straight from each wait.
  private func onThread<Value: Sendable>(
    _ body: () async throws(AssociationFailure) -> Value
  ) async throws(AssociationFailure) -> Value {
    try await withTaskExecutorPreference(preference) { await self.result(of: body) }.get()
  }

  private func result<Value: Sendable>(
    of body: () async throws(AssociationFailure) -> Value
  ) async -> Result<Value, AssociationFailure> {
    do throws(AssociationFailure) { return .success(try await body()) } catch { return .failure(error) }
  }

  func wait(
    for condition: UpperLayerHandler.Condition, _ what: String, within duration: Duration, isPatient: Bool = false
  ) async throws(AssociationFailure) {
    let result = await withCheckedContinuation { continuation in
      handler.wait(for: condition, what: what, within: duration, isPatient: isPatient, continuation)
    }
    try result.get()
  }

  /// Tells the peer that it broke a rule; gives the failure to throw.
  func breach(_ violation: ProtocolViolation) -> AssociationFailure {
    handler.recorder?.event("Breach of the standard: \(violation)")
    handler.conclude(.malformed(violation), by: .abort)
    return handler.failure ?? .malformed(violation)
  }

  // MARK: Messages

  /// A message ID that no outstanding request has.
  func nextMessageID() -> UInt16 {
    lastMessageID = lastMessageID == .max ? 1 : lastMessageID + 1
    return lastMessageID
  }

  /// Bytes put together before they are written.
  private static let writeLength = 128 << 10

  /// Sends a message in fragments that fit the peer.
  func send(
    _ command: CommandSet, dataSet: ByteBuffer?, contextID: UInt8, maximumLength: UInt32?
  ) async throws(AssociationFailure) {
    try await put(command, dataSet: dataSet, contextID: contextID, maximumLength: maximumLength)
    handler.flush(endOf: command.messageID)
  }

  /// Puts the fragments of a message into the next write, and writes whenever enough have come together.
  /// - Parameter details: what the transcript tells of the message besides the command, where no data set is given.
  func put(
    _ command: CommandSet, dataSet: ByteBuffer?, contextID: UInt8, maximumLength: UInt32?, details: [String] = []
  ) async throws(AssociationFailure) {
    // A peer that states no maximum gets what every peer can take.
    guard
      var fragmenter = MessageFragmenter(
        contextID: contextID, command: command, dataSet: dataSet, maximumLength: maximumLength ?? 16_384)
    else { throw noRoom(maximumLength ?? 0) }
    var isFirst = true
    var isInDataSet = false
    while let value = fragmenter.next() {
      let isMiddle = isInDataSet && !value.isLast
      isInDataSet = !value.isCommand
      let note = isFirst && handler.recorder?.isFull == false ? note(command, dataSet, contextID, details) : nil
      isFirst = false
      guard handler.add(value, note: note, isMiddle: isMiddle) else { throw ended() }
      guard handler.outgoingBytes >= Self.writeLength else { continue }
      handler.flush()
      if !channel.isWritable {
        try await wait(for: .writable, "the peer to take our \(command.summary)", within: deadlines.message)
      }
    }
  }

  /// The breach of a peer whose maximum length lets no fragment pass.
  func noRoom(_ maximumLength: UInt32) -> AssociationFailure {
    breach(
      ProtocolViolation(
        offset: 0, rule: "PS3.8 §D.1",
        expected: "a maximum length of at least \(MessageFragmenter.leastMaximumLength) bytes, or 0",
        got: "\(maximumLength), through which no message fits"))
  }

  /// A message for people; the data set is told with the command, because its fragments can't be decoded one by one.
  private func note(
    _ command: CommandSet, _ dataSet: ByteBuffer?, _ contextID: UInt8, _ details: [String]
  ) -> (summary: String, details: [String]) {
    guard let dataSet, let syntax = handler.acceptedContexts[contextID] else {
      return (command.summary, command.details + details)
    }
    return (
      command.summary,
      command.details + ["Data set of \(dataSet.readableBytes) bytes:"]
        + DataSetDescription.lines(dataSet, transferSyntax: syntax)
    )
  }

  /// What became of an association that takes nothing more.
  func ended() -> AssociationFailure { handler.failure ?? .misuse("the association has ended") }

  /// The next message from the peer.
  func receive(_ what: String) async throws(AssociationFailure) -> UpperLayerHandler.Received {
    if let received = handler.takeMessage() { return received }
    try await wait(for: .message, what, within: deadlines.message)
    guard let received = handler.takeMessage() else { throw ended() }
    return received
  }

  // MARK: Ending

  /// Asks for release; tells whether the peer answered as it must.
  func release() async throws(AssociationFailure) -> Bool {
    guard !isBusy else { throw .misuse("two operations at once on one association") }
    isBusy = true
    defer { isBusy = false }
    if let failure = handler.failure { throw failure }
    try refuseUnasked()
    guard handler.perform(.releaseRequest) else { throw ended() }
    do throws(AssociationFailure) {
      try await onThread { () throws(AssociationFailure) in
        try await self.wait(for: .released, "A-RELEASE-RP", within: self.deadlines.release)
      }
    } catch {
      // A flood of messages may have kept the reply from being read; the flood is what went wrong then.
      if let surplus = handler.takeMessage() { throw .malformed(unasked(surplus.message)) }
      switch error {
      case .timedOut, .closed, .aborted: return false
      default: throw error
      }
    }
    if let surplus = handler.takeMessage() { throw .malformed(unasked(surplus.message)) }
    return true
  }

  /// The breach of sending a message that nobody asked for.
  func unasked(_ message: DIMSEMessage) -> ProtocolViolation {
    ProtocolViolation(
      offset: 0, rule: "PS3.7 §9.1", expected: "no message, no request is outstanding", got: message.command.summary)
  }

  /// Aborts unless the association has ended; the connection closes when the peer has seen it, at the latest when the
  /// ARTIM timer expires.
  func abort() { handler.conclude(.misuse("the association was aborted by the caller"), by: .abort) }

  /// Ends the association in good order where that is possible: release when idle, else abort.
  func end() async {
    if handler.failure == nil, handler.perform(.releaseRequest) {
      try? await wait(for: .released, "A-RELEASE-RP", within: deadlines.release)
    } else {
      abort()
    }
  }

  nonisolated func close() { channel.close(promise: nil) }

  /// Nobody holds the association any more: it is aborted if it has not ended.
  nonisolated func forget() {
    let bound = bound
    bound.eventLoop.execute { bound.value.forget() }
  }
}
