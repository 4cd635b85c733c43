import NIOCore

extension UpperLayerHandler {
  /// Resumes when the condition holds, the exchange failed or the time is over.
  func wait(
    for condition: Condition, what: String, within duration: Duration, isPatient: Bool = false,
    _ continuation: CheckedContinuation<Result<Void, AssociationFailure>, Never>
  ) {
    guard waiter == nil else {
      continuation.resume(returning: .failure(.misuse("two operations at once on one association")))
      return
    }
    waiter = Waiter(
      condition: condition, what: what, isPatient: isPatient, continuation: continuation, timer: nil)
    wake()
    guard waiter != nil, let context else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    waiter?.timer = context.eventLoop.scheduleTask(in: TimeAmount(duration)) {
      bound.value.timeOut(after: duration)
    }
  }

  func timeOut(after duration: Duration) {
    let what = due
    if let waiter, waiter.isPatient, duration != deadlines.exchange {
      self.waiter = nil
      waiter.continuation.resume(
        returning: .failure(.timedOut(waitingFor: what, after: duration, bytesReceived: bytesReceived)))
      return
    }
    recorder?.event("Deadline of \(duration) passed waiting for \(what)")
    conclude(.timedOut(waitingFor: what, after: duration, bytesReceived: bytesReceived), by: .abort)
    // A connection that never came so far as an association is not worth an ARTIM timer.
    if machine.state == .sta1 || machine.state == .sta2 { context?.close(promise: nil) }
  }

  /// Asks for an association, and bounds the whole exchange.
  func startExchange(_ request: AssociateRequest, at start: NIODeadline) {
    perform(.associateRequest(request))
    startExchangeTimer(at: start)
  }

  /// Bounds the whole exchange.
  func startExchangeTimer(at start: NIODeadline) {
    guard let context, !isClosed else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    exchangeTimer = context.eventLoop.scheduleTask(deadline: start + TimeAmount(deadlines.exchange)) {
      bound.value.timeOut(after: bound.value.deadlines.exchange)
    }
  }

  func wake() {
    guard let waiter else { return }
    let result: Result<Void, AssociationFailure>
    if holds(waiter.condition) {
      result = .success(())
    } else if let failure {
      result = .failure(failure)
    } else if isClosed {
      result = .failure(.misuse("the association has ended"))
    } else if isReleaseRequested, waiter.condition == .message {
      result = .failure(.closed(.released, waitingFor: waiter.what, bytesReceived: bytesReceived))
    } else {
      return
    }
    waiter.timer?.cancel()
    self.waiter = nil
    waiter.continuation.resume(returning: result)
  }

  func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .secured: isSecured && failure == nil
    case .answered: accept != nil && failure == nil
    case .requested: requested != nil && failure == nil
    case .message: !inbox.isEmpty
    case .messageOrRelease: !inbox.isEmpty || (isReleaseRequested && failure == nil)
    case .writable: failure == nil && (context?.channel.isWritable ?? false)
    case .released: isReleased
    }
  }

  /// Ends at once because the local task was cancelled.
  func cancel() {
    recorder?.event("Cancelled")
    conclude(.cancelled, by: .abort)
    if machine.state == .sta1 || machine.state == .sta2 { context?.close(promise: nil) }
  }

  /// Nobody listens any more.
  func forget() {
    guard !isClosed, !isReleased else { return }
    if failure == nil { conclude(.misuse("the association was forgotten"), by: .abort) }
    if [.sta1, .sta2, .sta4].contains(machine.state) { context?.close(promise: nil) }
  }
}
