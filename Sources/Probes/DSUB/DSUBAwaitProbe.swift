import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `dsub.await`: waits for what a broker tells.
enum DSUBAwaitProbe: Probe {
  private static let countLimit = 1_000

  private static let notification: [Field] = [
    Field("topic", .string, .when("it is stated"), meaning: "Topic as written.", source: "ITI TF-2 §3.53.4.1"),
    Field("dialect", .string, .when("it is stated"), meaning: "Dialect of the topic.", source: "WS-Topics 1.3 §8"),
    Field("subscription", .string, .when("it is stated"), meaning: "Address of the subscription that it comes of."),
    Field("producer", .string, .when("it is stated"), meaning: "Address of the one that it comes from."),
    Field(
      "documents", .list(of: .record(DocumentEntryFields.fields), key: "uniqueId"),
      meaning: "Document entries that it brings, of the full topic.", source: "ITI TF-3 §4.1.3.2"),
    Field(
      "references",
      .list(
        of: .record([
          Field("entryUUID", .string, .when("it refers to an entry"), meaning: "Id of the document entry."),
          Field("uniqueId", .string, .when("it refers to a document"), meaning: "Unique id of the document."),
          Field(
            "repositoryUniqueId", .string, .when("it refers to a document"),
            meaning: "Repository that holds it; empty where it is missing."),
          Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that it is in."),
          Field(
            "complete", .boolean,
            meaning: "Whether the document can be found by it: by the `urn:uuid:` of an entry, or by repository and id."
          ),
        ]), key: nil),
      meaning: """
        References that it brings, of the minimal topic: to entries (`ObjectRef`), or to documents, as earlier versions of the \
        profile had them (`RetrieveDocumentSetRequest`).
        """, source: "ITI TF-2 §3.53.4.1.2"),
    Field(
      "other-content", .string, .when("it brings something else"), meaning: "Name of the element that it brings."),
    Field("after", .duration, meaning: "From the begin of this step; 0 s for what came before."),
    Field("secured", .boolean, meaning: "Whether it came over TLS."),
    Field("remote-host", .string, meaning: "Address of the sender."),
    Field("soap-version", .string, meaning: "Version of SOAP: `1.1` or `1.2`."),
    Field("action", .string, .when("the message has one"), meaning: "WS-Addressing action."),
  ]

  static let description = StepDescription(
    name: "dsub.await",
    summary: "Waits for notifications of a subscription that dsub.subscribe made.",
    effect: .listen, endpoint: .dsub,
    inputs: [
      StepInput("channel", .string, required: true, meaning: "Name of the address, captured from dsub.subscribe."),
      StepInput(
        "count", .number, standardValue: "1",
        meaning: """
          How many are awaited, 0 to 1000. With 0 the harness listens for the whole time, and silence is what it listens \
          for.
          """),
      StepInput(
        "document", .string, standardValue: "any",
        meaning: """
          Unique id of the document that the notifications which count tell of; the others are listed too. One that refers to \
          an entry does not say of which document it is, and counts.
          """),
      StepInput(
        "within", .duration, standardValue: "the step's own time", meaning: "How long the harness waits at most."),
    ],
    observation: [
      Field(
        "arrived", .number, .when("the harness listens"), meaning: "How many notifications came that count.",
        isCumulative: true),
      Field(
        "last-arrival", .duration, .when("one came that counts"),
        meaning: "From the begin of this step to the last of them; 0 s for what came before.", isCumulative: true),
      Field(
        "notifications", .list(of: .record(notification), key: nil), .when("the harness listens"),
        meaning: "All that came, in order.", isCumulative: true),
      Field(
        "malformed", .list(of: .string, key: nil), .when("the harness listens"),
        meaning: "What came and is no notification by the letter, and why.", isCumulative: true),
    ],
    example: """
      - do: dsub.await
        at: broker
        with: {channel: "{{channel}}", document: "{{report}}"}
        timeout: 60 s
        expect: |
          arrived == 1
          notifications[0].topic == "ihe:FullDocumentEntry"
      """,
    sources: ["ITI TF-2 §3.53", "WS-BaseNotification 1.3 §3"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard let count = inputs.integer("count", or: 1, in: 0...countLimit) else {
      return .misuse("The count of dsub.await is a whole number from 0 to \(countLimit).")
    }
    let log = context.listeners.soap.log
    guard let channel = inputs.text("channel"), log.has(channel) else {
      return .misuse(
        "No address of this name is open.", advice: "Capture `channel` from a step dsub.subscribe of the same scenario."
      )
    }
    let document = inputs.text("document")
    let start = ContinuousClock.now
    var time = context.deadline
    if case .duration(let nanoseconds) = inputs.values["within"] { time = min(time, nanoseconds) }
    let arrivals = await log.arrivals(until: start + .nanoseconds(time)) { arrivals in
      count > 0 && notifications(of: arrivals).count { $0.tells(of: document) } >= count
    } where: {
      $0.channel == channel
    }
    let told = notifications(of: arrivals)
    let counting = told.filter { $0.tells(of: document) }
    var observation: [String: Value] = [
      "outcome": .string("completed"), "arrived": .number(Decimal(counting.count)),
      "notifications": .list(told.prefix(countLimit).map { $0.value(since: start) }),
      "malformed": .list(arrivals.compactMap(Told.fault).prefix(16).map { .string($0) }),
      "duration": .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds),
    ]
    if let last = counting.map(\.arrival.time).max() {
      observation["last-arrival"] = .duration(nanoseconds: max(0, (last - start).nanoseconds))
    }
    var failure: StepFailure?
    if counting.count < count, told.count == counting.count {
      observation["outcome"] = .string("timed-out")
      failure = context.silence(
        "\(counting.count) of \(count) awaited notifications came from \(context.system.reference)", within: time,
        advice: """
          Check that the broker can reach the address of the harness's listener under soap-listeners, and that no firewall \
          stands between.
          """)
    }
    let entries = arrivals.prefix(16).flatMap(\.entries)
    return StepResult(observation: observation, failure: failure, transcript: Transcript(entries))
  }

