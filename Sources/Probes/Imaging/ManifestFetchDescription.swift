import IHE
import Specification

/// `dicomweb.fetch-manifest`
enum ManifestFetchDescription {
  /// How what a manifest lists is fetched.
  enum Way: String, CaseIterable {
    /// Series by series by WADO-RS, at the service's address (RAD-107).
    case series = "wado-rs"
    /// Series by series by WADO-RS, at the addresses that the manifest states.
    case stated = "retrieve-url"
    /// Instance by instance by WADO-URI (RAD-55).
    case instances = "wado-uri"
  }

  static let description = StepDescription(
    name: "dicomweb.fetch-manifest",
    summary:
      "Fetches what imaging manifests list, all of it or chosen series, and compares what comes with each list.",
    effect: .read, endpoint: .dicomweb, inputs: inputs, observation: observation,
    example: """
      - do: dicomweb.fetch-manifest
        at: source
        with: {manifest: "{{manifest}}", by: retrieve-url}
        expect: |
          every requests[*].status == 200
          missing is empty
          foreign is empty
      """,
    sources: ["RAD TF-2 §4.55", "RAD TF-2 §4.107", "PS3.18 §9.4", "PS3.18 §10.4"])

  private static let inputs: [StepInput] = [
    StepInput(
      "manifest", .string, standardValue: "the first of `manifests`",
      meaning: "The manifest in base64, `file` of `xds.retrieve-manifest`."),
    StepInput(
      "manifests", .list(of: .string, key: nil), standardValue: "the one of `manifest`",
      meaning: """
        Several manifests, `manifests[*].file` of `xds.retrieve-manifest`: each is fetched by itself and held against what it \
        lists, and what is found of all stands in the same fields.
        """),
    StepInput("by", .word(Way.allCases.map(\.rawValue)), standardValue: "wado-rs", meaning: "How it is fetched."),
    StepInput(
      "series", .list(of: .string, key: nil), standardValue: "all", meaning: "Series Instance UIDs that are chosen."),
    StepInput(
      "modality", .string, standardValue: "any", meaning: "Modality of chosen series, as the manifest describes them."),
    StepInput(
      "number", .string, standardValue: "any", meaning: "Series Number of the chosen one, as the manifest describes it."
    ),
    StepInput(
      "description", .string, standardValue: "any",
      meaning: "Series Description of the chosen one, as the manifest describes it."),
    StepInput(
      "transfer", .list(of: .uid, key: nil), standardValue: "not stated",
      meaning: "Transfer syntaxes to accept by WADO-RS, in order of preference."),
    WebFields.anonymousInput,
  ]

  private static let observation: [Field] =
    [
      Field(
        "chosen", .list(of: .string, key: nil),
        meaning: "Series Instance UIDs that were chosen from the manifests, each once."),
      Field(
        "requests",
        .list(
          of: .record([
            Field("url", .string, meaning: "Address."),
            Field("status", .number, meaning: "HTTP status code.", source: "RFC 9110 §15"),
            Field("media-type", .string, .when("the answer names one"), meaning: "Media type without parameters."),
            Field("fault", .string, .when("the content can't be read"), meaning: "What is wrong with it."),
          ]), key: "url"), .when("something was chosen"), meaning: "Requests in order."),
      Field(
        "elsewhere", .list(of: .string, key: nil), .when("something was chosen"),
        meaning: "Retrieve URLs of other hosts, which were not called, at most 100."),
      Field(
        "unstated", .list(of: .string, key: nil), .when("something was chosen"),
        meaning: "Chosen series without a Retrieve URL, where they were to be fetched by it."),
      Field(
        "transferred", .size, .when("something was chosen"),
        meaning: "Bytes of all contents as they were sent, multipart headers included."),
      Field(
        "overhead", .number, .when("instances came"),
        meaning: "Bytes transferred in percent of those of the chosen instances that came, each counted once."),
    ] + account

  /// As other retrievals have them; the instances that are missing and foreign are so against the manifest.
  private static let account = ImagingRetrieveDescription.account.map { field in
    var field = field
    field.presence = .when("something was chosen")
    return field
  }
}
