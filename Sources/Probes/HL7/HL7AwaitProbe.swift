import Evidence
import Foundation
import HL7
import Inventory
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
    guard !wanted.isOpen else { return .misuse("hl7.await needs `type`, `where` or `naming`.") }
    guard !wanted.isIncomplete else { return .misuse("Each place under `where` of hl7.await needs `text` or `any`.") }
    let receivers = context.listeners.receivers
    var named: [String] = []
    if case .list(let values)? = inputs.values["listeners"] { named = StepInputs.words(values) }
    for name in named where await !receivers.names.contains(name) { return .misuse(await unknown(name, receivers)) }
    let log = context.listeners.messages
    let rule = answer(inputs).map { log.begin(MessageLog.Rule(applies: wanted.holds, answer: $0)) }
    defer { if let rule { log.end(rule) } }
    let start = ContinuousClock.now
    await receivers.settle(named)
    if let failure = await receivers.failure { return .unprepared(failure) }
    var patience = context.deadline
    if case .duration(let time) = inputs.values["within"] { patience = min(patience, time) }
    let attribution = Attribution(context.network)
    let belongs = { (arrival: MessageArrival) -> Bool in
      guard attribution.allows(messagesFrom: arrival.received.remoteHost, of: context.system.reference) else {
        return false
      }
      return arrival.message.map(wanted.holds) ?? false
    }
    // What came before the step began counts: a system is quicker than a scenario.
    var came = await log.take(count, at: named, until: .now + .nanoseconds(patience), where: belongs)
    if case .duration(let time) = inputs.values["linger"], time > 0 {
      came += await log.take(nil, at: named, until: .now + .nanoseconds(time), where: belongs)
    }
    let arrivals = came.filter { !$0.isTurnedAway }
    let states = named.map { name in
      Receiver(
        name: name, arrivals: arrivals.filter { $0.listener == name },
        isCalled: log.wasCalled(name) {
          attribution.allows(messagesFrom: $0, of: context.system.reference)
        })
    }
    var observation = fields(of: arrivals)
    observation["turned-away"] = .number(Decimal(came.count - arrivals.count))
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    if !named.isEmpty { observation["receivers"] = .list(states.map(\.value)) }
    if named.count > 1 { observation["same-order"] = .boolean(isSameOrder(states.map { identities(of: $0.arrivals) })) }
    var failure: StepFailure?
    // That a listener was called shows that the way to it is open, that another got the message shows that it was sent.
    let lacking = states.filter { $0.arrivals.count < count }
    let isShown = !named.isEmpty && !arrivals.isEmpty && lacking.allSatisfy(\.isCalled)
    if named.isEmpty ? arrivals.count < count : !lacking.isEmpty {
      let concerned = named.isEmpty ? await receivers.names : named
      if await receivers.wereDisturbed(
        concerned, since: start - .nanoseconds(patience), forOthersThan: context.system.reference)
      {
        observation["outcome"] = .string("failed")
        failure = StepFailure(
          blame: .harness, message: "A listener failed on purpose, for another system, while messages were awaited.",
          advice: "Run the requirement again by itself.")
      } else if !isShown {
        observation["outcome"] = .string("timed-out")
        failure = silence(
          arrivals.count, of: count * max(named.count, 1), wanted, lacking, within: patience, in: context)
      }
    }
    return StepResult(observation: observation, failure: failure, transcript: transcript(of: came))
  }

  /// What is wrong with the name of a listener that the network file has not.
  static func unknown(_ name: String, _ receivers: MessageReceivers) async -> String {
    let names = await receivers.names
    return """
      The network file has no HL7 listener `\(name)`: \
      \(names.isEmpty ? "it has none" : "its listeners are \(names.joined(separator: ", "))").
      """
  }

  /// A listener that is named, and what came to it.
  private struct Receiver {
    var name: String
    var arrivals: [MessageArrival]
    var isCalled: Bool

    var value: Value {
      .record([
        "listener": .string(name), "called": .boolean(isCalled), "arrived": .number(Decimal(arrivals.count)),
        "messages": .list(arrivals.compactMap { arrival in arrival.message.map { .message($0) } }),
      ])
    }
  }

  /// Where the numbers stand by which a message is known at every receiver: of the order, the examination and the document,
  /// and the status of the report.
  private static let numbers: [(segment: String, field: Int)] = [
    ("ORC", 2), ("ORC", 3), ("OBR", 2), ("OBR", 3), ("OBR", 25), ("TXA", 12), ("SCH", 2),
  ]

  /// What messages are known by, each once, in order.
  private static func identities(of arrivals: [MessageArrival]) -> [[String]] {
    var known: Set<[String]> = []
    return arrivals.compactMap(\.message).map { message in
      numbers.map { number in
        let field = message.segments(number.segment).first?.field(number.field)
        return field.map { message.text(of: $0).text } ?? ""
      }
    }.filter { known.insert($0).inserted }
  }

  /// Whether what came to all receivers came to each in the same order.
  private static func isSameOrder(_ receivers: [[[String]]]) -> Bool {
    guard var common = receivers.first.map({ Set($0) }) else { return true }
    for receiver in receivers { common.formIntersection(receiver) }
    return Set(receivers.map { $0.filter(common.contains) }).count <= 1
  }

  private static func silence(
    _ came: Int, of count: Int, _ wanted: MessageCondition, _ lacking: [Receiver], within patience: Int64,
    in context: StepContext
  ) -> StepFailure {
    let missing = lacking.map(\.name)
    return context.silence(
      "\(came) of \(count) awaited messages (\(wanted.description)) came from \(context.system.reference)",
      within: patience, remark: missing.isEmpty ? "" : "; missing at \(missing.joined(separator: ", "))",
      advice: """
        Check that the system knows address and port of the harness's HL7 listeners, that it is set up to send to them, and \
        that no firewall stands between.
        """)
  }

  private static func transcript(of arrivals: [MessageArrival]) -> Transcript {
    Transcript(
      arrivals.prefix(16).map(\.received.recorder).reduce(into: [ConnectionRecorder]()) { unique, recorder in
        if !unique.contains(where: { $0 === recorder }) { unique.append(recorder) }
      }.flatMap(\.entries))
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

  /// PID-3.1 of each repetition, in order.
  private static func identifiers(of message: HL7.Message) -> [String] {
    (message.segments("PID").first?.field(3)?.parts ?? []).compactMap { repetition in
      repetition.part(1).map { message.text(of: $0).text }
    }.filter { !$0.isEmpty }
  }

  private static func fields(of arrivals: [MessageArrival]) -> [String: Value] {
    var texts: [String] = []
    var known: Set<String> = []
    var values: [Value] = []
    for arrival in arrivals {
      var fields: [String: Value] = [
        "listener": .string(arrival.listener), "remote-host": .string(arrival.received.remoteHost),
        "secured": .boolean(arrival.received.isSecured),
        "frame-faults": HL7Observation.faults(arrival.received.faults),
      ]
      if let message = arrival.message {
        let report = MessageReport(message)
        if !report.text.isEmpty, known.insert(report.text).inserted { texts.append(report.text) }
        fields["message"] = .message(message)
        fields["identifiers"] = .list(identifiers(of: message).map { .string($0) })
        fields["report"] = report.value
        fields["moments"] = MessageMoments(message)?.value
      }
      if let answer = arrival.answer, answer.conduct != .silent, answer.conduct != .close {
        fields["answered"] = .string(answer.code.rawValue)
      }
      values.append(.record(fields))
    }
    return [
      "outcome": .string("completed"), "arrived": .number(Decimal(arrivals.count)), "arrivals": .list(values),
      "texts": .list(texts.map { .string($0) }),
    ]
  }
}
