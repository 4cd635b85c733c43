import Specification

/// `dicom.notify`
public enum DICOMNotifyDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.notify",
    summary: "Sends an Instance Availability Notification of a synthetic study by N-CREATE.",
    effect: .write, endpoint: .dicom,
    inputs: [
      StepInput(
        "study", .string, required: true, meaning: "Study fixture whose instances are told of.",
        refersTo: .studyFixture),
      StepInput(
        "availability", .word(AvailabilityNotice.Availability.words), standardValue: "ONLINE",
        meaning: "Instance Availability (0008,0056) of all of them."),
      StepInput(
        "retrieve-ae", .string, standardValue: "the calling AE title",
        meaning: "Retrieve AE Title (0008,0054) of all of them."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + [
      Field(
        "sop-instance", .uid, .when("the presentation context was accepted"), meaning: "SOP Instance UID of the notice."
      ),
      Field(
        "response", .record(DICOMStepFields.status), .when("the N-CREATE was answered"), meaning: "The N-CREATE-RSP.",
        source: "PS3.4 §R.3.2"),
    ],
    example: """
      - do: dicom.notify
        at: reporting
        with: {study: ct-chest, availability: NEARLINE}
        expect: |
          response.status == success
      """,
    sources: ["PS3.4 Annex R", "PS3.3 §C.4.23"])
}
