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
    let deadline = NIODeadline.now() + TimeAmount(duration)
    waiter = Waiter(
      condition: condition, what: what, isPatient: isPatient, continuation: continuation, duration: duration,
      deadline: deadline)
    wake()
    guard waiter != nil else { return }
    acknowledgement.awaitPeer()
    arm(for: deadline)
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
    let deadline = start + TimeAmount(deadlines.exchange)
    exchangeDeadline = deadline
    // Rung early, the alarm is set again for what is due next: none of the waits that follow has to set it then.
    let shortest = min(deadlines.association, deadlines.message, deadlines.release)
    arm(for: min(deadline, .now() + TimeAmount(shortest)))
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
    self.waiter = nil
    acknowledgement.expectAnswer()
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
