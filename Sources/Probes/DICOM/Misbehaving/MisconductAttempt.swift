import DICOMNetwork
import Evidence
import NIOCore
import Specification

/// One act from the look before it to the look after it.
struct MisconductAttempt: Sendable {
  let act: Misconduct
  let address: DICOMAddress
  let request: AssociationRequest
  let endpoint: String
  let object: StoreRequest?
  let patience: Duration
  let beside: Duration
  let recovery: Duration
  /// Silent connections on top of the act's own.
  let further: Int
  let group: any EventLoopGroup

  /// Time for a look before and after the act.
  private static let lookTime = Duration.seconds(5)

  /// Why an act could not be carried out.
  private enum Obstacle: Error {
    case failure(AssociationFailure)
    case refused(StepFailure)
  }

  /// Looks, acts, looks.
  func result() async -> StepResult {
    let start = ContinuousClock.now
    let recorders = MisconductTranscript()
    let liveness = Liveness(address: address, request: request, group: group)
    var observation: [String: Value] = ["outcome": .string("completed"), "act": .string(act.rawValue)]
    var failure: StepFailure?
    func result(isUnreachable: Bool = false) -> StepResult {
      observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
      return StepResult(
        observation: observation, failure: failure, transcript: recorders.transcript, isUnreachable: isUnreachable)
    }

    // What an earlier act left behind may need a moment to pass.
    let before = await liveness.look(for: recovery, lastly: Self.lookTime, recorder: recorders.before)
    observation["alive-before"] = .boolean(before.isAlive)
    if case .dead(let why) = before {
      let blame = FailureBlame(why, endpoint: endpoint)
      observation["outcome"] = .string(blame.outcome)
      failure = StepFailure(
        blame: blame.failure.blame == .system ? .network : blame.failure.blame,
        message: "Nothing was sent, because the system did not answer C-ECHO before the act: \(blame.failure.message)",
        rule: blame.failure.rule, advice: blame.failure.advice)
      return result(isUnreachable: blame.isUnreachable)
    }

    do throws(Obstacle) {
      let connections = try await connect(recorders.act)
      guard let connection = connections.first else { return result() }
      let exchange = try await prepare(connection)
      await exchange.open()
      async let served = liveness.look(within: beside, recorder: recorders.beside)
      let reaction = await exchange.complete()
      // Whoever got an answer to bad manners ends the connection, as the standard has it; a silent one stays.
      if reaction.isAnswered { await connection.close() }
      let finding = await served
      observation.merge(fields(reaction), uniquingKeysWith: { _, new in new })
      observation["alive-beside"] = .boolean(finding.isAlive)
      if case .alive(let time) = finding { observation["beside-time"] = .duration(nanoseconds: time.nanoseconds) }
      for connection in connections { await connection.close() }
    } catch {
      switch error {
      case .failure(let why):
        let blame = FailureBlame(why, endpoint: endpoint)
        observation.merge(blame.fields, uniquingKeysWith: { _, new in new })
        observation["outcome"] = .string(blame.outcome)
        failure = blame.failure
      case .refused(let why):
        observation["outcome"] = .string("refused")
        failure = why
      }
    }
    if Task.isCancelled { return result() }

    let after = await liveness.look(
      for: recovery, lastly: Self.lookTime, recorder: recorders.after)
    switch after {
    case .alive(let time):
      observation["alive-after"] = .boolean(true)
      observation["after-time"] = .duration(nanoseconds: time.nanoseconds)
    case .dead(let why) where why.isOfTheWay:
      failure = FailureBlame(why, endpoint: endpoint).failure
    case .dead(let why):
      observation["alive-after"] = .boolean(false)
      // Whatever was answered: a good peer does not end.
      if observation["proper"] != nil { observation["proper"] = .boolean(false) }
      failure = StepFailure(
        blame: .system,
        message: """
          \(endpoint) answered C-ECHO before the act “\(act.rawValue)” and no longer after it: \(why).
          """, rule: act.rule)
    }
    return result()
  }

  // MARK: The act

