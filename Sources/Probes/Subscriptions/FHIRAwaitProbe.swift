import Evidence
import FHIR
import Foundation
import HTTPExchange
import Specification

/// `fhir.await`: waits for what a Subscription's channel brings.
enum FHIRAwaitProbe: Probe {
  static let description = StepDescription(
    name: "fhir.await",
    summary: """
      Waits for the notifications of a Subscription that fhir.subscribe created, until so many are accepted. Refusals that \
      fhir.subscribe asked for are listed too.
      """,
    effect: .listen, endpoint: .fhir,
    inputs: [
      StepInput("channel", .string, required: true, meaning: "Name of the channel, captured from fhir.subscribe."),
      StepInput(
        "kind", .word(SubscriptionNotice.Kind.allCases.map(\.rawValue)), standardValue: "event",
        meaning: "Which requests count: `event`, and with a topic `handshake`, `heartbeat` and `status`."),
      StepInput("count", .number, standardValue: "1", meaning: "How many accepted ones are awaited, 1 to 1000."),
      StepInput(
        "within", .duration, standardValue: "the step's own time", meaning: "How long the harness waits at most."),
    ],
    observation: [
      Field(
        "arrived", .number, .when("the harness listens"), meaning: "How many of the kind were accepted.",
        isCumulative: true),
      Field(
        "refused", .number, .when("the harness listens"), meaning: "How many of the kind were answered 500.",
        isCumulative: true),
      Field(
        "last-arrival", .duration, .when("one was accepted"),
        meaning: "From the begin of this step to the last of them; 0 s for what came before.", isCumulative: true),
      Field(
        "arrivals",
        .list(
          of: .record([
            Field("kind", .word(SubscriptionNotice.Kind.allCases.map(\.rawValue)), meaning: "Why it was sent."),
            Field("answered", .number, meaning: "Status that answered it."),
            Field("method", .string, meaning: "HTTP method."),
            Field("path", .string, meaning: "Path below the channel's, empty for the channel itself."),
            Field("listener", .string, meaning: "Name of the harness's listener."),
            Field("remote-host", .string, meaning: "Address of the sender."),
            Field("secured", .boolean, meaning: "Whether it came over TLS."),
            Field("after", .duration, meaning: "From the begin of this step; 0 s for what came before."),
            Field(
              "headers",
              .list(
                of: .record([
                  Field("name", .string, meaning: "Name in lower case."),
                  Field("value", .string, meaning: "Value; credentials are starred out."),
                ]), key: "name"), meaning: "Header fields."),
            Field("media-type", .string, .when("it names one"), meaning: "Media type, without parameters."),
            Field("has-payload", .boolean, meaning: "Whether there is content."),
            Field("resource-type", .string, .when("the content is a resource in JSON"), meaning: "Its type."),
            Field("resource", .resource, .when("the content is a resource in JSON"), meaning: "The resource."),
            Field(
              "entries", .list(of: .string, key: nil),
              meaning: "Types of the resources that a Bundle brings besides the status."),
            Field(
              "focus", .list(of: .string, key: nil),
              meaning: "References to what happened, of a notification with a topic."
            ),
          ]), key: nil), .when("the harness listens"), meaning: "What came, in order.", isCumulative: true),
    ],
    example: """
      - do: fhir.await
        at: archive
        with: {channel: "{{channel}}"}
        timeout: 60 s
        expect: |
          last-arrival <= 60 s
          arrivals[0].has-payload == false
      """,
    sources: ["R4 subscription.html", "Subscriptions R5 Backport 1.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let count = inputs.integer("count", or: 1, in: 1...NotificationLog.countLimit) else {
      return .misuse("The count of fhir.await is a whole number from 1 to \(NotificationLog.countLimit).")
    }
    guard let channel = inputs.text("channel"), context.listeners.notifications.has(channel) else {
      return .misuse(
        "No channel of this name is open.", advice: "Capture `channel` from a step fhir.subscribe of the same scenario."
      )
    }
    let kind: SubscriptionNotice.Kind = inputs.word("kind") ?? .event
    let start = ContinuousClock.now
    var time = context.deadline
    if case .duration(let nanoseconds) = inputs.values["within"] { time = min(time, nanoseconds) }
    // What came before the step began counts: a system is quicker than a scenario.
    let arrivals = await context.listeners.notifications.arrivals(
      at: channel, until: start + .nanoseconds(time)
    ) { $0.count { $0.notice.kind == kind && $0.isAccepted } >= count }
    let wanted = arrivals.filter { $0.notice.kind == kind }
    let accepted = wanted.filter(\.isAccepted)
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(accepted.count)),
      "refused": .number(Decimal(wanted.count - accepted.count)),
      "arrivals": .list(arrivals.map { value(of: $0, since: start) }),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    if let last = accepted.map(\.request.time).max() {
      observation["last-arrival"] = .duration(nanoseconds: max(0, (last - start).nanoseconds))
    }
    var failure: StepFailure?
    if accepted.count < count {
      observation["outcome"] = .string("timed-out")
      let refused = wanted.count - accepted.count
      failure = context.silence(
        "\(accepted.count) of \(count) awaited notifications came from \(context.system.reference) and were accepted",
        within: time, remark: refused > 0 ? "; \(refused) were refused on purpose" : "",
        advice: """
          Check that the system can reach the address of the harness's HTTP listener, that its Subscriptions are active, and \
          that no firewall stands between.
          """)
    }
    let entries = arrivals.prefix(16).flatMap { WebEntry.entries(of: $0.request, answered: $0.status) }
    return StepResult(observation: observation, failure: failure, transcript: Transcript(entries))
  }

  private static func value(of arrival: NotificationArrival, since start: ContinuousClock.Instant) -> Value {
    let request = arrival.request
    var fields: [String: Value] = [
      "kind": .string(arrival.notice.kind.rawValue), "answered": .number(Decimal(arrival.status)),
      "method": .string(request.method.rawValue), "path": .string(String(arrival.subpath.prefix(500))),
      "listener": .string(arrival.listener), "remote-host": .string(request.remoteHost),
      "secured": .boolean(request.isSecured),
      "after": .duration(nanoseconds: max(0, (request.time - start).nanoseconds)),
      "headers": .list(
        WebEntry.fields(of: request).map { .record(["name": .string($0.name), "value": .string($0.value)]) }),
      "has-payload": .boolean(!request.content.isEmpty),
      "entries": .list(arrival.notice.entries.map { .string($0) }),
      "focus": .list(arrival.notice.focus.map { .string($0) }),
    ]
    if let type = request.mediaType { fields["media-type"] = .string(type) }
    if let type = arrival.notice.resourceType { fields["resource-type"] = .string(type) }
    if let resource = try? Resource(json: request.content) { fields["resource"] = .resource(resource) }
    return .record(fields)
  }
}
