import Specification

/// Inputs and fields that the steps about Unified Procedure Steps share, over DIMSE and over the web.
enum WorkitemFields {
  /// Inputs of a step that sends requests.
  static let inputs: [StepInput] = [
    StepInput(
      "study", .string, required: true, meaning: "Study fixture that the workitem is about.", refersTo: .studyFixture),
    StepInput(
      "send", .list(of: .word(WorkitemRequest.words), key: nil), standardValue: "[create]",
      meaning: "Requests in order, 1 to 40: \(WorkitemRequest.meaning)."),
    StepInput(
      "workitem", .uid, standardValue: "a new one",
      meaning: "SOP Instance UID of the workitem, where an earlier step created it."),
    StepInput(
      "transaction", .uid, standardValue: "a new one",
      meaning: "Transaction UID of the claim, where an earlier step claimed the workitem."),
    StepInput(
      "contenders", .number, standardValue: "1",
      meaning: "How many connections claim at once, each with a Transaction UID of its own, 1 to 16."),
  ]

  /// The field that tells of each response to which request it is; the protocol's own fields follow it.
  static let request = Field("request", .word(WorkitemRequest.words), meaning: "Which request the response is to.")

  /// Fields of an observation.
  ///
  /// - Parameter response: the protocol's fields of one response, without `request`.
  static func observation(response: [Field], source: String) -> [Field] {
    let accepted = "the service was accepted"
    return [
      Field("workitem", .uid, .when(accepted), meaning: "SOP Instance UID of the workitem."),
      Field(
        "transaction", .uid, .when(accepted),
        meaning: "Transaction UID of this side; after claims at once that of the one that won."),
      Field(
        "responses", .list(of: .record([request] + response), key: "request"), .when(accepted),
        meaning: "Responses in order; claims at once each have one.", source: source, isCumulative: true),
      Field(
        "state", .string, .when("a get brought one"),
        meaning: "Procedure Step State (0074,1000) of the last get.", source: "PS3.4 §CC.1.1"),
      Field("data-set", .dataSet, .when("a get brought one"), meaning: "The workitem as the last get brought it."),
      Field(
        "claims",
        .record([
          Field("contenders", .number, meaning: "How many claimed at once and were answered."),
          Field("won", .number, meaning: "How many of them were told success."),
        ]), .when("several claimed at once"), meaning: "How claims at once went.", source: "PS3.4 §CC.2.1.2"),
    ]
  }

  /// Fields of one event report, in the order in which they came.
  static let event: [Field] = [
    Field(
      "event", .word(WorkitemEvent.words), .when("the standard has its type"), meaning: "What is reported.",
      source: "PS3.4 Table CC.2.4-1"),
    Field(
      "state", .string, .when("it reports one"), meaning: "Procedure Step State (0074,1000)."),
  ]
}
