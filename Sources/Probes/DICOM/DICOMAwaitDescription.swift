import Specification

/// `dicom.await`
public enum DICOMAwaitDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.await",
    summary: "Waits for what a system sends to the harness's listeners by itself.",
    effect: .listen, endpoint: .dicom,
    inputs: [
      StepInput(
        "service", .word(DICOMAwaitProbe.Service.words), required: true,
        meaning: """
          Objects (C-STORE), commitment reports, performed procedure steps, instance availability notices or reports on \
          workitems.
          """),
      StepInput(
        "study", .string, standardValue: "any, where an instance is given",
        meaning: "Only what names this study fixture or one of its instances.", refersTo: .studyFixture),
      StepInput(
        "instance", .uid, standardValue: "any, where a study is given",
        meaning: "Only what is of this SOP instance: a workitem, a performed procedure step, an object."),
      StepInput(
        "canaries-of", .string, standardValue: "none",
        meaning: """
          Study fixture with canaries that the system has de-identified: objects of new studies are awaited and searched \
          for what identifies it. Service is storage.
          """, refersTo: .studyFixture),
      StepInput(
        "count", .number, standardValue: "1",
        meaning: """
          How many must come. That too few came is silence, which shows nothing: what it was awaited for is not demonstrated. \
          With 0 none need to, and the step completes. Objects of other studies than that of canaries-of do not count.
          """),
      StepInput(
        "within", .duration, standardValue: "the step's timeout",
        meaning: "How long to wait; never longer than the step's timeout."),
      StepInput(
        "complete", .boolean, standardValue: "false",
        meaning: """
          Whether to wait on until every instance of the study has come (storage) or been told of (instance-availability); \
          what is missing when the time is over is told.
          """),
    ],
    observation: [
      Field("arrived", .number, .when("the harness listens"), meaning: "Number of arrivals.", isCumulative: true),
      Field(
        "arrivals", .list(of: .record(arrival), key: "sop-instance"), .when("the harness listens"),
        meaning: "What came, in order.", isCumulative: true),
      Field(
        "studies",
        .list(
          of: .record([
            Field("study", .uid, meaning: "Study Instance UID."),
            Field("arrived", .number, meaning: "Number of arrivals about it."),
            Field(
              "missing", .list(of: .uid, key: nil),
              meaning: "SOP Instance UIDs of the study that were not stored or told of."),
            Field(
              "foreign", .list(of: .uid, key: nil),
              meaning: "SOP Instance UIDs that were stored or told of and are not of the study."),
            Field(
              "last-arrival", .duration,
              meaning: "From the beginning of the step to the last arrival; 0 for what came before."),
          ]), key: "study"), .when("the harness listens"),
        meaning: "The study asked for, if anything came about it; nothing where nothing came."),
      Field(
        "deidentification", .record(DeidentificationSchema.fields),
        .when("canaries-of was given and the harness listens"),
        meaning: "What identifies the fixture in the objects that came, and how they were de-identified.",
        source: "PS3.15 Annex E"),
    ],
    example: """
      - do: dicom.await
        at: archive
        with: {service: instance-availability, study: ct-chest, count: 0, complete: true}
        timeout: 120 s
        expect: |
          every studies[*].missing is empty
          every studies[*].last-arrival <= 60 s
      """,
    sources: ["PS3.4 Annex B", "PS3.4 Annex F", "PS3.4 Annex J", "PS3.4 Annex R", "PS3.4 §CC.2.4"])

  private static let arrival: [Field] =
    [
      Field("request", .string, meaning: "`C-STORE-RQ`, `N-CREATE-RQ`, `N-SET-RQ`, `N-EVENT-REPORT-RQ`."),
      Field("calling-ae", .string, meaning: "Calling AE title of the system."),
      Field("listener", .string, meaning: "AE title of the listener."),
      Field("remote-host", .string, meaning: "Address of the system."),
      Field("sop-class", .uid, meaning: "SOP Class UID of the request."),
      Field("sop-instance", .uid, .when("the request names one"), meaning: "SOP Instance UID of the request."),
      Field("event-type", .number, .when("it is a report"), meaning: "Event Type ID."),
      Field("transfer-syntax", .uid, meaning: "Transfer syntax of the data set."),
      Field("fault", .string, .when("something is wrong with an object"), meaning: "What is wrong with the object."),
      ObjectConformity.field("it is an object that can be decoded"),
      Field("answered", .string, meaning: "Status that the harness answered, four hexadecimal digits."),
      Field("after", .duration, meaning: "From the beginning of the step; 0 for what came before."),
      Field(
        "instances",
        .list(
          of: .record([
            Field("series", .uid, meaning: "Series Instance UID."),
            Field("sop-class", .uid, meaning: "Referenced SOP Class UID."),
            Field("sop-instance", .uid, meaning: "Referenced SOP Instance UID."),
            Field("availability", .string, meaning: "Instance Availability (0008,0056), empty where missing."),
            Field("retrieve-ae", .string, meaning: "Retrieve AE Title (0008,0054), empty where missing."),
          ]), key: "sop-instance"), .when("it is a notice of availability"), meaning: "The instances told of.",
        source: "PS3.4 §R.3.2"),
      Field(
        "data-set", .dataSet, .when("it has one that can be decoded, and canaries-of was not given"),
        meaning: "The data set without values beyond 16 KiB."),
    ] + WorkitemFields.event
}
