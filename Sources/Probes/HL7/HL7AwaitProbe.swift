import Evidence
import Foundation
import HL7
import Specification

/// `hl7.await`: waits for messages that a system sends to the harness's listeners by itself.
enum HL7AwaitProbe: Probe {
  static let description = HL7AwaitDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let count = inputs.integer("count", or: 1, in: 1...MessageLog.countLimit) else {
      return .misuse("The count of hl7.await is a whole number from 1 to \(MessageLog.countLimit).")
    }
    let wanted: MessageCondition
    switch MessageCondition.make(inputs) {
    case .success(let condition): wanted = condition
    case .failure(let error): return .misuse("What hl7.await waits for cannot be told: \(error).")
    }
    // Whoever sends messages to the wrong place must not find them in the record.
    guard !wanted.isOpen else { return .misuse("hl7.await needs `type` or `where`, or both.") }
    let log = context.listeners.messages
    let rule = answer(inputs).map { log.begin(MessageLog.Rule(applies: wanted.holds, answer: $0)) }
    defer { if let rule { log.end(rule) } }
    let start = ContinuousClock.now
    let attribution = Attribution(context.network)
    // What came before the step began counts: a system is quicker than a scenario.
    let arrivals = await log.take(count, until: start + .nanoseconds(context.deadline)) { arrival in
      guard attribution.allows(arrival, from: context.system.reference) else { return false }
      return arrival.message.map(wanted.holds) ?? false
    }
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(arrivals.count)),
      "arrivals": .list(arrivals.map(value)),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    var failure: StepFailure?
    if arrivals.count < count {
      observation["outcome"] = .string("timed-out")
      failure = StepFailure(
        blame: .network,
        message: """
          \(arrivals.count) of \(count) awaited messages (\(wanted.description)) came from \(context.system.reference) \
          within the deadline.
          """,
        advice: """
          Check that the system knows address and port of the harness's HL7 listener, that it is set up to send to it, and \
          that no firewall stands between.
          """)
    }
    let entries = arrivals.prefix(16).map(\.received.recorder).reduce(into: [ConnectionRecorder]()) {
      unique, recorder in
      if !unique.contains(where: { $0 === recorder }) { unique.append(recorder) }
    }.flatMap(\.entries)
    return StepResult(observation: observation, failure: failure, transcript: Transcript(entries))
  }

  /// How the harness answers while it waits; nil for the standard answer.
  private static func answer(_ inputs: StepInputs) -> ListenerAnswer? {
    let names = ["answer", "answer-text", "conduct", "delay"]
    guard names.contains(where: { inputs.values[$0] != nil }) else { return nil }
    var answer = ListenerAnswer(
      inputs.text("answer").flatMap(Acknowledgement.Code.init) ?? .applicationAccept,
      text: inputs.text("answer-text") ?? "",
      conduct: inputs.text("conduct").flatMap(ListenerAnswer.Conduct.init) ?? .plain)
    if case .duration(let nanoseconds) = inputs.values["delay"] { answer.delay = .nanoseconds(nanoseconds) }
    return answer
  }

  private static func value(of arrival: MessageArrival) -> Value {
    var fields: [String: Value] = [
      "listener": .string(arrival.listener), "remote-host": .string(arrival.received.remoteHost),
      "secured": .boolean(arrival.received.isSecured),
      "frame-faults": HL7Observation.faults(arrival.received.faults),
    ]
    if let message = arrival.message { fields["message"] = .message(message) }
    if let answer = arrival.answer, answer.conduct != .silent, answer.conduct != .close {
      fields["answered"] = .string(answer.code.rawValue)
    }
    return .record(fields)
  }
}
