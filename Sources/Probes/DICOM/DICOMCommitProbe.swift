import DICOM
import DICOMNetwork
import Evidence
import Foundation
import NIOCore
import Specification
import Synchronization

/// `dicom.commit`: asks for storage commitment and waits for the report.
enum DICOMCommitProbe: Probe {
  static let description = DICOMCommitDescription.description

  private static let sopClass = ListenerServices.storageCommitment

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicom.commit is not a fixture of the specification.")
    }
    if let failure = context.listeners.failure { return .unprepared(failure) }
    let hold: Duration = if case .duration(let time) = inputs.values["hold"] { .nanoseconds(time) } else { .seconds(1) }
    let request = CommitmentRequest(study: study, absent: inputs.uids("absent") ?? [])
    let uncompressed = [
      TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
    ]
    let exchange: DICOMExchange
    switch DICOMExchange.make(
      inputs, in: context, contexts: AssociationRequest.contexts([(sopClass, uncompressed)]))
    {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let start = ContinuousClock.now
    let position = context.listeners.log.position
    let end = start + .nanoseconds(context.deadline)
    // The report on another association may come before this one has ended, and long after.
    let waiting = Mutex(true)
    let result = await exchange.run { association, observation throws(AssociationFailure) in
      guard let syntax = association.acceptance.context(abstractSyntax: sopClass)?.transferSyntax else {
        return DICOMExchange.refusal(of: sopClass, name: "Storage Commitment Push Model", in: association.acceptance)
      }
      let early = Mutex<NormalizedRequest?>(nil)
      let response = try await association.perform(try request.action(in: TransferSyntax(UID(syntax)))) { report in
        early.withLock { $0 = report }
        return DIMSEReply()
      }
      observation["request"] = .record(
        AssociationObservation.status(
          response.status, comment: response.errorComment, duration: response.duration))
      guard response.status == .success else {
        waiting.withLock { $0 = false }
        observation["reported"] = .boolean(false)
        return nil
      }
      var report = early.withLock { $0 }
      let left = end - .now
      while report == nil, hold > .zero, left > .zero {
        guard let came = try await awaitReport(on: association, within: min(hold, left)) else { break }
        if request.isOf(came, syntax: syntax) { report = came }
      }
      if let report {
        waiting.withLock { $0 = false }
        request.note(
          report, syntax: syntax, way: "same-association", elapsed: .now - start, in: &observation)
      }
      return nil
    }
    guard result.failure == nil, waiting.withLock({ $0 }) else { return result }
    return await awaitReport(of: request, result, exchange, since: position, start: start, end: end, in: context)
  }

  /// Waits for a report on the same association. A system that ends it after its response may report on another one.
  private static func awaitReport(
    on association: DICOMAssociation, within duration: Duration
  ) async throws(AssociationFailure) -> NormalizedRequest? {
    do throws(AssociationFailure) {
      return try await association.report(within: duration)
    } catch {
      switch error {
      case .aborted, .closed: return nil
      default: throw error
      }
    }
  }

  /// Waits for the report on an association that the system opens.
  private static func awaitReport(
    of request: CommitmentRequest, _ result: StepResult, _ exchange: DICOMExchange, since position: Int,
    start: ContinuousClock.Instant, end: ContinuousClock.Instant, in context: StepContext
  ) async -> StepResult {
    var result = result
    let reports = await context.listeners.log.take(1, since: position, until: end) { arrival in
      guard case .notice(let notice, let syntax) = arrival.content else { return false }
      return request.isOf(notice, syntax: syntax)
    }
    if let arrival = reports.first, case .notice(let report, let syntax) = arrival.content {
      request.note(
        report, syntax: syntax, way: "new-association", elapsed: arrival.time - start, in: &result.observation)
      exchange.related.add(reports)
      result.transcript = Transcript(exchange.related.entries(with: exchange.recorder))
    } else {
      result.observation["reported"] = .boolean(false)
      result.observation["outcome"] = .string("timed-out")
      result.failure = context.silence(
        """
        The commitment was accepted, and no report of it came from \(context.system.reference), on the same association or to \
        the harness's listeners,
        """, within: context.deadline, rule: "PS3.4 §J.3.3",
        advice: """
          Check that the system knows address and port of the harness's listener under the calling AE title that the \
          harness uses, that no firewall stands between, and give the step more time.
          """)
    }
    result.observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    return result
  }
}
