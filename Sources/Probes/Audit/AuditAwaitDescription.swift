import IHE
import Inventory
import Specification

/// `audit.await`
public enum AuditAwaitDescription {
  private static let endpoints: [EndpointProtocol] = EndpointProtocol.allCases.filter { $0 != .syslog }

  /// The description.
  public static let description = StepDescription(
    name: "audit.await",
    summary: """
      Waits for the audit messages that a system has to send of the exchanges which earlier steps of the scenario had with \
      it, and holds each against what its transaction demands. That one is missing is held against a system from which \
      others came; of one that was never heard nothing is demonstrated.
      """,
    effect: .listen, endpoint: .syslog, otherEndpoints: endpoints,
    inputs: [
      StepInput(
        StepDescription.endpointInput, .word(["syslog"] + endpoints.map(\.rawValue)), standardValue: "syslog",
        meaning: "The system's endpoint that the earlier steps were aimed at."),
      StepInput(
        "steps", .list(of: .string, key: nil), standardValue: "all that were aimed at the system and are audited",
        meaning: "Ids of the earlier steps whose messages are awaited."),
      StepInput(
        "transaction", .word(AuditedTransaction.allCases.map(\.rawValue)), standardValue: "by the kind of step",
        meaning: "The transaction that the earlier steps stand for, or that followed from them."),
      StepInput(
        "side", .word(AuditedSide.allCases.map(\.rawValue)), standardValue: "responder",
        meaning: "On which side of the transaction the system stood."),
      StepInput("within", .duration, standardValue: "60 s", meaning: "After which a message is late."),
      StepInput("user", .string, standardValue: "any", meaning: "The user whom the message has to name."),
      StepInput(
        "role", .string, standardValue: "any", meaning: "Code of the role that a participant of it has to have."),
      StepInput("purpose", .string, standardValue: "any", meaning: "Code of the purpose of use that it has to name."),
    ],
    observation: [
      Field(
        "exchanges",
        .list(
          of: .record([
            Field("step", .string, meaning: "The earlier step."),
            Field("transaction", .string, meaning: "What it stands for."),
            Field("demand", .string, meaning: "Where the demand stands."),
            Field("found", .boolean, meaning: "Whether its message came."),
            Field(
              "after", .duration, .when("its message came"), meaning: "From the end of the exchange to the message."),
            Field("message", messageType, .when("its message came"), meaning: "The message."),
          ]), key: "step"), .when("the harness listens"), meaning: "The exchanges that have to be audited, in order."),
      Field("missing", steps, heard, meaning: "Steps whose message did not come."),
      Field("late", steps, heard, meaning: "Steps whose message came too late."),
      Field(
        "wrong", steps, heard,
        meaning:
          "Fields of the messages that are not what they have to be, with step, name, what is there and what has to be.",
        source: "PS3.15 §A.5"),
      Field(
        "excessive", steps, heard,
        meaning: """
          What the messages tell of the patient beyond identifiers, with step and field; of patients of the fixtures.
          """),
      Field(
        "malformed", steps, heard,
        meaning: """
          What of the messages departs from schema and syslog, with step and place; also a MSGID that is neither \
          IHE+RFC-3881 nor DICOM+RFC3881.
          """, source: "PS3.15 §A.5.1, RFC 5424 §6, ITI TF-2 §3.20.4.1.2"),
      Field("unprotected", steps, heard, meaning: "Steps whose message did not come over TLS.", source: "PS3.15 §A.6"),
      Field(
        "misframed", steps, heard, meaning: "Steps whose message came over a stream without its length before it.",
        source: "RFC 5425 §4.3"),
      Field(
        "unreadable",
        .list(
          of: .record([
            Field("remote-host", .string, meaning: "Address of the sender."),
            Field("text", .string, meaning: "Why it can't be read."),
          ]), key: nil), .when("the harness listens"),
        meaning: "What came meanwhile from addresses that may be the system's and holds no audit message."),
    ],
    example: """
      - do: audit.await
        at: registry
        with: {endpoint: xds, steps: [listed]}
        timeout: 70 s
        expect: |
          missing is empty
          late is empty
          wrong is empty
          exchanges[listed].message.event == "110112"
      """,
    sources: ["ITI TF-2 §3.20", "PS3.15 §A.5", "RFC 5424", "RFC 5425"])

  private static let heard = Field.Presence.when("the harness listens, and anything shows that the system knows it")
  private static let steps = ValueType.list(of: .string, key: nil)

  private static let messageType = ValueType.record([
    Field("listener", .string, meaning: "Name of the harness's listener."),
    Field("transport", .word(AuditListener.Transport.allCases.map(\.rawValue)), meaning: "What it came over."),
    Field("authenticated", .boolean, meaning: "Whether its sender showed a certificate that the listener trusts."),
    Field("remote-host", .string, meaning: "Address of the sender."),
    Field("event", .string, meaning: "Code of EventID.", source: "PS3.16 CID 400"),
    Field("types", steps, meaning: "Codes of EventTypeCode."),
    Field("action", .string, meaning: "EventActionCode; empty where it is missing."),
    Field("event-outcome", .string, meaning: "EventOutcomeIndicator; empty where it is missing."),
    Field("purposes", steps, meaning: "Codes of PurposeOfUse."),
    Field("source", .string, meaning: "AuditSourceID; empty where it is missing."),
    Field("users", steps, meaning: "UserID of the participants."),
    Field("access-points", steps, meaning: "NetworkAccessPointID of the participants that have one."),
    Field("patients", steps, meaning: "Ids of the patients."),
    Field("objects", steps, meaning: "Ids of the other objects."),
  ])
}