  private static func notifications(of arrivals: [SOAPArrival]) -> [Told] { arrivals.flatMap(Told.read) }

  /// A notification and the message that brought it.
  private struct Told {
    var arrival: SOAPArrival
    var notification: MetadataNotification
    var isSOAP11: Bool
    var action: String?

    static func read(_ arrival: SOAPArrival) -> [Told] {
      guard let envelope = arrival.envelope, let read = try? MetadataNotification.read(envelope) else { return [] }
      return read.map { Told(arrival: arrival, notification: $0, isSOAP11: envelope.isSOAP11, action: envelope.action) }
    }

    /// Why a message brings no notification; nil where it does.
    static func fault(_ arrival: SOAPArrival) -> String? {
      switch arrival.message {
      case .failure(let fault): return fault.description
      case .success(let message):
        do throws(NotificationError) {
          return try MetadataNotification.read(message.envelope).isEmpty ? "Notify holds no NotificationMessage" : nil
        } catch {
          return error.description
        }
      }
    }

    /// Whether it tells of a document; of any where none is named.
    func tells(of document: String?) -> Bool {
      guard let document else { return true }
      return notification.references.contains { $0.documentUniqueID == document } || !entryReferences.isEmpty
        || notification.objects.compactMap(DocumentEntry.init).contains { $0.uniqueID == document }
    }

    /// Ids of the entries that it refers to.
    private var entryReferences: [String] {
      notification.objects.filter { $0.kind == .objectReference }.map(\.id)
    }

    private var references: [Value] {
      entryReferences.map { id in
        let isUUID = id.hasPrefix("urn:uuid:") && UUID(uuidString: String(id.dropFirst("urn:uuid:".count))) != nil
        return .record(["entryUUID": .string(id), "complete": .boolean(isUUID)])
      }
        + notification.references.map { reference in
          var fields: [String: Value] = [
            "uniqueId": .string(reference.documentUniqueID),
            "repositoryUniqueId": .string(reference.repositoryUniqueID),
            "complete": .boolean(!reference.documentUniqueID.isEmpty && !reference.repositoryUniqueID.isEmpty),
          ]
          fields["homeCommunityId"] = reference.homeCommunityID.map { .string($0) }
          return .record(fields)
        }
    }

    func value(since start: ContinuousClock.Instant) -> Value {
      var fields: [String: Value] = [
        "documents": .list(notification.objects.compactMap(DocumentEntry.init).map(DocumentEntryFields.value)),
        "references": .list(references),
        "after": .duration(nanoseconds: max(0, (arrival.time - start).nanoseconds)),
        "secured": .boolean(arrival.isSecured), "remote-host": .string(arrival.remoteHost),
        "soap-version": .string(isSOAP11 ? "1.1" : "1.2"),
      ]
      fields["topic"] = notification.topic.map { .string($0) }
      fields["dialect"] = notification.dialect.map { .string($0) }
      fields["subscription"] = notification.subscription.map { .string($0) }
      fields["producer"] = notification.producer.map { .string($0) }
      fields["other-content"] = notification.stranger.map { .string($0) }
      fields["action"] = action.map { .string($0) }
      return .record(fields)
    }
  }
}
