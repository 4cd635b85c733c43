import Specification

/// `dicom.reject`
public enum DICOMRejectDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.reject",
    summary: "Stores a rejection note, a Key Object Selection Document that withdraws instances of a synthetic study.",
    effect: .write, endpoint: .dicom,
    inputs: [
      StepInput(
        "study", .string, required: true,
        meaning: "Study fixture to withdraw instances of; it stays withdrawn, so let no other requirement need it.",
        refersTo: .studyFixture),
      StepInput(
        "reason", .word(RejectionNote.Reason.words), required: true,
        meaning: """
          The note's title: 113001 quality, 113037 patient-safety, 113038 worklist-entry, 113039 retention-expired, all \
          of coding scheme DCM.
          """),
      StepInput("series", .number, standardValue: "all", meaning: "Only this series of the study, from 1."),
      StepInput("instance", .number, standardValue: "all", meaning: "Only this instance of the series, from 1."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + [
      Field("note", .uid, .when("the presentation context was accepted"), meaning: "SOP Instance UID of the note."),
      Field(
        "note-series", .uid, .when("the presentation context was accepted"), meaning: "Series Instance UID of the note."
      ),
      Field(
        "series", .list(of: .uid, key: nil), .when("the presentation context was accepted"),
        meaning: "Series Instance UIDs of what the note withdraws."),
      Field(
        "rejected", .list(of: .uid, key: nil), .when("the presentation context was accepted"),
        meaning: "SOP Instance UIDs of what the note withdraws."),
      Field(
        "response", .record(DICOMStepFields.status), .when("the C-STORE was answered"), meaning: "The C-STORE-RSP.",
        source: "PS3.7 §9.3.1"),
    ],
    example: """
      - do: dicom.reject
        at: archive
        with: {study: ct-withdrawn, reason: quality}
        expect: |
          response.status == success
        capture: |
          note = note
      """,
    sources: ["PS3.3 §A.35.4", "PS3.16 TID 2010", "PS3.16 CID 7011", "IHE RAD TF-3 §4.66"])
}
