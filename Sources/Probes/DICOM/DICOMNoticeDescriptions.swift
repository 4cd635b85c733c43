import Specification

/// `dicom.commit`
public enum DICOMCommitDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.commit",
    summary: "Asks for storage commitment and waits for the report, on the same association or a new one.",
    effect: .listen, endpoint: .dicom,
    inputs: [
      StepInput(
        "study", .string, required: true, meaning: "Study fixture whose instances are to be committed.",
        refersTo: .studyFixture),
      StepInput(
        "absent", .list(of: .uid, key: nil), standardValue: "none",
        meaning: "SOP Instance UIDs to ask for on top, which the system can't hold."),
      StepInput(
        "hold", .duration, standardValue: "1 s",
        meaning: "How long the association is kept open for a report; then the report is awaited at the listeners."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + [
      Field(
        "request", .record(DICOMStepFields.status), .when("the N-ACTION was answered"), meaning: "The N-ACTION-RSP.",
        source: "PS3.4 §J.3.2"),
      Field(
        "reported", .boolean, .when("the N-ACTION was answered"),
        meaning: "Whether the report came within the deadline.", source: "PS3.4 §J.3.3"),
      Field(
        "way", .word(["same-association", "new-association"]), .when("reported == true"), meaning: "Where it came."),
      Field("event-type", .number, .when("reported == true"), meaning: "1 complete success, 2 failures exist."),
      Field(
        "committed", .list(of: .uid, key: nil), .when("reported == true"), meaning: "SOP Instance UIDs committed."),
      Field(
        "failed",
        .list(
          of: .record([
            Field("sop-instance", .uid, meaning: "SOP Instance UID not committed."),
            Field(
              "reason", .string, .when("the report has it"), meaning: "Failure Reason, four hexadecimal digits.",
              source: "PS3.3 §C.14.1.1"),
          ]), key: "sop-instance"), .when("reported == true"), meaning: "Instances that were not committed."),
      Field(
        "foreign", .list(of: .uid, key: nil), .when("reported == true"),
        meaning: "SOP Instance UIDs committed that were not asked for."),
      Field(
        "report-time", .duration, .when("reported == true"), meaning: "From the beginning of the step to the report."),
    ],
    example: """
      - do: dicom.commit
        at: archive
        with: {study: ct-chest}
        timeout: 60 s
        expect: |
          request.status == success
          event-type == 1
          committed same set as {{ct-chest.instance-uids}}
      """,
    sources: ["PS3.4 Annex J", "PS3.7 §10.1"])
}

/// `dicom.mpps`
public enum DICOMPerformedStepDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.mpps",
    summary: "Reports a performed procedure step of a synthetic study by N-CREATE and N-SET, in any order.",
    effect: .write, endpoint: .dicom,
    inputs: [
      StepInput(
        "study", .string, required: true, meaning: "Study fixture that was performed.", refersTo: .studyFixture),
      StepInput(
        "send", .list(of: .word(DICOMPerformedStepProbe.Action.words), key: nil), standardValue: "[create, complete]",
        meaning: """
          Requests in order: create, complete, discontinue, resume (back to IN PROGRESS), change-unknown (an N-SET for a \
          step that was never created).
          """),
      StepInput(
        "keys", .dataSet, standardValue: "none",
        meaning: """
          Attributes of the N-CREATE instead of the study's, such as those of the worklist item that was performed; a mapping \
          changes the sequence's item.
          """),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + [
      Field("sop-instance", .uid, .when("the presentation context was accepted"), meaning: "UID of the step."),
      Field(
        "responses",
        .list(
          of: .record(
            [
              Field(
                "request", .word(DICOMPerformedStepProbe.Action.words), meaning: "Which request the response is to.")
            ] + DICOMStepFields.status), key: "request"), .when("the presentation context was accepted"),
        meaning: "Responses in order.", source: "PS3.4 §F.7.2", isCumulative: true),
    ],
    example: """
      - do: dicom.mpps
        at: archive
        with: {study: ct-chest, send: [create, complete, resume]}
        expect: |
          responses[create].status == success
          responses[complete].status == success
          responses[resume].code == "0110"
      """,
    sources: ["PS3.4 §F.7", "PS3.7 §10.1"])
}
