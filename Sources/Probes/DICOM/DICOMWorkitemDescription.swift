import Specification

/// `dicom.workitem`
public enum DICOMWorkitemDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.workitem",
    summary: "Creates, claims, performs, cancels and watches a Unified Procedure Step by DIMSE, in any order.",
    effect: .write, endpoint: .dicom,
    inputs: WorkitemFields.inputs + [
      StepInput(
        "races", .number, standardValue: "1",
        meaning: "How often all requests are sent, each time about a new workitem, 1 to 100; with contenders."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association
      + WorkitemFields.observation(response: DICOMStepFields.status, source: "PS3.4 §CC.2") + [
        Field(
          "races",
          .record([
            Field("held", .number, meaning: "How many were held to their end."),
            Field("decided", .number, meaning: "How many had exactly one winner."),
          ]), .when("several were asked for"), meaning: "How the races went, all of them.", source: "PS3.4 §CC.2.1.2"),
        Field(
          "workitems", .list(of: .uid, key: nil), .when("several races were asked for"),
          meaning: "SOP Instance UIDs of the workitems of all races, in order."),
        Field(
          "transactions", .list(of: .uid, key: nil), .when("several races were asked for"),
          meaning: "Transaction UIDs of those who won, in the same order."),
      ],
    example: """
      - do: dicom.workitem
        at: archive
        with: {study: ct-chest, send: [create, claim, claim-by-other, describe-performed, complete, complete, get]}
        expect: |
          responses[create].status in [success, warning]
          responses[claim].status == success
          responses[claim-by-other].code in ["C301", "C302"]
          state == "COMPLETED"
          data-set.TransactionUID is absent
      """,
    sources: ["PS3.4 Annex CC", "PS3.7 §10.1"])
}
