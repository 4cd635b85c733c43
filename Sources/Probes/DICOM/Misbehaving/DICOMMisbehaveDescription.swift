import Specification

/// `dicom.misbehave`
public enum DICOMMisbehaveDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.misbehave",
    summary: """
      Breaks one rule of the standard on purpose, sees what the system makes of it, and whether it goes on serving others.
      """,
    effect: .load, endpoint: .dicom,
    inputs: [
      StepInput(
        "act", .word(Misconduct.allCases.map(\.rawValue)), required: true,
        meaning: "What is done, and what a good peer answers.", choices: Misconduct.choices),
      StepInput(
        "study", .string,
        meaning: """
          Study whose first instance is stored, broken, by the acts that store. Each act stores a copy with UIDs of its \
          own; take a patient whom no other step looks for, because some systems keep what is broken.
          """, refersTo: .studyFixture),
      StepInput(
        "within", .duration, standardValue: "5 s; 40 s for acts that end in silence or break a data set",
        meaning: "How long the system has to answer; the standard leaves the length of its timer (ARTIM) open."),
      StepInput(
        "beside-within", .duration, standardValue: "3 s",
        meaning: """
          How long a C-ECHO over another association may take, begun while the act's connection is open. The harness ends \
          that connection when it is answered, and keeps it open while it is not.
          """),
      StepInput(
        "recovery", .duration, standardValue: "5 s",
        meaning: "How long the system has after the act until C-ECHO over a new association is answered again."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: [
      Field("act", .word(Misconduct.allCases.map(\.rawValue)), meaning: "What was done."),
      Field(
        "alive-before", .boolean,
        meaning: """
          Whether C-ECHO over a new association was answered before the act. Where it was not, nothing is sent, and the \
          step is inconclusive.
          """),
      Field(
        "answer", .word(MisconductAnswer.allCases.map(\.rawValue)), .when("an answer could come"),
        meaning: """
          What the system answered first: A-ASSOCIATE-AC; A-ASSOCIATE-RJ; A-ABORT; A-RELEASE-RP; a response with success, \
          warning or failure; the end of the connection; nothing in time; anything else.
          """),
      Field(
        "proper", .boolean, .when("an answer could come"),
        meaning: "Whether the answer is one that a good peer gives to this act, and the system serves after it.",
        source: "PS3.8 Table 9-10"),
      Field(
        "answer-time", .duration, .when("an answer could come"),
        meaning: "From the last byte of the act to the answer, or to the end of the wait."),
      Field("code", .string, .when("the answer was a response"), meaning: "Status as four hexadecimal digits, `0211`."),
      Field(
        "abort", DICOMStepFields.abort, .when("answer == abort, or outcome == aborted"), meaning: "The A-ABORT.",
        source: "PS3.8 §9.3.8"),
      Field(
        "rejection", DICOMStepFields.rejection, .when("answer == rejection, or outcome == rejected"),
        meaning: "The A-ASSOCIATE-RJ.", source: "PS3.8 §9.3.4"),
      Field(
        "alive-beside", .boolean, .when("the act was carried out"),
        meaning: "Whether C-ECHO over another association, begun during the act, was answered in time."),
      Field(
        "beside-time", .duration, .when("alive-beside"), meaning: "How long that took, association included."),
      Field(
        "alive-after", .boolean, .when("alive-before, and the way to the system held"),
        meaning: "Whether C-ECHO over a new association was answered after the act."),
      Field(
        "after-time", .duration, .when("alive-after"),
        meaning: "From the end of the act until that, time to start anew included."),
    ],
    example: """
      - do: dicom.misbehave
        at: archive
        with: {act: second-request}
        expect: |
          proper == true
          alive-beside == true
          alive-after == true
      """,
    sources: ["PS3.8 §9.2", "PS3.7 Annex C"])
}
