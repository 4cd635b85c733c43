import DICOM
import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xds.await`: waits for a system that calls the actors which the harness plays.
enum XDSAwaitProbe: Probe {
  static let description = XDSAwaitDescription.description
  private static let countLimit = 1_000

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let count = inputs.integer("count", or: 1, in: 1...countLimit) else {
      return .misuse("The count of xds.await is a whole number from 1 to \(countLimit).")
    }
    guard let kind: ReceivedTransaction.Kind = inputs.word("transaction") else {
      return .misuse("xds.await needs a transaction.")
    }
    guard context.listeners.soap.listener(nil, playing: kind.actor) != nil else {
      return .misuse(
        "No listener under soap-listeners of the network file plays a \(kind.actor.rawValue), which \(kind.rawValue) needs."
      )
    }
    let judges = inputs.values["judge-assertions"] == .boolean(true)
    let players = context.listeners.soap.listeners.filter { $0.actors.contains(kind.actor) }
    guard !judges || players.allSatisfy({ $0.assertions != nil }) else {
      return .misuse(
        """
        A listener under soap-listeners that plays a \(kind.actor.rawValue) has no assertions block, by which assertions could \
        be judged.
        """, advice: "Add `assertions: {trust: FILE, audience: NAME}` to it in the network file.")
    }
    var beside: Set<String> = []
    if case .list(let elements)? = inputs.values["beside"] { beside = Set(StepInputs.words(elements)) }
    let wanted = Condition(
      kind: kind, patient: inputs.text("patient").map(XDSFields.patient), document: inputs.text("document"),
      study: inputs.text("study"), beside: beside)
    let attribution = Attribution(context.network)
    func isAllowed(_ arrival: SOAPArrival) -> Bool {
      attribution.allows(requestsFrom: arrival.remoteHost, of: context.system.reference)
    }
    let start = ContinuousClock.now
    var time = context.deadline
    if case .duration(let nanoseconds) = inputs.values["within"] { time = min(time, nanoseconds) }
    let log = context.listeners.soap.log
    let belongs = { (arrival: SOAPArrival) in arrival.channel == nil && isAllowed(arrival) && wanted.holds(arrival) }
    var arrivals = await log.arrivals(
      until: start + .nanoseconds(time), isEnough: { $0.count >= count }, where: belongs)
    if case .duration(let linger) = inputs.values["linger"], linger > 0, arrivals.count >= count {
      arrivals = await log.arrivals(until: .now + .nanoseconds(linger), isEnough: { _ in false }, where: belongs)
    }
    let others = await log.arrivals(until: start, isEnough: { _ in true }) {
      $0.channel == nil && $0.transaction == nil && $0.update == nil && isAllowed($0)
    }
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(arrivals.count)),
      "arrivals": .list(
        arrivals.prefix(countLimit).map {
          ReceivedTransactionFields.value($0, since: start, judgesAssertions: judges, leavingOut: beside)
        }),
      "turned-away": .list(others.prefix(16).map { .string($0.reason) }),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    if let last = arrivals.map(\.time).max() {
      observation["last-arrival"] = .duration(nanoseconds: max(0, (last - start).nanoseconds))
    }
    var failure: StepFailure?
    if arrivals.count < count {
      observation["outcome"] = .string("timed-out")
      failure = silence(arrivals.count, of: count, wanted, others, within: time, in: context)
    }
    let entries = (arrivals + (failure == nil ? [] : others)).prefix(16).flatMap(\.entries)
    return StepResult(observation: observation, failure: failure, transcript: Transcript(entries))
  }

  /// Which messages belong to a step.
  private struct Condition {
    var kind: ReceivedTransaction.Kind
    var patient: String?
    var document: String?
    var study: String?
    /// Media types of documents that do not count.
    var beside: Set<String>

    func holds(_ arrival: SOAPArrival) -> Bool {
      guard let transaction = arrival.transaction, transaction.kind == kind else { return false }
      switch transaction.content {
      case .submission(let submission, _):
        let patients =
          submission.entries.compactMap(\.patientID)
          + submission.submissionSets.compactMap { $0.identifier(.submissionSetPatientID) }
        let kinds = submission.entries.map { $0.object.mimeType ?? "" }
        guard beside.isEmpty || kinds.isEmpty || !beside.isSuperset(of: kinds) else { return false }
        return isOf(patients) && (document.map { submission.entries.map(\.uniqueID).contains($0) } ?? true)
      case .query(let query):
        return isOf(query.parameters.filter { $0.name.hasSuffix("PatientId") }.flatMap(\.values))
          && (document.map { id in query.parameters.contains { $0.values.contains(id) } } ?? true)
      case .retrieval(let documents):
        return document.map { id in documents.contains { $0.documentUniqueID == id } } ?? true
      case .images(let request):
        return document.map { id in request.documents.contains { $0.document.documentUniqueID == id } } ?? true
          && study.map { uid in request.documents.contains { $0.study == uid } } ?? true
      case .unreadable: return patient == nil && document == nil && study == nil
      }
    }

    /// The identifier decides, and not the authority: a wrong authority is a finding, and not another patient.
    private func isOf(_ patients: [String]) -> Bool {
      guard let patient else { return true }
      let own = patient.prefix { $0 != "^" }
      return patients.contains { $0.prefix { $0 != "^" } == own }
    }
  }

  private static func silence(
    _ came: Int, of count: Int, _ wanted: Condition, _ others: [SOAPArrival], within time: Int64,
    in context: StepContext
  ) -> StepFailure {
    context.silence(
      "\(came) of \(count) awaited messages (\(wanted.kind.rawValue)) came from \(context.system.reference)",
      within: time,
      remark: others.isEmpty ? "" : "; \(others.count) others were turned away: \(others[0].reason.prefix(300))",
      rule: wanted.kind.section,
      advice: """
        Check that the system is set up to call the harness's listener under soap-listeners, that somebody or something made it \
        do so while the run waited, and that no firewall stands between.
        """)
  }
}
