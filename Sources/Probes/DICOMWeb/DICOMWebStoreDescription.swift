import HTTPExchange
import Specification

/// `dicomweb.store`
public enum DICOMWebStoreDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicomweb.store",
    summary: "Sends a synthetic study by the Store transaction (STOW-RS), in form or bent.",
    effect: .write, endpoint: .dicomweb,
    inputs: inputs, observation: observation,
    example: """
      - do: dicomweb.store
        at: archive
        with: {study: ct-chest}
        expect: |
          status == 200
          acknowledged same set as {{ct-chest.instance-uids}}
          failed is empty
      """,
    sources: ["PS3.18 §10.5", "PS3.18 Annex I", "RFC 2387"])

  private static let inputs: [StepInput] = [
    StepInput("study", .string, required: true, meaning: "Name of the study fixture.", refersTo: .studyFixture),
    StepInput(
      "to", .word(DICOMWebStoreProbe.Target.words), standardValue: "studies",
      meaning: "Resource: all studies, or the study that the instances are of."),
    StepInput(
      "form", .word(WebStoreRequest.Form.words), standardValue: "instances",
      meaning: "A file for each instance, or metadata as JSON and the pixel data of each instance by itself."),
    StepInput(
      "single", .boolean, standardValue: "false",
      meaning: "Whether each instance is sent in a request of its own; all go in one otherwise."),
    StepInput(
      "transfer", .uid, standardValue: "ExplicitVRLittleEndian",
      meaning: "Transfer syntax of the files: Explicit or Implicit VR Little Endian."),
    StepInput(
      "bend", .word(WebStoreRequest.Bend.words), standardValue: "none",
      meaning: """
        What is wrong with the request: media-type (it says to be text), other-study (the address names a study that the \
        instances are not of), last-of-other-study (only the last instance is of another), no-part, not-dicom (the last \
        part is text), truncated-part (the last instance ends in the middle), no-final-boundary, unknown-class (the last \
        instance is of a SOP class of our own).
        """),
    WebFields.anonymousInput,
  ]

  private static let observation: [Field] = [
    Field(
      "status", .number, .when("an answer came"), meaning: "HTTP status, the highest of several.",
      source: "PS3.18 Table 10.5.3-1"),
    Field(
      "responses",
      .list(
        of: .record([
          Field("status", .number, meaning: "HTTP status."),
          Field("media-type", .string, .when("the answer states one"), meaning: "Content-Type of the answer."),
          Field("duration", .duration, meaning: "From the request's beginning to the answer's end."),
        ]), key: nil), .when("an answer came"), meaning: "Answers in order.", source: "PS3.18 §10.5.3",
      isCumulative: true),
    Field("sent", .list(of: .uid, key: nil), .when("an answer came"), meaning: "SOP Instance UIDs sent, in order."),
    Field(
      "acknowledged", .list(of: .uid, key: nil), .when("an answer came"),
      meaning: "SOP Instance UIDs of Referenced SOP Sequence (0008,1199): what the system says it has stored.",
      source: "PS3.18 §I.1"),
    Field(
      "failed",
      .list(
        of: .record([
          Field("sop-instance", .uid, meaning: "SOP Instance UID."),
          Field("sop-class", .uid, .when("the answer has it"), meaning: "SOP Class UID."),
          Field(
            "reason", .string, .when("the answer has it"), meaning: "Failure Reason, four hexadecimal digits.",
            source: "PS3.18 §I.2.2"),
        ]), key: "sop-instance"), .when("an answer came"),
      meaning: "Items of Failed SOP Sequence (0008,1198).", source: "PS3.18 §I.1"),
    Field(
      "warnings",
      .list(
        of: .record([
          Field("sop-instance", .uid, meaning: "SOP Instance UID."),
          Field("reason", .string, meaning: "Warning Reason, four hexadecimal digits.", source: "PS3.18 §I.2.1"),
        ]), key: "sop-instance"), .when("an answer came"), meaning: "Instances stored with a warning."),
    Field(
      "other-failures", .list(of: .string, key: nil), .when("an answer came"),
      meaning: "Failure Reasons of Other Failures Sequence (0008,119A), four hexadecimal digits each.",
      source: "PS3.18 §I.1"),
    Field(
      "wrongly-acknowledged", .list(of: .uid, key: nil), .when("an answer came"),
      meaning: "SOP Instance UIDs acknowledged that must not be stored, because the request is bent."),
    Field(
      "unaccounted", .list(of: .uid, key: nil), .when("an answer came"),
      meaning: "SOP Instance UIDs sent that no answer names."),
    Field(
      "foreign", .list(of: .uid, key: nil), .when("an answer came"),
      meaning: "SOP Instance UIDs in answers that were not sent."),
    Field(
      "retrieve-url", .string, .when("the answer has one"),
      meaning: "Where the study can be retrieved, as the system says.", source: "PS3.18 §I.1"),
    Field(
      "retrieve-urls",
      .list(
        of: .record([
          Field("sop-instance", .uid, meaning: "SOP Instance UID."),
          Field("url", .string, meaning: "Where it can be retrieved, as the system says."),
        ]), key: "sop-instance"), .when("an answer came"), meaning: "Addresses of instances.", source: "PS3.18 §I.1"),
    Field(
      "faults", .list(of: .string, key: nil), .when("an answer came"),
      meaning: "What is wrong with the answers' form, each with the rule.", source: "PS3.18 §10.5.3"),
  ]
}
