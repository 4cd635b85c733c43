import HL7
import Specification

/// `hl7.await`
public enum HL7AwaitDescription {
  /// The description.
  public static let description = StepDescription(
    name: "hl7.await",
    summary: "Waits for HL7 v2 messages that a system sends to the harness's listeners by itself, and answers them.",
    effect: .listen, endpoint: .hl7,
    inputs: [
      StepInput("type", .string, standardValue: "any", meaning: "MSH-9 as far as given: `ORU`, `ORU^R01`."),
      StepInput(
        "where",
        .list(
          of: .record([
            Field("at", .address, meaning: "Where, such as `OBR-2.1`."),
            Field("text", .string, .when("one text is awaited"), meaning: "What stands there."),
            Field(
              "any", .list(of: .string, key: nil), .when("several texts are awaited"),
              meaning: "What may stand there."),
            Field(
              "none", .list(of: .string, key: nil), .when("messages with some texts are not awaited"),
              meaning: "What may not stand there; such a message stays for later steps."),
          ]), key: nil), standardValue: "none", meaning: "Texts by which the messages are known."),
      StepInput(
        "naming", .list(of: .string, key: nil), standardValue: "none",
        meaning: """
          Texts of which one stands somewhere in the message as a whole component: the numbers of an order, so that a \
          message which lost one of them is known by another.
          """),
      StepInput(
        "listeners", .list(of: .string, key: nil), standardValue: "any",
        meaning: """
          Names of the listeners at each of which messages are awaited. When one of them got a message and another, which \
          the system has called in this run, did not, that is told and is no time-out.
          """),
      StepInput(
        "count", .number, standardValue: "1",
        meaning: "How many are awaited, at each listener named; what is more stays for later steps."),
      StepInput(
        "within", .duration, standardValue: "the step's timeout",
        meaning: """
          How long to wait, from when listeners disturbed by `hl7.disturb` are in order again; never longer than the step's \
          timeout.
          """),
      StepInput(
        "linger", .duration, standardValue: "0 s",
        meaning: "How long to listen on after the last one awaited, for what comes once too often."),
      StepInput(
        "answer", .word(HL7StepFields.codes), standardValue: "AA, or CA in enhanced mode",
        meaning: "MSA-1 of the answers given while the step waits."),
      StepInput("answer-text", .string, standardValue: "empty", meaning: "MSA-3 of those answers."),
      StepInput(
        "conduct", .word(ListenerAnswer.Conduct.allCases.map(\.rawValue)), standardValue: "plain",
        meaning: "How they are given: wrongly on purpose, or not at all."),
      StepInput("delay", .duration, standardValue: "0 s", meaning: "How long they wait."),
    ],
    observation: [
      Field("arrived", .number, .when("the harness listens"), meaning: "How many came.", isCumulative: true),
      Field(
        "arrivals",
        .list(
          of: .record([
            Field("listener", .string, meaning: "Name of the harness's listener."),
            Field("remote-host", .string, meaning: "Address of the sender."),
            Field("secured", .boolean, meaning: "Whether it came over TLS."),
            Field("answered", .string, .when("it was answered"), meaning: "MSA-1 of the answer."),
            Field("frame-faults", HL7StepFields.frameFaults, meaning: "Faults of the framing on its connection."),
            Field("message", .message, meaning: "The message."),
            Field(
              "identifiers", .list(of: .string, key: nil),
              meaning: "The patient's identifiers: PID-3.1 of each repetition."),
            Field("report", MessageReport.type, meaning: "What its observations say."),
            Field(
              "moments", MessageMoments.type, .when("the edition of MSH-12 is known"),
              meaning: "Its time stamps that have a time of day."),
          ]), key: nil), .when("the harness listens"), meaning: "What came, in order.", isCumulative: true),
      Field(
        "receivers",
        .list(
          of: .record([
            Field("listener", .string, meaning: "Name of the harness's listener."),
            Field("called", .boolean, meaning: "Whether the system has opened a connection to it in this run."),
            Field("arrived", .number, meaning: "How many came."),
            Field("messages", .list(of: .message, key: nil), meaning: "The messages, in order."),
          ]), key: "listener"), .when("listeners was given and the harness listens"),
        meaning: "What came to each listener named.", isCumulative: true),
      Field(
        "same-order", .boolean, .when("several listeners were given and the harness listens"),
        meaning: """
          Whether what came to all of them came to each in the same order; messages are known by the numbers of order, \
          examination, document and appointment, and by the status of the report.
          """),
      Field(
        "texts", .list(of: .string, key: nil), .when("the harness listens"),
        meaning: "The texts of the reports that came, each once.", isCumulative: true),
      Field(
        "turned-away", .number, .when("the harness listens"),
        meaning: "How many came while their listener was disturbed; they are none of the arrivals.", isCumulative: true),
    ],
    example: """
      - do: hl7.await
        at: reporting
        with: {type: ORU^R01, naming: ["{{order}}", "{{accession}}"], listeners: [ris, epr]}
        timeout: 60 s
        expect: |
          every receivers[*].arrived == 1
          texts.count == 1
          arrivals[0].message.ORC-3.1 == {{accession}}
      """,
    sources: ["HL7 v2.5.1 §2.9", FrameFault.rule])
}
