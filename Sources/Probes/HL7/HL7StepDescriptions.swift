import HL7
import Specification

/// `hl7.send`
public enum HL7SendDescription {
  /// The description.
  public static let description = StepDescription(
    name: "hl7.send",
    summary: "Sends an HL7 v2 message and waits for the acknowledgements that its MSH-15 and MSH-16 ask for.",
    effect: .write, endpoint: .hl7, inputs: HL7StepFields.message + [HL7StepFields.linger],
    observation: HL7StepFields.answers,
    example: """
      - do: hl7.send
        at: scheduler
        with:
          message: messages/orm-o01.hl7
          set: [{at: OBR-5, text: S}]
        expect: |
          acknowledgement.code == AA
          acknowledgement.errors is empty
      """,
    sources: ["HL7 v2.5.1 §2.9", FrameFault.rule])
}

/// `hl7.query`
public enum HL7QueryDescription {
  /// The description.
  public static let description = StepDescription(
    name: "hl7.query", summary: "Sends an HL7 v2 query and waits for the response.", effect: .read, endpoint: .hl7,
    inputs: HL7StepFields.message + [HL7StepFields.linger],
    observation: HL7StepFields.answers + [
      Field(
        "query-status", .string, .when("the response has QAK-2"), meaning: "OK, NF, AE or AR.", source: "HL7 table 0208"
      ),
      Field("hits", .number, .when("a response came"), meaning: "How many PID segments the response has."),
    ],
    example: """
      - do: hl7.query
        at: index
        with: {message: messages/qbp-q22.hl7}
        expect: |
          query-status == OK
          acknowledgement.message.PID-3.1 == {{anne.local-id}}
      """,
    sources: ["HL7 v2.5.1 §5.2", "ITI TF-2 §3.21"])
}

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
            Field("text", .string, meaning: "What stands there."),
          ]), key: nil), standardValue: "none", meaning: "Texts by which the messages are known."),
      StepInput("count", .number, standardValue: "1", meaning: "How many are awaited."),
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
          ]), key: nil), .when("the harness listens"), meaning: "What came, in order.", isCumulative: true),
    ],
    example: """
      - do: hl7.await
        at: scheduler
        with: {type: ORU^R01, where: [{at: OBR-18, text: "{{ct-chest.accession-number}}"}]}
        timeout: 60 s
        expect: |
          arrivals[0].message.PID-3.1 == {{anne.local-id}}
      """,
    sources: ["HL7 v2.5.1 §2.9", FrameFault.rule])
}

/// `hl7.burst`
public enum HL7BurstDescription {
  /// The description.
  public static let description = StepDescription(
    name: "hl7.burst",
    summary: "Sends a message many times, each with a control id of its own, over one or several connections.",
    effect: .load, endpoint: .hl7,
    inputs: HL7StepFields.message.filter { $0.name != "damage" } + [
      StepInput("count", .number, standardValue: "100", meaning: "How many messages, 1 to 100000."),
      StepInput("connections", .number, standardValue: "1", meaning: "Over how many connections, 1 to 64."),
    ],
    observation: [
      Field("sent", .number, .when("a message could be made ready"), meaning: "Messages sent.", isCumulative: true),
      Field(
        "accepted", .number, .when("a message could be made ready"), meaning: "Acknowledged AA or CA.",
        isCumulative: true),
      Field(
        "refused", .number, .when("a message could be made ready"), meaning: "Acknowledged otherwise.",
        isCumulative: true),
      Field(
        "mismatched", .number, .when("a message could be made ready"),
        meaning: "Acknowledgements with another control id.", isCumulative: true),
      Field(
        "frame-faults", .number, .when("a message could be made ready"), meaning: "Departures from the framing.",
        isCumulative: true),
      Field(
        "latency",
        .record([
          Field("median", .duration, meaning: "Half were answered as quickly."),
          Field("p95", .duration, meaning: "95 of 100 were."), Field("p99", .duration, meaning: "99 of 100 were."),
          Field("maximum", .duration, meaning: "The slowest."),
        ]), .when("an acknowledgement came"), meaning: "From a message's first byte to its acknowledgement.",
        isCumulative: true),
      Field(
        "rate", .number, .when("an acknowledgement came"), meaning: "Acknowledged messages a second.",
        isCumulative: true),
    ],
    example: """
      - do: hl7.burst
        at: scheduler
        with: {message: messages/adt-a08.hl7, count: 1000, connections: 4}
        timeout: 2 min
        expect: |
          accepted == 1000
          latency.p99 <= 1 s
      """,
    sources: ["HL7 v2.5.1 §2.9", FrameFault.rule])
}
