import IHE
import Specification

/// `xds-i.retrieve`
enum ImagingRetrieveDescription {
  static let description = StepDescription(
    name: "xds-i.retrieve",
    summary: "Asks an imaging document source for instances of a synthetic study, and compares them with the fixture.",
    effect: .read, endpoint: .xdsi, inputs: inputs,
    observation: XDSFields.answer + [documents] + account,
    example: """
      - do: xds-i.retrieve
        at: source
        with: {study: ct-chest}
        expect: |
          response == success
          missing is empty
          foreign is empty
          every instances[*].unchanged == true
      """,
    sources: ["RAD TF-2 §4.69", "ITI TF-2 §3.43"])

  private static let inputs: [StepInput] =
    [
      StepInput(
        "study", .string, required: true, meaning: "Name of the study fixture.", refersTo: .studyFixture),
      StepInput("series", .list(of: .number, key: nil), standardValue: "all", meaning: "Series of the study, from 1."),
      StepInput("instance", .number, standardValue: "all", meaning: "Instance of each series, from 1."),
      StepInput(
        "study-uid", .string, standardValue: "that of the study",
        meaning: "Study Instance UID of every request; a wrong or empty one to see it refused."),
      StepInput(
        "series-uid", .string, standardValue: "that of the series", meaning: "Series Instance UID of every request."),
      StepInput(
        "object-uid", .string, standardValue: "that of the instance", meaning: "SOP Instance UID of every request."),
      StepInput(
        "further", .list(of: .string, key: nil), standardValue: "none",
        meaning: "SOP Instance UIDs that are asked for besides, in the last series."),
      StepInput(
        "transfer", .list(of: .string, key: nil), standardValue: "[1.2.840.10008.1.2.1]",
        meaning: "Transfer syntax UIDs that are accepted; a wrong or empty one to see it refused."),
      StepInput(
        "repository", .string, standardValue: "repository-unique-id of the network file",
        meaning: "Repository unique id of every request."),
      StepInput("home", .string, standardValue: "none", meaning: "Home community id of every request: `urn:oid:…`."),
    ] + SOAPFields.inputs

  static let documents = Field(
    "documents",
    .list(
      of: .record([
        Field("uniqueId", .string, meaning: "Unique id that the source states."),
        Field("repositoryUniqueId", .string, meaning: "Repository that it states."),
        Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that it states."),
        Field("mimeType", .string, meaning: "Media type that it states; empty where it is missing."),
        Field(
          "content", .word(RetrievedDocuments.Document.Carriage.allCases.map(\.rawValue)),
          meaning: "Whether the content lies beside the message, in it, or nowhere."),
        Field(
          "is-as-named", .boolean, .when("content came"),
          meaning: "Whether the content is a DICOM file of the instance that the source names."),
      ]), key: "uniqueId"), .when("a registry response came"), meaning: "Documents in order.",
    source: "ITI TF-2 §3.43.4.2")

  /// As other retrievals have them, so that all can be asked the same.
  static let account: [Field] =
    DICOMRetrieveFields.received("a registry response came").filter {
      !["instances", "first-object"].contains($0.name)
    } + [
      Field(
        "instances", .list(of: .record(instance), key: "sop-instance"), .when("a registry response came"),
        meaning: "The instances in the order in which they came.", isCumulative: true)
    ]

  private static let instance: [Field] =
    [
      Field("sop-instance", .uid, .when("the content is a DICOM file"), meaning: "SOP Instance UID."),
      Field("sop-class", .uid, .when("the content is a DICOM file"), meaning: "SOP Class UID."),
      Field(
        "transfer-syntax", .uid, .when("the content is a DICOM file"),
        meaning: "Transfer Syntax UID of the file meta information.", source: "PS3.10 §7.1"),
    ]
    + DICOMRetrieveFields.instance.filter { !["sop-instance", "sop-class", "transfer-syntax"].contains($0.name) }
}
