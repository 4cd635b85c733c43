import DICOMWeb
import HTTPExchange
import Specification

/// `dicomweb.retrieve`
public enum DICOMWebRetrieveDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicomweb.retrieve",
    summary: "Retrieves by WADO-RS: instances, metadata, frames, bulk data or rendered images, and compares them.",
    effect: .read, endpoint: .dicomweb, inputs: inputs,
    observation: WebFields.answer + content + account + [instances] + metadata,
    example: """
      - do: dicomweb.retrieve
        at: archive
        with: {study: "{{ct-chest.uid}}"}
        expect: |
          status == 200
          missing is empty
          foreign is empty
          every instances[*].label == right
          every instances[*].unchanged == true
      """,
    sources: ["PS3.18 §8.7", "PS3.18 §10.4", "PS3.18 Annex F", "RFC 2387"])

  private static let inputs: [StepInput] = [
    StepInput(
      "study", .uid, meaning: "Study Instance UID. What comes of a fixture's study is compared with the fixture."),
    StepInput("series", .uid, standardValue: "all", meaning: "Series Instance UID."),
    StepInput("instance", .uid, standardValue: "all", meaning: "SOP Instance UID; with its series."),
    StepInput("frames", .list(of: .number, key: nil), standardValue: "all", meaning: "Frames of the instance, from 1."),
    StepInput(
      "url", .string, meaning: "Address within the service, instead of the study: a Bulkdata URI or Retrieve URL."),
    StepInput(
      "as", .word(RetrieveResource.Form.allCases.map(\.rawValue)), standardValue: "instances",
      meaning: "In which form."),
    StepInput(
      "media-type", .string, standardValue: "that of the form",
      meaning: "Media type to accept, of each part where the form is in parts."),
    StepInput(
      "transfer", .list(of: .uid, key: nil), standardValue: "not stated",
      meaning: "Transfer syntaxes to accept, in order of preference."),
    StepInput(
      "any-transfer", .boolean, standardValue: "false", meaning: "Whether any transfer syntax is accepted, `*`."),
    StepInput("accept", .string, standardValue: "made of the above", meaning: "Value of Accept instead."),
    StepInput("range", .string, standardValue: "not sent", meaning: "Value of Range, `bytes=0-99`."),
    StepInput("gzip", .boolean, standardValue: "false", meaning: "Whether the content coding gzip is accepted."),
    StepInput(
      "resolve", .number, standardValue: "0",
      meaning: "Bulkdata URIs of metadata that are retrieved too, at most 1000. Only the service itself is called."),
    WebFields.anonymousInput,
  ]

  private static let content: [Field] = [
    Field(
      "content-coding", .string, .when("the content was coded"), meaning: "The content coding that was undone, `gzip`.",
      source: "RFC 9110 §8.4"),
    Field(
      "content-range", .string, .when("the answer has one"), meaning: "Value of Content-Range.",
      source: "RFC 9110 §14.4"),
    Field(
      "multipart", .boolean, .when("the content is read and is no metadata"),
      meaning: "Whether it is a multipart message."),
    Field(
      "faults", .list(of: .string, key: nil), .when("the content is read and is no metadata"),
      meaning: "What is wrong with the form of message and media types without making it unreadable.",
      source: "RFC 2046 §5.1, RFC 9110 §8.3"),
    Field(
      "parts", .list(of: .record(part), key: nil), .when("the content is read and neither instances nor metadata"),
      meaning: "The parts in order; one where the content stands alone."),
  ]

  static let part: [Field] = [
    Field("media-type", .string, .when("the part states one"), meaning: "Media type without parameters."),
    Field(
      "stated-transfer-syntax", .string, .when("the part states one"),
      meaning: "Parameter transfer-syntax of the media type.", source: "PS3.18 §8.7.3.5.2"),
    Field("location", .string, .when("the part states one"), meaning: "Content-Location."),
    Field("bytes", .size, meaning: "Length of the part."),
    Field(
      "format", .word(ImageFormat.allCases.map(\.rawValue)), meaning: "What the bytes are, by their beginning."),
    Field(
      "is-as-named", .boolean, .when("the media type names a format"),
      meaning: "Whether the bytes are what the media type says."),
    Field("frame", .number, .when("frames were asked for"), meaning: "The frame asked for in this place."),
    Field(
      "pixels", .word(["equal", "different", "not-compared", "missing"]), .when("it is of the fixture"),
      meaning: """
        The bytes against the pixel data that were sent, decoded where they came compressed; not-compared where they came in a \
        form that is not decoded here.
        """),
  ]

  /// As the DIMSE retrievals have them, so that both can be asked the same.
  private static let account = DICOMRetrieveFields.received("instances or metadata came").filter {
    !["instances", "first-object"].contains($0.name)
  }

  private static let identity: [Field] = [
    Field("sop-instance", .uid, .when("the data set has it"), meaning: "SOP Instance UID."),
    Field("sop-class", .uid, .when("the data set has it"), meaning: "SOP Class UID."),
    Field(
      "transfer-syntax", .uid, .when("the instance came as a file"),
      meaning: "Transfer Syntax UID of the file meta information.", source: "PS3.10 §7.1"),
  ]

  /// Fields of one instance.
  static let instance: [Field] =
    identity + DICOMRetrieveFields.instance.filter { field in !identity.contains { $0.name == field.name } } + [
      Field(
        "stated-transfer-syntax", .string, .when("the part states one"),
        meaning: "Parameter transfer-syntax of the part's media type.", source: "PS3.18 §8.7.3.5.2"),
      Field(
        "label", .word(WebObject.Label.allCases.map(\.rawValue)), .when("the instance came as a file"),
        meaning: """
          Whether the part's media type tells the file's transfer syntax: right, or none stated and the file in \
          Explicit VR Little Endian; wrong; unstated where the file is in another.
          """, source: "PS3.18 §8.7.3, §8.7.9"),
    ]

  private static let instances = Field(
    "instances", .list(of: .record(instance), key: "sop-instance"), .when("instances or metadata came"),
    meaning: "The instances in the order in which they came.", isCumulative: true)

  private static let metadata: [Field] = [
    Field(
      "metadata", .list(of: .dataSet, key: nil), .when("metadata came"), meaning: "Their data sets.",
      source: "PS3.18 §10.4.3.3.2"),
    WebFields.findings,
    Field("references", .number, .when("metadata came"), meaning: "Number of Bulkdata URIs in them."),
    Field(
      "bulkdata",
      .list(
        of: .record(
          [
            Field("attribute", .tag, meaning: "Attribute whose value it is."),
            Field("uri", .string, meaning: "Bulkdata URI."),
            Field("status", .number, meaning: "HTTP status code."),
            Field("parts", .number, .when("the content can be read"), meaning: "Number of parts."),
            Field("fault", .string, .when("the content can't be read"), meaning: "What is wrong with it."),
          ] + part.filter { !["frame", "bytes", "format"].contains($0.name) } + [
            Field("bytes", .size, .when("the content can be read"), meaning: "Length of the first part."),
            Field(
              "format", .word(ImageFormat.allCases.map(\.rawValue)), .when("the content can be read"),
              meaning: "What its bytes are, by their beginning."),
          ]), key: nil), .when("Bulkdata URIs were resolved"), meaning: "What they led to.", source: "PS3.18 §F.2.6",
      isCumulative: true),
    Field(
      "elsewhere", .list(of: .string, key: nil), .when("Bulkdata URIs were resolved"),
      meaning: "Bulkdata URIs of other hosts, which were not called, at most 100."),
  ]
}
