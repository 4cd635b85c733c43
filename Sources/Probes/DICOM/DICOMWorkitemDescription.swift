import Specification

/// `dicom.workitem`
public enum DICOMWorkitemDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.workitem",
    summary: "Creates, claims, performs, cancels and watches a Unified Procedure Step by DIMSE, in any order.",
    effect: .write, endpoint: .dicom,
    inputs: WorkitemFields.inputs + [DICOMStepFields.callingInput, DICOMStepFields.calledInput],
    observation: DICOMStepFields.association
      + WorkitemFields.observation(response: DICOMStepFields.status, source: "PS3.4 §CC.2"),
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
