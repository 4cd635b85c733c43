import DICOMNetwork
import NIOCore

/// Carries an act out over a connection of its own and sees what the peer answers.
struct MisconductExchange: Sendable {
  let act: Misconduct
  let connection: BareConnection
  let script: MisconductScript
  /// How long the peer has to answer.
  let patience: Duration

  /// What a peer made of an act.
  struct Reaction: Sendable {
    /// nil where no answer can come.
    var answer: MisconductAnswer?
    /// From the last byte of the act.
    var time: Duration = .zero
    var abort: Abort?
    var rejection: AssociateReject?
    var status: DIMSEStatus?

    /// Whether anything came.
    var isAnswered: Bool { answer != nil && answer != .silence }
  }

  /// Does what is done before anybody else is looked after.
  func open() async { for move in script.opening { await carryOut(move) } }

  /// Does the rest, and waits for the answer.
  func complete() async -> Reaction {
    for move in script.rest { await carryOut(move) }
    guard act.goodAnswers != nil else { return Reaction(answer: nil) }
    return await answer()
  }

  private func carryOut(_ move: MisconductScript.Move) async {
    switch move {
    case .send(let bytes, let summary):
      _ = await connection.send(bytes, summary, until: .now() + .seconds(5))
    case .drip(var bytes, let summary, let pause):
      while connection.isOpen, !Task.isCancelled, let byte = bytes.readSlice(length: 1) {
        guard await connection.send(byte, "\(summary): \(bytes.readableBytes) to come", until: .now() + .seconds(5))
        else { return }
        try? await Task.sleep(for: pause)
      }
    case .flood(let bytes, let summary, let count, let time):
      let end = NIODeadline.now() + TimeAmount.nanoseconds(time.nanoseconds)
      for _ in 0..<count {
        guard NIODeadline.now() < end, await connection.send(bytes, summary, until: end) else { return }
      }
    case .close: await connection.close()
    }
  }

  private func answer() async -> Reaction {
    let start = ContinuousClock.now
    let deadline = NIODeadline.now() + TimeAmount.nanoseconds(patience.nanoseconds)
    var assembler = MessageAssembler()
    while true {
      var reaction = Reaction()
      switch await connection.next(until: deadline) {
      case .silence: reaction.answer = .silence
      case .ended: reaction.answer = .closed
      case .unreadable: reaction.answer = .other
      case .pdu(.associateAccept): reaction.answer = .acceptance
      case .pdu(.associateReject(let reject)):
        reaction.answer = .rejection
        reaction.rejection = reject
      case .pdu(.abort(let abort)):
        reaction.answer = .abort
        reaction.abort = abort
      case .pdu(.releaseReply): reaction.answer = .release
      case .pdu(.associateRequest), .pdu(.releaseRequest): reaction.answer = .other
      case .pdu(.data(let values)):
        var complete: DIMSEMessage?
        do throws(MessageAssembler.Failure) {
          for value in values where complete == nil { complete = try assembler.add(value) }
          guard let complete else { continue }
          reaction.status = complete.command.status
          reaction.answer = MisconductAnswer(reaction.status)
        } catch { reaction.answer = .other }
      }
      reaction.time = ContinuousClock.now - start
      return reaction
    }
  }
}

extension MisconductAnswer {
  /// What a response says by its status.
  fileprivate init(_ status: DIMSEStatus?) {
    self =
      switch status?.category {
      case .success: .success
      case .warning: .warning
      case .failure: .failure
      case .cancel, .pending, .undefined, nil: .other
      }
  }
}
