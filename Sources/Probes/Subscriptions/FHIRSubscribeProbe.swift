import Evidence
import FHIR
import Foundation
import HTTPExchange
import JSONTree
import NIOCore
import NIOHTTP1
import Specification

/// `fhir.subscribe`: has a server call the harness when something happens.
enum FHIRSubscribeProbe: Probe {
  static let description = StepDescription(
    name: "fhir.subscribe",
    summary: """
      Creates a Subscription whose channel is an address of the harness's own, with a path that nobody can guess. The \
      Subscription ends by itself an hour later.
      """,
    effect: .write, endpoint: .fhir,
    inputs: [
      StepInput(
        "criteria", .string, required: true,
        meaning: "The search whose results are subscribed to, `ImagingStudy?status=available`; with a topic its filter."
      ),
      StepInput(
        "topic", .string, standardValue: "none",
        meaning: "Canonical address of a topic, for notification as in R5 (Subscriptions R5 Backport)."),
      StepInput(
        "payload", .string, standardValue: "none",
        meaning: "Media type of the content that the server shall send, `application/fhir+json`."),
      StepInput(
        "content", .word(RestHookSubscription.Content.allCases.map(\.rawValue)), standardValue: "none",
        meaning: "How much a notification with a topic shall tell."),
      StepInput(
        "header", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Header fields that the server shall send, `X-Assay: word`. Not for secrets: they are recorded."),
      StepInput(
        "failures", .number, standardValue: "0",
        meaning: "How many notifications the harness answers 500 before it accepts one, 0 to 10."),
      StepInput(
        "listener", .string, standardValue: "the first of the network file", meaning: "Name of the harness's listener."),
    ],
    observation: WebFields.answer + [
      Field("id", .string, .when("the answer tells it"), meaning: "Logical id of the Subscription."),
      Field(
        "state", .string, .when("the answer holds the Subscription"),
        meaning: "Its status: requested, active, error or off.", source: "R4 subscription.html"),
      Field(
        "channel", .string, .when("an answer came"), meaning: "Name of the channel, by which fhir.await waits for it."),
    ],
    example: """
      - id: subscribe
        do: fhir.subscribe
        at: archive
        with: {criteria: "ImagingStudy?status=available", payload: application/fhir+json}
        expect: |
          status == 201
        capture: |
          channel = channel
      """,
    sources: ["R4 subscription.html", "Subscriptions R5 Backport 1.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let listener = context.listeners.notificationListener(inputs.text("listener")) else {
      return .misuse("The network file has no such listener under http-listeners, which fhir.subscribe needs.")
    }
    guard let failures = inputs.integer("failures", or: 0, in: 0...10) else {
      return .misuse("The failures of fhir.subscribe are a whole number from 0 to 10.")
    }
    var header: [String] = []
    if case .list(let lines) = inputs.values["header"] { header = StepInputs.words(lines) }
    let channel = context.listeners.notifications.open(failures: failures)
    let subscription = RestHookSubscription(
      criteria: inputs.text("criteria") ?? "", topic: inputs.text("topic"), endpoint: "\(listener.address)/\(channel)",
      payload: inputs.text("payload"), content: inputs.word("content"), header: header,
      end: Date(timeIntervalSinceNow: 3_600), reason: "Conformance test by Assay")
    guard let content = try? subscription.json() else { return .misuse("The Subscription can't be written.") }
    switch WebExchange.make(inputs, in: context, at: .fhir) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      return await exchange.run { client, observation throws(WebFailure) in
        let response = try await client.exchange(
          WebRequest(
            .POST, exchange.base + "/Subscription",
            fields: [
              "Content-Type": "application/fhir+json", "Accept": "application/fhir+json",
              "Prefer": "return=representation",
            ], body: .bytes(ByteBuffer(bytes: content)), limits: BodyLimits(memory: 1 << 20)))
        observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
        observation["channel"] = .string(channel)
        observation.merge(told(by: response), uniquingKeysWith: { _, new in new })
        return WebExchange.refusal(response, inputs: inputs) ?? plainAddress(response, listener.address)
      }
    }
  }

  /// The failure of a Subscription that the server refused because it calls no address without TLS: it asks for `https` in
  /// so many words, and the harness's listener has none.
  private static func plainAddress(_ response: WebResponse, _ address: String) -> StepFailure? {
    guard (400..<500).contains(response.status), address.hasPrefix("http:"),
      let bytes = response.body.bytes(upTo: 1 << 20),
      String(decoding: bytes.readableBytesView, as: UTF8.self).lowercased().contains("https")
    else { return nil }
    return StepFailure(
      blame: .configuration, message: "The server calls no address without TLS, and the harness's listener has none.",
      advice: "Give the listener under http-listeners a tls block, and run again.")
  }

  /// What the answer tells of the Subscription, by its content or by its Location.
  private static func told(by response: WebResponse) -> [String: Value] {
    guard response.isSuccess else { return [:] }
    var fields: [String: Value] = [:]
    if let location = response.fields.first(name: "location") {
      let parts = location.split(separator: "/")
      if let place = parts.lastIndex(of: "Subscription"), parts.indices.contains(place + 1) {
        fields["id"] = .string(String(parts[place + 1]))
      }
    }
    guard let bytes = response.body.bytes(upTo: 1 << 20),
      let node = try? JSONNode(parsing: Array(bytes.readableBytesView)), node["resourceType"]?.text == "Subscription"
    else { return fields }
    if let id = node["id"]?.text { fields["id"] = .string(id) }
    if let status = node["status"]?.text { fields["state"] = .string(status) }
    return fields
  }
}
