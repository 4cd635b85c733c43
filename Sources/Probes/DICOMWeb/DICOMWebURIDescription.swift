import DICOMWeb
import HTTPExchange
import Specification

/// `dicomweb.wado`
public enum DICOMWebURIDescription {
  /// The description.
  public static let description = StepDescription(
    name: "dicomweb.wado",
    summary: "Asks the URI service (WADO-URI) for one instance of a synthetic study, as a file or as a picture.",
    effect: .read, endpoint: .dicomweb,
    inputs: inputs, observation: observation,
    example: """
      - do: dicomweb.wado
        at: archive
        with: {study: ct-chest, content-type: application/dicom}
        expect: |
          status == 200
          format == dicom
          instance.study == {{ct-chest.uid}}
          instance.unchanged == true
      """,
    sources: ["PS3.18 §9.4", "PS3.18 §9.1.2", "RAD TF-2 4.55"])

  private static let inputs: [StepInput] = [
    StepInput("study", .string, required: true, meaning: "Name of the study fixture.", refersTo: .studyFixture),
    StepInput("series", .number, standardValue: "1", meaning: "Series of the study, from 1."),
    StepInput("instance", .number, standardValue: "1", meaning: "Instance of the series, from 1."),
    StepInput(
      "study-uid", .string, standardValue: "that of the study",
      meaning: "Value of studyUID; a wrong or empty one to see it refused."),
    StepInput("series-uid", .string, standardValue: "that of the series", meaning: "Value of seriesUID."),
    StepInput("object-uid", .string, standardValue: "that of the instance", meaning: "Value of objectUID."),
    StepInput("request-type", .string, standardValue: "WADO", meaning: "Value of requestType."),
    StepInput(
      "content-type", .string, standardValue: "none",
      meaning: "Value of contentType and of Accept, `application/dicom` or `image/jpeg`."),
    StepInput("transfer", .uid, standardValue: "none", meaning: "Value of transferSyntax."),
    StepInput("frame", .number, standardValue: "none", meaning: "Value of frameNumber, from 1."),
    StepInput("rows", .number, standardValue: "none", meaning: "Value of rows: height of the picture."),
    StepInput("columns", .number, standardValue: "none", meaning: "Value of columns: width of the picture."),
    StepInput("window-center", .number, standardValue: "none", meaning: "Value of windowCenter."),
    StepInput("window-width", .number, standardValue: "none", meaning: "Value of windowWidth."),
    StepInput("quality", .number, standardValue: "none", meaning: "Value of imageQuality, 1 to 100."),
    StepInput("anonymize", .boolean, standardValue: "false", meaning: "Whether anonymize=yes is asked for."),
    WebFields.anonymousInput,
  ]

  private static let observation: [Field] =
    WebFields.answer + [
      Field(
        "as-asked", .boolean, .when("content-type was given and an answer came"),
        meaning: "Whether the media type is the one that was asked for.", source: "PS3.18 §8.7.8"),
      Field(
        "format", .word(ImageFormat.allCases.map(\.rawValue)), .when("an answer came"),
        meaning: "What the content is by its beginning, whatever its media type says."),
      Field("bytes", .size, .when("an answer came"), meaning: "Length of the content."),
      Field("rows", .number, .when("format is a picture"), meaning: "Height of the picture in pixels."),
      Field("columns", .number, .when("format is a picture"), meaning: "Width of the picture in pixels."),
      Field(
        "instance", .record(DICOMWebRetrieveDescription.instance),
        .when("the status is a success and the content is or says to be a file"),
        meaning: "The instance, against the fixture's.", source: "PS3.18 §9.4"),
    ]
}
