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

/// `hl7.burst`
public enum HL7BurstDescription {
  /// The description.
  public static let description = StepDescription(
    name: "hl7.burst",
    summary: "Sends a message many times, each with a control id of its own, over one or several connections.",
    effect: .load, endpoint: .hl7, sendsMany: true,
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
