import Specification

/// Fields and inputs that `dicom.get` and `dicom.move` share.
enum DICOMRetrieveFields {
  static let inputs: [StepInput] = [
    StepInput(
      "study", .string, meaning: "Study fixture to retrieve; what comes is compared with it.",
      refersTo: .studyFixture),
    StepInput("series", .number, meaning: "Only this series of the study, from 1."),
    StepInput("instance", .number, meaning: "Only this instance of the series, from 1."),
    StepInput("keys", .dataSet, meaning: "Attributes of the identifier instead of the study, or on top of it."),
    StepInput(
      "model", .word(QueryModel.retrievable), standardValue: "study-root", meaning: "Information model."),
    StepInput(
      "level", .word(["patient", "study", "series", "image"]), standardValue: "that of what is asked for",
      meaning: "Query/Retrieve Level."),
    StepInput(
      "cancel-after", .number, standardValue: "never",
      meaning: "Objects and pending responses, together, after which C-CANCEL-RQ is sent."),
  ]

  static let answer: [Field] = [
    Field(
      "status", .word(DICOMStepFields.statusWords), .when("the final response arrived"),
      meaning: "Category of the final status.", source: "PS3.4 §C.4.2.1.5, §C.4.3.1.4"),
    Field("code", .string, .when("the final response arrived"), meaning: "Final status, four hexadecimal digits."),
    Field("comment", .string, .when("the peer sent one"), meaning: "Error Comment (0000,0902)."),
    Field("completed", .number, .when("the final response has it"), meaning: "Number of Completed Sub-operations."),
    Field("failed", .number, .when("the final response has it"), meaning: "Number of Failed Sub-operations."),
    Field("warnings", .number, .when("the final response has it"), meaning: "Number of Warning Sub-operations."),
    Field("remaining", .number, .when("the final response has it"), meaning: "Number of Remaining Sub-operations."),
    Field(
      "failed-instances", .list(of: .uid, key: nil), .when("the final response has it"),
      meaning: "Failed SOP Instance UID List (0008,0058)."),
    Field("pending", .number, .when("the final response arrived"), meaning: "Number of pending responses."),
    Field("cancelled", .boolean, .when("the final response arrived"), meaning: "Whether C-CANCEL-RQ was sent."),
    Field(
      "response-time", .duration, .when("the final response arrived"),
      meaning: "From the request's last byte sent to the final response received."),
  ]

  static func received(_ condition: String) -> [Field] {
    [
      Field("received", .number, .when(condition), meaning: "Number of objects received.", isCumulative: true),
      Field("bytes", .size, .when(condition), meaning: "Bytes of data sets received.", isCumulative: true),
      Field("first-object", .duration, .when("an object came"), meaning: "Until the first object was complete."),
      Field(
        "missing", .list(of: .uid, key: nil), .when("a study was asked for"),
        meaning: "SOP Instance UIDs asked for that did not come."),
      Field(
        "foreign", .list(of: .uid, key: nil), .when("a study was asked for"),
        meaning: "SOP Instance UIDs that came and were not asked for."),
      Field("repeated", .list(of: .uid, key: nil), .when(condition), meaning: "SOP Instance UIDs that came twice."),
      Field(
        "instances", .list(of: .record(instance), key: "sop-instance"), .when(condition),
        meaning: "The objects in the order in which they came.", isCumulative: true),
    ]
  }

