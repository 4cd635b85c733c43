import HTTPExchange
import Specification

/// `dicomweb.workitem`
public enum DICOMWebWorkitemDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicomweb.workitem",
    summary: """
      Creates, claims, performs, cancels, searches and watches a workitem by UPS-RS, in any order, and hears its events on \
      a WebSocket.
      """,
    effect: .write, endpoint: .dicomweb,
    inputs: WorkitemFields.inputs + [
      StepInput(
        "search", .dataSet, standardValue: "no search",
        meaning: "Attributes by keyword to search workitems by, after the requests."),
      StepInput(
        "events", .number, standardValue: "0",
        meaning: """
          Event reports to wait for after the requests, at most 100; the WebSocket is opened after the first subscription.
          """),
      StepInput("hold", .duration, standardValue: "5 s", meaning: "How long they are waited for."),
      WebFields.anonymousInput,
    ],
    observation: WorkitemFields.observation(response: response, source: "PS3.18 Chapter 11") + search + events,
    example: """
      - do: dicomweb.workitem
        at: archive
        with: {study: ct-chest, send: [create, subscribe, claim, claim-by-other, get], events: 1}
        expect: |
          responses[create].status == 201
          responses[claim].accepted == true
          responses[claim-by-other].accepted == false
          state == "IN PROGRESS"
          some reported-states[*] == "IN PROGRESS"
      """,
    sources: ["PS3.18 Chapter 11", "PS3.18 §8.10", "PS3.4 Annex CC", "RFC 6455"])

  private static let response: [Field] = [
    Field("status", .number, meaning: "HTTP status.", source: "PS3.18 §8.5"),
    Field("accepted", .boolean, meaning: "Whether the status is a success."),
    Field(
      "warnings", .list(of: .string, key: nil), meaning: "Values of Warning header fields.",
      source: "PS3.18 §11.7.3.2"),
    Field("duration", .duration, meaning: "From the request's beginning to the answer's end."),
  ]

  private static let search: [Field] = [
    Field(
      "matches", .list(of: .dataSet, key: nil), .when("search was given and answered"),
      meaning: "Workitems found.", source: "PS3.18 §11.9"),
    Field(
      "found", .boolean, .when("search was given and answered"), meaning: "Whether the workitem is among them."),
  ]

  private static let events: [Field] = [
    Field(
      "channel", .word(["open", "refused", "elsewhere"]), .when("events are awaited and the subscription succeeded"),
      meaning: "What became of the WebSocket: open, refused by status, or on another host.", source: "PS3.18 §8.10.4"),
    Field(
      "events",
      .list(
        of: .record(
          WorkitemFields.event + [
            Field("fault", .string, .when("something is wrong with its form"), meaning: "What is wrong, with the rule.")
          ]), key: nil), .when("channel == open"), meaning: "Reports of the workitem in the order in which they came.",
      source: "PS3.18 §11.13", isCumulative: true),
    Field(
      "reported-states", .list(of: .string, key: nil), .when("channel == open"),
      meaning: "States that they report, in order.", isCumulative: true),
    Field(
      "in-order", .boolean, .when("channel == open"), meaning: "Whether no reported state goes back.",
      source: "PS3.4 Table CC.1.1-2"),
    Field("closed-by-peer", .boolean, .when("channel == open"), meaning: "Whether the system ended the connection."),
  ]
}
