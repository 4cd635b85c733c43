import IHE
import Specification

/// Fields that every step over SOAP shows.
enum SOAPFields {
  /// The word of `replyInput` for an answer that comes to the harness's listener.
  static let asynchronous = "asynchronous"

  static let replyInput = StepInput(
    "reply", .word(["synchronous", asynchronous]), standardValue: "synchronous",
    meaning: """
      Where the answer shall go: back on the connection, or by itself to the first of the network file's `soap-listeners` \
      (`wsa:ReplyTo`).
      """)

  static let lingerInput = StepInput(
    "reply-linger", .duration, standardValue: "0 s",
    meaning: "How long the harness listens on after an asynchronous answer, for one that comes once too often.")

  /// Inputs that every step over SOAP has.
  static let inputs = [WebFields.anonymousInput, replyInput, lingerInput] + UserAssertionFields.inputs

  /// Whether a step has something come to the harness's listeners for SOAP.
  static func callsBack(_ step: Step) -> Bool {
    guard let description = StepRegistry.catalogue.descriptions[step.kind] else { return false }
    if step.inputs[replyInput.name] != nil, description.inputs.contains(replyInput) { return true }
    return [.xds, .xca, .dsub, .pixv3].contains(description.endpoint)
      && (description.effect == .listen || description.endpoint == .dsub)
  }

  static let answer: [Field] = [
    Field("status", .number, .when("an answer came"), meaning: "HTTP status code.", source: "RFC 9110 §15"),
    Field(
      "media-type", .string, .when("the answer names one"),
      meaning: "Media type of the answer in lower case, without parameters.", source: "ITI TF-2 Appendix V.3"),
    Field(
      "last-byte", .duration, .when("an answer came"),
      meaning: "From the begin of the request to the end of the answer."),
    Field(
      "packaging", .word(SOAPAnswer.Packaging.allCases.map(\.rawValue)), .when("a SOAP message came"),
      meaning: "Whether the message came alone, or with its documents as MTOM.", source: "ITI TF-2 Appendix V.3.6"),
    Field(
      "soap-version", .string, .when("a SOAP message came"), meaning: "Version of SOAP: `1.1` or `1.2`.",
      source: "ITI TF-2 Appendix V.3.2"),
    Field(
      "action", .string, .when("the message has one"), meaning: "WS-Addressing action.",
      source: "ITI TF-2 Appendix V.3.2.2"),
    Field(
      "answers-request", .boolean, .when("a SOAP message came"),
      meaning: "Whether it says that it answers the message that was sent (`wsa:RelatesTo`).",
      source: "ITI TF-2 Appendix V.3.2.2"),
    Field(
      "fault",
      .record([
        Field("code", .string, meaning: "Local part of the code: `Sender`, `Receiver`."),
        Field("subcodes", .list(of: .string, key: nil), meaning: "Local parts of the subcodes."),
        Field("reason", .string, meaning: "The reason in the sender's words."),
      ]), .when("the body is a SOAP fault"), meaning: "The fault.", source: "SOAP 1.2 Part 1 §5.4"),
    Field(
      "reply-place", .word(["listener", "connection"]), .when("an asynchronous answer was asked for and one came"),
      meaning: "Whether it came to the harness's listener, or on the connection of the request.",
      source: "ITI TF-2 Appendix V.5"),
    Field(
      "replies", .number, .when("an asynchronous answer was asked for and the message was taken"),
      meaning: "Answers to this message that came to the listener.", source: "ITI TF-2 Appendix V.5"),
    Field(
      "uncorrelated", .number, .when("an asynchronous answer was asked for and the message was taken"),
      meaning:
        "Messages that came to the address told for the answer, and say that they answer another message or none.",
      source: "ITI TF-2 Appendix V.3.2.2"),
    Field(
      "reply-after", .duration, .when("an asynchronous answer came to the listener"),
      meaning: "From the begin of the request to the end of the answer."),
    UserAssertionFields.asserted,
  ]

  /// What any SOAP message shows.
  static func note(_ answer: SOAPAnswer, to request: Envelope, in observation: inout [String: Value]) {
    let envelope = answer.envelope
    observation["packaging"] = .string(answer.packaging.rawValue)
    observation["soap-version"] = .string(envelope.isSOAP11 ? "1.1" : "1.2")
    if let action = envelope.action { observation["action"] = .string(action) }
    observation["answers-request"] = .boolean(envelope.relatesTo == request.messageID)
    if let fault = envelope.fault {
      observation["fault"] = .record([
        "code": .string(fault.code), "subcodes": .list(fault.subcodes.map { .string($0) }),
        "reason": .string(fault.reason),
      ])
    }
  }

  /// A message id that no other message has (RFC 4122 §4.4).
  static func messageID() -> String { Envelope.newMessageID() }
}
