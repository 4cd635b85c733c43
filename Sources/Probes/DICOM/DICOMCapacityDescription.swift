import Specification

/// `dicom.capacity`
public enum DICOMCapacityDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.capacity",
    summary: """
      Holds many associations open at once, tries further ones, asks whether those held still answer, and ends them all.
      """,
    effect: .load, endpoint: .dicom, sendsMany: true,
    inputs: [
      StepInput("associations", .number, required: true, meaning: "How many must be accepted, 1 to 256."),
      StepInput(
        "beyond", .number, standardValue: "1", meaning: "How many more are tried while those are held, 0 to 64."),
      StepInput(
        "patience", .duration, standardValue: "5 s",
        meaning: "How long one association may take to be answered; longer is `unanswered`."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + [
      Field(
        "accepted", .number, .when("the first association was accepted"),
        meaning: "How many of `associations` were accepted and held at once.", isCumulative: true),
      Field(
        "alive", .number, .when("the first association was accepted"),
        meaning: "How many of those held answered a C-ECHO with success while all were held.", isCumulative: true),
      Field(
        "further", .list(of: .record(attempt), key: nil), .when("the first association was accepted"),
        meaning: "Those beyond the ones held, or the first that was not accepted before there were enough, in order.",
        isCumulative: true),
      Field(
        "recovered", .boolean, .when("the first association was accepted"),
        meaning: "Whether another association was accepted and answered after all had ended."),
    ],
    example: """
      - do: dicom.capacity
        at: archive
        with: {associations: 16, beyond: 1}
        expect: |
          accepted == 16
          alive == 16
          recovered == true
      """,
    sources: ["PS3.8 §9.3.4", "PS3.2 §A.4.2.1.2.2"])

  private static let attempt: [Field] = [
    Field(
      "answer", .word(DICOMCapacityProbe.Answer.words), meaning: "What came of it."),
    Field("result", .string, .when("answer == rejected"), meaning: "Result, `rejected-transient`."),
    Field("source", .string, .when("answer == rejected"), meaning: "Source, `service-provider-presentation`."),
    Field("reason", .string, .when("answer == rejected"), meaning: "Reason, `local-limit-exceeded`."),
    Field("duration", .duration, meaning: "From its beginning to its answer."),
  ]
}