  static let instance: [Field] = [
    Field("sop-instance", .uid, meaning: "Affected SOP Instance UID of the C-STORE-RQ."),
    Field("sop-class", .uid, meaning: "Affected SOP Class UID of the C-STORE-RQ."),
    Field("transfer-syntax", .uid, meaning: "Transfer syntax of the data set."),
    Field("bytes", .size, meaning: "Length of the data set."),
    Field("study", .uid, .when("the data set has it"), meaning: "Study Instance UID."),
    Field("series", .uid, .when("the data set has it"), meaning: "Series Instance UID."),
    Field("fault", .string, .when("something is wrong with it"), meaning: "What is wrong with the object."),
    ObjectConformity.field("the data set can be decoded"),
    Field(
      "unchanged", .boolean, .when("it is of the fixture"),
      meaning: """
        Whether no attribute was changed or removed, and the pixels are equal as far as they can be compared; ask for \
        `pixels == equal` besides.
        """),
    Field(
      "changed", .list(of: .string, key: nil), .when("it is of the fixture"),
      meaning: "Attributes with another value than was sent, by keyword, `OtherPatientIDsSequence[0].PatientID`."),
    Field(
      "removed", .list(of: .string, key: nil), .when("it is of the fixture"), meaning: "Attributes that are gone."),
    Field(
      "added", .list(of: .string, key: nil), .when("it is of the fixture"), meaning: "Attributes that were not sent."),
    Field(
      "recorded", .list(of: .string, key: nil), .when("it is of the fixture"),
      meaning: "Attributes whose earlier value the object keeps in Original Attributes Sequence.",
      source: "PS3.3 §C.12.1.1.9"),
    Field(
      "unrecorded", .list(of: .string, key: nil), .when("it is of the fixture"),
      meaning:
        "Attributes that were changed or removed, or hold one that was, and whose earlier value it does not keep.",
      source: "PS3.3 §C.12.1.1.9"),
    Field(
      "pixels", .word(PixelComparison.Word.allCases.map(\.rawValue)), .when("it is of the fixture"),
      meaning: """
        Pixel data against what was sent, decoded where one of them is compressed; undecodable where the bytes are not \
        what the transfer syntax says, not-compared where nothing here decodes them: that decides no assertion which does \
        not name it.
        """, source: "PS3.5 §8.2"),
    Field(
      "pixel-difference", .number, .when("samples differ"), meaning: "The largest difference of a sample."),
    Field(
      "pixel-note", .string, .when("they could not be compared sample by sample"), meaning: "Why, in words."),
    Field(
      "loss", .word(PixelComparison.Loss.allCases.map(\.rawValue)),
      .when("it is of the fixture and has pixel data"),
      meaning: """
        Whether information of the pixels was lost, before or on the way, and whether ratio and method are marked in the \
        object.
        """, source: "PS3.3 §C.7.6.1.1.5"),
  ]
}

/// `dicom.get`
public enum DICOMGetDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.get",
    summary: "Retrieves by C-GET on the same association, and compares what comes with the fixture.",
    effect: .read, endpoint: .dicom,
    inputs: DICOMRetrieveFields.inputs + [
      StepInput(
        "classes", .list(of: .uid, key: nil), standardValue: "those of the study, or of the model",
        meaning: "Storage classes to propose, with the harness in the role of SCP."),
      StepInput(
        "transfer", .list(of: .uid, key: nil),
        standardValue: "that of the fixture, else [ExplicitVRLittleEndian, ImplicitVRLittleEndian]",
        meaning: "Transfer syntaxes to propose for them, in order of preference."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput, DICOMStepFields.lengthInput,
    ],
    observation: DICOMStepFields.association + DICOMRetrieveFields.answer
      + DICOMRetrieveFields.received("the request was sent"),
    example: """
      - do: dicom.get
        at: archive
        with: {study: ct-chest}
        expect: |
          status == success
          completed == {{ct-chest.instances}}
          missing is empty
          foreign is empty
          every instances[*].unchanged == true
      """,
    sources: ["PS3.4 §C.4.3", "PS3.7 §9.1.3", "PS3.7 §D.3.3.4"])
}

/// `dicom.move`
public enum DICOMMoveDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicom.move",
    summary: "Retrieves by C-MOVE to a listener of the harness or another AE title, and compares what comes.",
    effect: .listen, endpoint: .dicom,
    inputs: DICOMRetrieveFields.inputs + [
      StepInput(
        "destination", .string, standardValue: "the harness's first listener",
        meaning: "Move Destination: an AE title, also one that the system can't know."),
      DICOMStepFields.callingInput, DICOMStepFields.calledInput,
    ],
    observation: DICOMStepFields.association + DICOMRetrieveFields.answer
      + DICOMRetrieveFields.received("the destination is a listener of the harness and the request was sent") + [
        Field(
          "named-originator", .boolean, .when("the destination is a listener of the harness and the request was sent"),
          meaning: "Whether objects came and each named the harness as Move Originator.", source: "PS3.7 §9.3.1.1")
      ],
    example: """
      - do: dicom.move
        at: archive
        with: {study: ct-chest}
        expect: |
          status == success
          completed == {{ct-chest.instances}}
          received == {{ct-chest.instances}}
          missing is empty
      """,
    sources: ["PS3.4 §C.4.2", "PS3.7 §9.1.4"])
}
