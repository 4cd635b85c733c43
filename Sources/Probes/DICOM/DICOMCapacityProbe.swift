import DICOMNetwork
import Evidence
import Foundation
import Specification

/// `dicom.capacity`: holds many associations at once and tries more.
enum DICOMCapacityProbe: Probe {
  static let description = DICOMCapacityDescription.description

  /// What came of an association beyond those held.
  enum Answer: String, CaseIterable {
    case accepted
    case rejected
    case aborted
    /// The connection was refused or ended without an answer.
    case closed
    case unanswered
    /// What came was no answer.
    case malformed

    /// The words.
    static let words = allCases.map(\.rawValue)

    /// What a failure says of the peer; nil where it says nothing: sockets, names and certificates of our own.
    init?(_ failure: AssociationFailure) {
      switch failure {
      case .rejected: self = .rejected
      case .aborted: self = .aborted
      case .closed, .unreachable(.refused, _): self = .closed
      case .timedOut, .unreachable(.timedOut, _): self = .unanswered
      case .malformed, .wrongService: self = .malformed
      case .unreachable, .tls, .limitExceeded, .cancelled, .misuse: return nil
      }
    }
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let wanted = inputs.integer("associations", or: 1, in: 1...256),
      let beyond = inputs.integer("beyond", or: 1, in: 0...64)
    else { return .misuse("dicom.capacity holds 1 to 256 associations and tries 0 to 64 more.") }
    let patience: Duration =
      if case .duration(let time) = inputs.values["patience"] { .nanoseconds(time) } else { .seconds(5) }
    let contexts = AssociationRequest.contexts([
      (abstractSyntax: ListenerServices.verification, transferSyntaxes: [ListenerServices.implicit])
    ])
    let exchange: DICOMExchange
    switch DICOMExchange.make(inputs, in: context, contexts: contexts) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let crowd = AssociationCrowd(exchange: exchange, patience: patience)
    let result = await exchange.run { first, observation throws(AssociationFailure) in
      guard first.acceptance.context(abstractSyntax: ListenerServices.verification) != nil else {
        return DICOMExchange.refusal(
          of: ListenerServices.verification, name: "Verification", in: first.acceptance)
      }
      return await crowd.gather(wanted, beyond: beyond, with: first, note: &observation)
    }
    guard let failure = result.failure else { return await crowd.recover(result) }
    guard failure.blame == .harness else { return result }
    var ended = result
    ended.observation["outcome"] = .string("failed")
    return ended
  }
}

/// The associations of one `dicom.capacity`.
private struct AssociationCrowd {
  let exchange: DICOMExchange
  let patience: Duration

  private var deadlines: Deadlines {
    var deadlines = exchange.deadlines
    deadlines.connect = min(patience, deadlines.exchange)
    deadlines.association = min(patience, deadlines.exchange)
    return deadlines
  }

  /// Opens associations beside the first until there are enough or one is not accepted, tries further ones, asks all that
  /// are held for an echo, and releases all but the first.
  ///
  /// - Returns: what kept this side from opening as many as it should have; nil where nothing did.
  func gather(
    _ wanted: Int, beyond: Int, with first: DICOMAssociation, note observation: inout [String: Value]
  ) async -> StepFailure? {
    var held = [first]
    var further: [Value] = []
    var failure: StepFailure?
    let start = ContinuousClock.now
    while held.count < wanted + beyond, failure == nil {
      // One that is refused before there are enough tells what those beyond would: there is no need to try them all.
      guard further.count < max(beyond, 1), held.count >= wanted || further.isEmpty else { break }
      guard ContinuousClock.now - start < exchange.deadlines.exchange, !Task.isCancelled else {
        failure = StepFailure(
          blame: .harness,
          message: "\(exchange.endpoint): the step's time was over before all associations were tried.",
          advice: "Give the step more time.")
        break
      }
      let attempt = await attempt()
      failure = attempt.failure
      guard failure == nil else { break }
      if held.count >= wanted || attempt.association == nil { further.append(.record(attempt.fields)) }
      if let association = attempt.association { held.append(association) }
    }
    observation["accepted"] = .number(Decimal(min(held.count, wanted)))
    observation["further"] = .list(further)
    var alive = 0
    for association in held.prefix(wanted) {
      let response = try? await association.echo()
      if response?.status == .success { alive += 1 }
    }
    observation["alive"] = .number(Decimal(alive))
    await withTaskGroup(of: Void.self) { tasks in
      for association in held.dropFirst() { tasks.addTask { _ = try? await association.release() } }
    }
    return failure
  }

  /// One association more: it, what is to be told of it, and why it says nothing of the peer.
  private func attempt() async -> (association: DICOMAssociation?, fields: [String: Value], failure: StepFailure?) {
    let start = ContinuousClock.now
    var fields: [String: Value] = [:]
    var opened: DICOMAssociation?
    var failure: StepFailure?
    do throws(AssociationFailure) {
      opened = try await exchange.open(deadlines: deadlines)
      fields["answer"] = .string(DICOMCapacityProbe.Answer.accepted.rawValue)
    } catch {
      if let answer = DICOMCapacityProbe.Answer(error) {
        fields["answer"] = .string(answer.rawValue)
      } else {
        failure = StepFailure(blame: .harness, message: "\(exchange.endpoint): \(error).")
      }
      if case .rejected(let reject) = error {
        fields["result"] = .string(reject.result.word)
        fields["source"] = .string(reject.source.word)
        fields["reason"] = .string(reject.reasonWord)
      }
    }
    fields["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    return (opened, fields, failure)
  }

  /// Tries once more when all have ended: only a system that then answers as before was full before, and not away.
  func recover(_ result: StepResult) async -> StepResult {
    var result = result
    var recovered = false
    let end = ContinuousClock.now + patience
    // A system may take a moment to notice that those before have ended.
    while !recovered {
      if let association = await attempt().association {
        let response = try? await association.echo()
        recovered = response?.status == .success
        _ = try? await association.release()
      }
      guard !recovered, ContinuousClock.now < end, !Task.isCancelled else { break }
      try? await ContinuousClock().sleep(for: .milliseconds(100))
    }
    result.observation["recovered"] = .boolean(recovered)
    if !recovered {
      result.observation["outcome"] = .string("timed-out")
      result.failure = StepFailure(
        blame: .network,
        message: """
          \(exchange.endpoint): after the associations had ended, another one was not accepted or not answered, so that \
          nothing tells a full system from one that is away.
          """,
        advice: "Look at the system and at the connections that firewalls between let through, and run again.")
    }
    return result
  }
}