  private func connect(_ recorder: ExchangeRecorder) async throws(Obstacle) -> [BareConnection] {
    var connections: [BareConnection] = []
    for _ in 0...further {
      do throws(AssociationFailure) {
        connections.append(
          try await BareConnection.open(
            to: address, within: Self.lookTime, receiveBuffer: act == .unreadAnswers ? 4_096 : nil, group: group,
            recorder: recorder))
      } catch {
        // What the system takes of silent connections is its own affair; only who is served beside them counts.
        if connections.isEmpty { throw .failure(error) }
        break
      }
    }
    return connections
  }

  private func prepare(_ connection: BareConnection) async throws(Obstacle) -> MisconductExchange {
    var material = MisconductScript.Material(request: request, object: object)
    if act.stage != .connection {
      let accept = try await associate(over: connection)
      let name = object.map { _ in "storage" } ?? "Verification"
      guard let context = accept.presentationContexts.first(where: { $0.result == .acceptance }) else {
        let results = accept.presentationContexts.map(\.result.word).joined(separator: ", ")
        throw .refused(
          StepFailure(
            blame: .system,
            message: "The association was accepted, and the presentation context for \(name) was not: \(results).",
            rule: "PS3.8 §9.3.3.2"))
      }
      if act == .unreadAnswers { await connection.stopReading() }
      material.contextID = context.id
      material.maximumLength = accept.userInformation.maximumLength ?? 16_384
    }
    guard let script = MisconductScript(act, material) else {
      throw .failure(.misuse("the object of the act can't be encoded for this peer"))
    }
    return MisconductExchange(act: act, connection: connection, script: script, patience: patience)
  }

  /// An association in good form, the stage of the act.
  private func associate(over connection: BareConnection) async throws(Obstacle) -> AssociateAccept {
    let due = "A-ASSOCIATE-AC or -RJ"
    let deadline = NIODeadline.now() + .nanoseconds(Self.lookTime.nanoseconds)
    _ = await connection.send(MisconductScript.request(request), "A-ASSOCIATE-RQ", until: deadline)
    switch await connection.next(until: deadline) {
    case .pdu(.associateAccept(let accept)): return accept
    case .pdu(.associateReject(let reject)): throw .failure(.rejected(reject))
    case .pdu(.abort(let abort)): throw .failure(.aborted(abort, waitingFor: due))
    case .pdu(let pdu):
      throw .failure(
        .malformed(ProtocolViolation(offset: 0, rule: "PS3.8 §9.2", expected: due, got: pdu.summary)))
    case .unreadable(let violation): throw .failure(.malformed(violation))
    case .ended: throw .failure(.closed(.closed, waitingFor: due, bytesReceived: 0))
    case .silence: throw .failure(.timedOut(waitingFor: due, after: Self.lookTime, bytesReceived: 0))
    }
  }

  // MARK: What is seen

  private func fields(_ reaction: MisconductExchange.Reaction) -> [String: Value] {
    guard let answer = reaction.answer, let good = act.goodAnswers else { return [:] }
    var fields: [String: Value] = [
      "answer": .string(answer.rawValue), "proper": .boolean(good.contains(answer)),
      "answer-time": .duration(nanoseconds: reaction.time.nanoseconds),
    ]
    if let abort = reaction.abort { fields["abort"] = AssociationObservation.abort(abort) }
    if let reject = reaction.rejection { fields["rejection"] = AssociationObservation.rejection(reject) }
    if let status = reaction.status { fields["code"] = .string(status.code) }
    return fields
  }
}

/// The exchanges of one act, told one after the other on one clock.
private struct MisconductTranscript: Sendable {
  let before = ExchangeRecorder()
  let act = ExchangeRecorder(limit: 500)
  let beside = ExchangeRecorder()
  let after = ExchangeRecorder()

  var transcript: Transcript {
    let parts = [
      ("C-ECHO before the act", before), ("The act", act), ("C-ECHO beside the act", beside),
      ("C-ECHO after the act", after),
    ]
    return Transcript(
      parts.flatMap { title, recorder in
        let entries = recorder.entries(onClockOf: before)
        guard let first = entries.first else { return [ExchangeEntry]() }
        return [ExchangeEntry(microseconds: first.microseconds, direction: .event, summary: title)] + entries
      })
  }
}
