import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification

/// `dsub.subscribe`: has a broker tell the harness of new documents.
enum DSUBSubscribeProbe: Probe {
  private static let codeParameters: [(input: String, attribute: String)] = [
    ("class", "ClassCode"), ("type-code", "TypeCode"), ("format", "FormatCode"), ("event", "EventCodeList"),
    ("practice-setting", "PracticeSettingCode"), ("facility-type", "HealthcareFacilityTypeCode"),
  ]

  static let description = StepDescription(
    name: "dsub.subscribe",
    summary: """
      Subscribes to documents at a document metadata notification broker; notifications go to an address of the harness's \
      own that nobody can guess.
      """,
    effect: .write, endpoint: .dsub,
    inputs: [
      StepInput(
        "patient", .string, standardValue: "any",
        meaning: """
          Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number. Left out, the subscription is \
          to the documents of all patients.
          """),
      StepInput(
        "topic", .string, standardValue: MetadataSubscription.Topic.fullDocumentEntry.rawValue,
        meaning: "Topic: `ihe:FullDocumentEntry`, `ihe:MinimalDocumentEntry`, or another on purpose."),
    ]
      + codeParameters.map {
        StepInput(
          $0.input, .list(of: .string, key: nil), standardValue: "any",
          meaning: "Codes of \($0.attribute), one of which the document has, as `code^^scheme`.")
      } + [
        StepInput("lasting", .duration, standardValue: "1 h", meaning: "After what time it ends by itself."),
        StepInput(
          "listener", .string, standardValue: "the first of soap-listeners that plays a notification recipient",
          meaning: "Name of the harness's listener."),
      ] + SOAPFields.inputs,
    observation: SOAPFields.answer + [
      Field(
        "subscription", .string, .when("the broker took it"),
        meaning: "Address of the subscription, by which dsub.unsubscribe ends it.",
        source: "WS-BaseNotification 1.3 §4.2"),
      Field("termination-time", .string, .when("the answer tells it"), meaning: "When it ends by itself."),
      Field(
        "channel", .string, .when("the message could be sent"),
        meaning: "Name of the harness's address, by which dsub.await waits."),
    ],
    example: """
      - id: subscribe
        do: dsub.subscribe
        at: broker
        with: {patient: "{{anne.nhs-number}}"}
        expect: |
          subscription exists
        capture: |
          channel = channel
          subscription = subscription
      """,
    sources: ["ITI TF-2 §3.52", "WS-BaseNotification 1.3"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let listener = context.listeners.soap.listener(inputs.text("listener"), playing: .notificationRecipient)
    else {
      return .misuse(
        """
        The network file has no such listener under soap-listeners that plays a notification-recipient, which dsub.subscribe \
        needs.
        """)
    }
    switch SOAPExchange.make(inputs, in: context, at: .dsub) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let channel = context.listeners.soap.log.open()
      let envelope = Envelope(
        action: MetadataSubscription.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: subscription(inputs, consumer: "\(listener.address)/\(channel)").element)
      var result = await exchange.run(SOAPRequest(envelope, limits: BodyLimits(memory: 4 << 20))) {
        answer, observation in
        do throws(NotificationError) {
          let response = try SubscribeResponse(answer.envelope)
          observation["subscription"] = .string(response.manager)
          observation["termination-time"] = response.terminationTime.map { .string($0) }
          return nil
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.52.4.2", &observation)
        }
      }
      result.observation["channel"] = .string(channel)
      return result
    }
  }

  private static func subscription(_ inputs: StepInputs, consumer: String) -> MetadataSubscription {
    var parameters: [StoredQuery.Parameter] = []
    let patient = inputs.text("patient").map(XDSFields.patient)
    if let patient { parameters.append(.init("$XDSDocumentEntryPatientId", text: patient)) }
    for (input, attribute) in codeParameters {
      guard case .list(let codes)? = inputs.values[input], !codes.isEmpty else { continue }
      parameters.append(.init("$XDSDocumentEntry\(attribute)", anyOf: StepInputs.words(codes)))
    }
    var seconds = 3_600.0
    if case .duration(let time)? = inputs.values["lasting"] { seconds = Double(time) / 1e9 }
    return MetadataSubscription(
      consumer: consumer, topic: inputs.text("topic") ?? MetadataSubscription.Topic.fullDocumentEntry.rawValue,
      subject: patient == nil ? .documentEntryOfAnyPatient : .documentEntry, parameters: parameters,
      end: Date(timeIntervalSinceNow: seconds).formatted(.iso8601))
  }
}
