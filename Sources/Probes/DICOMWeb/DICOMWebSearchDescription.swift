import DICOMWeb
import HTTPExchange
import Specification

/// `dicomweb.search`
public enum DICOMWebSearchDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicomweb.search",
    summary: "Searches by QIDO-RS, one request or page by page, and records the results.",
    effect: .read, endpoint: .dicomweb,
    inputs: [
      StepInput(
        "resource", .word(SearchResource.Level.allCases.map(\.rawValue)), standardValue: "studies",
        meaning: "What is searched."),
      StepInput("study", .uid, standardValue: "all", meaning: "Study Instance UID of the study to search within."),
      StepInput("series", .uid, standardValue: "all", meaning: "Series Instance UID of the series to search within."),
      StepInput(
        "keys", .dataSet, standardValue: "none",
        meaning: """
          Attributes by keyword or (gggg,eeee): a value matches, an empty one is returned by includefield; a mapping is a \
          path through a sequence, a list a list of UIDs.
          """),
      StepInput(
        "include", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Attributes for includefield, by keyword or tag, through sequences with points between."),
      StepInput(
        "include-all", .boolean, standardValue: "false", meaning: "Whether includefield=all is sent instead."),
      StepInput(
        "attributes", .word(SearchQuery.Naming.allCases.map(\.rawValue)), standardValue: "keyword",
        meaning: "How attributes are written in the address."),
      StepInput("fuzzy", .boolean, standardValue: "not sent", meaning: "Value of fuzzymatching."),
      StepInput("limit", .number, standardValue: "not sent", meaning: "Value of limit of the one request."),
      StepInput("offset", .number, standardValue: "not sent", meaning: "Value of offset, of the first request."),
      StepInput(
        "page", .number, standardValue: "one request",
        meaning: "Value of limit of each of the requests by which all results are walked, until one brings none."),
      StepInput(
        "walks", .number, standardValue: "1",
        meaning: """
          How often all pages are walked, 1 to 5. Where two walks differ, some more follow, as what is delivered \
          meanwhile changes results; where these go on changing, the step fails without blame for the service.
          """),
      StepInput(
        "accept", .string, standardValue: SearchAnswer.mediaType,
        meaning: "Value of Accept. Results are read of the standard value alone."),
      WebFields.anonymousInput,
    ],
    observation: WebFields.answer + [
      Field(
        "matches", .list(of: .dataSet, key: nil), .when("the status is 200, 204 or 206 and the answer is read"),
        meaning: "The results in their order, of all pages.", source: "PS3.18 §10.6.3.3", isCumulative: true),
      Field(
        "page-sizes", .list(of: .number, key: nil), .when("there are matches"),
        meaning: "Number of results of each answer.", source: "PS3.18 §8.3.4.4", isCumulative: true),
      Field(
        "repeated", .list(of: .uid, key: nil), .when("there are matches"),
        meaning: "UIDs of studies, series or instances that came more than once.", isCumulative: true),
      Field(
        "same-order", .boolean, .when("the pages were walked more than once, and the results did not go on changing"),
        meaning: "Whether walks brought the same results in the same order.", source: "PS3.18 §8.3.4.4.1"),
      WebFields.findings,
    ],
    example: """
      - do: dicomweb.search
        at: archive
        with:
          resource: studies
          keys: {PatientID: "{{ct-chest.patient.nhs-number}}"}
          page: 10
        expect: |
          status in [200, 204]
          matches[*].StudyInstanceUID contains {{ct-chest.uid}}
          repeated is empty
          findings is empty
      """,
    sources: ["PS3.18 §8.3.4", "PS3.18 §10.6", "PS3.18 Annex F"])
}
