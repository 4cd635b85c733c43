import HL7
import Specification

/// Fields and inputs that several `hl7.*` steps share.
enum HL7StepFields {
  static let codes = Acknowledgement.Code.allCases.map(\.rawValue)

  /// The message and its changes, in the order in which they are made.
  static let message: [StepInput] = [
    StepInput(
      "message", .message, required: true,
      meaning: """
        Template of the message: a file of the specification with a segment a line and names in double braces, which are \
        escaped; or a message captured before, `{{name}}`.
        """),
    StepInput(
      "patient", .string, standardValue: "none",
      meaning: "Patient fixture that the template names as `{{patient.nhs-number}}` and so on.",
      refersTo: .patientFixture),
    StepInput(
      "prior", .string, standardValue: "none",
      meaning: "Patient fixture that the template names as `{{prior.local-id}}` and so on: whose identifier gives way.",
      refersTo: .patientFixture),
    StepInput(
      "set", changes("Text, which is escaped."), standardValue: "none", meaning: "Texts to write at addresses."),
    StepInput(
      "write", changes("Text with delimiters, as it is."), standardValue: "none",
      meaning: "Texts to write at addresses without escaping."),
    StepInput(
      "repeat", .list(of: .address, key: nil), standardValue: "none",
      meaning: "Segments and repetitions of fields to send twice."),
    StepInput(
      "remove", .list(of: .address, key: nil), standardValue: "none",
      meaning: "Segments, repetitions and values to leave out."),
    StepInput(
      "damage",
      .record([
        Field("at", .address, meaning: "Where."),
        Field("kind", .word(Damage.allCases.map(\.rawValue)), meaning: "How."),
      ]), standardValue: "none", meaning: "Damage done to the message last, so that the answer to it can be seen."),
  ]

  private static func changes(_ text: String) -> ValueType {
    .list(
      of: .record([
        Field("at", .address, meaning: "Where, such as `PID-3[2].1`."), Field("text", .string, meaning: text),
      ]), key: nil)
  }

  static let linger = StepInput(
    "linger", .duration, standardValue: "0 s",
    meaning: "How long to listen on after the last acknowledgement asked for, for answers that come twice.")

  static let frameFaults: ValueType = .list(
    of: .record([
      Field("kind", .word(FrameFault.Kind.words), meaning: "What departs from the framing."),
      Field("offset", .number, meaning: "Where, in bytes from the start of what the peer sent."),
    ]), key: "kind")

  private static let acknowledgement: ValueType = .record([
    Field("code", .word(codes + ["other"]), meaning: "MSA-1.", source: "HL7 table 0008"),
    Field("text", .string, meaning: "MSA-3, or the texts of the ERR segments."),
    Field("control-id", .string, meaning: "MSA-2.", source: "HL7 v2.5.1 §2.15.8.2"),
    Field("control-id-matches", .boolean, meaning: "Whether it is that of the message sent."),
    Field("latency", .duration, meaning: "From the first byte sent to the whole acknowledgement."),
    Field(
      "errors",
      .list(
        of: .record([
          Field("location", .string, .when("the segment names one"), meaning: "Where in the message, as an address."),
          Field("code", .string, meaning: "Code of the error.", source: "HL7 table 0357"),
          Field("text", .string, meaning: "Its texts."),
          Field("severity", .string, .when("the segment has it"), meaning: "E, W, I or F.", source: "HL7 table 0516"),
        ]), key: "code"), meaning: "ERR segments.", source: "HL7 v2.5.1 §2.15.5"),
    Field("message", .message, meaning: "The message that holds it."),
  ])

  /// What every step that sends one message shows.
  static let answers: [Field] = [
    Field("control-id", .string, .when("a message could be made ready"), meaning: "MSH-10 of the message sent."),
    Field("sent", .message, .when("a message could be made ready"), meaning: "The message sent, before any damage."),
    Field(
      "commit", acknowledgement, .when("a commit acknowledgement came"),
      meaning: "The commit acknowledgement of enhanced mode.", source: "HL7 v2.5.1 §2.9.3"),
    Field(
      "acknowledgement", acknowledgement, .when("an application acknowledgement came"),
      meaning: "The application acknowledgement or response.", source: "HL7 v2.5.1 §2.9.2"),
    Field(
      "further", .list(of: .message, key: nil), .when("the message was sent"), meaning: "Whatever else came, in order.",
      isCumulative: true),
    Field(
      "frame-faults", frameFaults, .when("the message was sent"),
      meaning: "Departures from the framing in what came.", source: FrameFault.rule, isCumulative: true),
  ]
}
