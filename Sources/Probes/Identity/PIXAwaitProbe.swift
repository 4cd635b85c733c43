import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `pixv3.await`: waits for what a cross-reference manager tells its consumers.
enum PIXAwaitProbe: Probe {
  private static let countLimit = 1_000

  static let description = StepDescription(
    name: "pixv3.await",
    summary: """
      Waits for notifications by which a patient identifier cross-reference manager tells of changed identifiers over HL7 V3, \
      and acknowledges them. What came earlier in the run counts too.
      """,
    effect: .listen, endpoint: .pixv3, needsEndpoint: false,
    inputs: [
      StepInput(
        "naming", .list(of: .string, key: nil), required: true,
        meaning: """
          Identifiers of which a message that counts names one, as CX or bare. Domains are not compared: a wrong one is a \
          finding, and not another patient.
          """),
      StepInput(
        "without", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Identifiers of which a message that counts names none: those that gave way."),
      StepInput(
        "complete", .list(of: .string, key: nil), standardValue: "none",
        meaning: """
          Identifiers all of which a message that counts names. One that names fewer is listed, does not count, and shows that \
          the manager is heard.
          """),
      StepInput(
        "count", .number, standardValue: "1",
        meaning: """
          How many are awaited, 0 to 1000. With 0 the harness listens for the whole time, and silence is what the step shows: \
          for a manager that was heard before.
          """),
      StepInput(
        "within", .duration, standardValue: "the step's own time", meaning: "How long the harness waits at most."),
      StepInput(
        "linger", .duration, standardValue: "0 s",
        meaning: "How long to listen on after the last one awaited, for what is told besides."),
    ],
    observation: [
      Field(
        "arrived", .number, .when("the harness listens"), meaning: "How many came that count.", isCumulative: true),
      Field(
        "first-arrival", .duration, .when("one came that counts"),
        meaning: "From the begin of this step to the first of them; 0 s for what came before."),
      Field(
        "last-arrival", .duration, .when("one came that counts"),
        meaning: "From the begin of this step to the last of them; 0 s for what came before.", isCumulative: true),
      Field(
        "arrivals", .list(of: .record(arrival), key: nil), .when("the harness listens"),
        meaning: "All of the patient in order, those that name too few of `complete` too.", isCumulative: true),
      Field(
        "identifiers", IdentityFields.identifiers, .when("one came"),
        meaning: "Identifiers of the patient by the last of the arrivals: what a consumer now believes.",
        source: "ITI TF-2 §3.46.4.1.3"),
      Field(
        "turned-away", .list(of: .string, key: nil), .when("the harness listens"),
        meaning: "What came from the system's address and is no message of HL7 V3 that tells of a patient.",
        isCumulative: true),
    ],
    example: """
      - do: pixv3.await
        at: index
        with: {naming: ["{{second-id}}"], complete: ["{{first-id}}", "{{second-id}}"], linger: 1 s}
        timeout: 60 s
        expect: |
          first-arrival <= 60 s
          every arrivals[*].interaction == PRPA_IN201302UV02
          every arrivals[*].faults is empty
          some identifiers[*].extension == {{first-id}}
      """,
    sources: ["ITI TF-2 §3.46", "ITI TF-2 Appendix O.1"])

  private static let arrival: [Field] = [
    Field("after", .duration, meaning: "From the begin of this step; 0 s for what came before."),
    Field("listener", .string, meaning: "Name of the harness's listener."),
    Field("remote-host", .string, meaning: "Address of the sender."),
    Field("secured", .boolean, meaning: "Whether it came over TLS."),
    Field("soap-version", .string, meaning: "Version of SOAP: `1.1` or `1.2`.", source: "ITI TF-2 Appendix V.3.2"),
    Field("action", .string, .when("the message has one"), meaning: "WS-Addressing action."),
    Field(
      "action-matches", .boolean, meaning: "Whether the action is the one of the transaction.",
      source: "ITI TF-2 §3.46.4.1.2"),
    Field("has-message-id", .boolean, meaning: "Whether it has a message id.", source: "ITI TF-2 Appendix V.3.2.2"),
    Field(
      "interaction", .string, meaning: "Which message it is: `PRPA_IN201302UV02` for a revised record.",
      source: "ITI TF-2 §3.46.4.1.2"),
    Field(
      "answered", .word(AcknowledgementType.allCases.map(\.rawValue)), meaning: "How the harness acknowledged it."),
    Field(
      "identifiers", IdentityFields.identifiers,
      meaning: "Identifiers of the patient, of `Patient.id` and of `OtherIDs.id`.", source: "ITI TF-2 §3.46.4.1.3"),
    Field("patients", .number, meaning: "How many patients it tells of."),
    IdentityFields.faults("the message"),
  ]

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let count = inputs.integer("count", or: 1, in: 0...countLimit) else {
      return .misuse("The count of pixv3.await is a whole number from 0 to \(countLimit).")
    }
    let wanted = numbers(inputs, "naming")
    let unwanted = numbers(inputs, "without")
    let complete = numbers(inputs, "complete")
    guard !wanted.isEmpty else { return .misuse("pixv3.await needs an identifier in `naming`.") }
    guard context.listeners.soap.listener(nil, playing: .crossReferenceConsumer) != nil else {
      return .misuse(
        "No listener under soap-listeners of the network file plays a cross-reference-consumer, which pixv3.await needs."
      )
    }
    let attribution = Attribution(context.network)
    func isAllowed(_ arrival: SOAPArrival) -> Bool {
      arrival.channel == nil && attribution.allows(requestsFrom: arrival.remoteHost, of: context.system.reference)
    }
    let start = ContinuousClock.now
    var time = context.deadline
    if case .duration(let nanoseconds) = inputs.values["within"] { time = min(time, nanoseconds) }
    let log = context.listeners.soap.log
    let concerns = { (arrival: SOAPArrival) -> Bool in
      guard isAllowed(arrival), let update = arrival.update else { return false }
      return update.names(anyOf: wanted) && !update.names(anyOf: unwanted)
    }
    let counts = { (arrival: SOAPArrival) -> Bool in
      complete.allSatisfy { arrival.update?.names(anyOf: [$0]) == true }
    }
    var arrivals = await log.arrivals(
      until: start + .nanoseconds(time), isEnough: { count > 0 && $0.count(where: counts) >= count }, where: concerns)
    if case .duration(let linger) = inputs.values["linger"], linger > 0, arrivals.contains(where: counts) {
      arrivals = await log.arrivals(until: .now + .nanoseconds(linger), isEnough: { _ in false }, where: concerns)
    }
    let counting = arrivals.filter(counts)
    let others = await log.arrivals(until: start, isEnough: { _ in true }) {
      isAllowed($0) && $0.update == nil && $0.transaction == nil
    }
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(counting.count)),
      "arrivals": .list(arrivals.prefix(countLimit).map { value($0, since: start) }),
      "turned-away": .list(others.prefix(16).map { .string($0.reason) }),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    for (name, moment) in [
      ("first-arrival", counting.map(\.time).min()), ("last-arrival", counting.map(\.time).max()),
    ] {
      observation[name] = moment.map { .duration(nanoseconds: max(0, ($0 - start).nanoseconds)) }
    }
    observation["identifiers"] = arrivals.last?.update.map { IdentityFields.value($0.identifiers) }
    var failure: StepFailure?
    // Whoever told of the patient, and told too little, is heard.
    if counting.count < count, counting.count == arrivals.count {
      observation["outcome"] = .string("timed-out")
      failure = context.silence(
        "\(counting.count) of \(count) awaited notifications came from \(context.system.reference)", within: time,
        remark: others.isEmpty ? "" : "; \(others.count) others were turned away: \(others[0].reason.prefix(300))",
        rule: "ITI TF-2 §3.46.4.1",
        advice: """
          Check that the harness's listener under soap-listeners that plays a cross-reference-consumer is set up as a consumer \
          of the domains in question, and that no firewall stands between.
          """)
    }
    let entries = (arrivals + (arrivals.isEmpty ? others : [])).prefix(16).flatMap(\.entries)
    return StepResult(observation: observation, failure: failure, transcript: Transcript(entries))
  }

  /// Identifiers without their domains.
  private static func numbers(_ inputs: StepInputs, _ name: String) -> [String] {
    guard case .list(let elements) = inputs.values[name] else { return [] }
    return StepInputs.words(elements).map { String($0.prefix { $0 != "^" }) }.filter { !$0.isEmpty }
  }

  private static func value(_ arrival: SOAPArrival, since start: ContinuousClock.Instant) -> Value {
    guard let envelope = arrival.envelope, let update = arrival.update else { return .record([:]) }
    var fields: [String: Value] = [
      "after": .duration(nanoseconds: max(0, (arrival.time - start).nanoseconds)),
      "listener": .string(arrival.listener), "remote-host": .string(arrival.remoteHost),
      "secured": .boolean(arrival.isSecured), "soap-version": .string(envelope.isSOAP11 ? "1.1" : "1.2"),
      "action-matches": .boolean(envelope.action == IdentityInteraction.recordRevised.action),
      "has-message-id": .boolean(envelope.messageID.map { !$0.isEmpty } ?? false),
      "interaction": .string(update.message.interaction.rawValue), "answered": .string(update.answered.rawValue),
      "identifiers": IdentityFields.value(update.identifiers),
      "patients": .number(Decimal(update.message.registrations.count)),
      "faults": IdentityFields.faults(of: update.message),
    ]
    fields["action"] = envelope.action.map { .string($0) }
    return .record(fields)
  }
}
