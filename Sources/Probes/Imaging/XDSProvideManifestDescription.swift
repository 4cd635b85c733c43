import IHE
import Specification

/// `xds.provide-manifest`
enum XDSProvideManifestDescription {
  /// What is wrong with a submission on purpose.
  enum Bend: String, CaseIterable {
    case none
    /// The document entry of the manifest comes without its document.
    case noDocument = "no-document"
  }

  static let description = StepDescription(
    name: "xds.provide-manifest",
    summary: "Submits the imaging manifest of a synthetic study to a document repository or recipient.",
    effect: .write, endpoint: .xds, inputs: inputs,
    observation: XDSFields.answer + [
      Field("unique-id", .string, meaning: "Unique id of the manifest that was sent: its SOP Instance UID."),
      Field("hash", .string, meaning: "SHA-1 of the manifest that was sent, in lower-case hexadecimal."),
      Field("size", .number, meaning: "Its size in bytes."),
      Field("documents", .number, meaning: "Number of documents that were sent, the manifest included."),
      Field("accession-reference", .string, meaning: "Reference id of the accession number, as CXi."),
      Field("study-reference", .string, meaning: "Reference id of the study, as CXi."),
    ],
    example: """
      - do: xds.provide-manifest
        at: repository
        with: {study: ct-chest}
        expect: |
          response == success
        capture: |
          manifest = unique-id
      """,
    sources: ["RAD TF-2 §4.68", "ITI TF-2 §3.41", "PS3.3 §A.35.4"])

  private static let inputs: [StepInput] =
    [
      StepInput(
        "study", .string, required: true, meaning: "Name of the study fixture.", refersTo: .studyFixture),
      StepInput("series", .list(of: .number, key: nil), standardValue: "all", meaning: "Series of the study, from 1."),
      StepInput(
        "patient", .string, standardValue: "the NHS number of the study's patient",
        meaning: "Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number."),
      StepInput(
        "images", .boolean, standardValue: "false",
        meaning: "Whether the imaging objects come along, as in XDR-I; else they stay where they are."),
      StepInput(
        "described", .boolean, standardValue: "false", meaning: "Whether the manifest describes the series, as in MADO."
      ),
      StepInput("location", .string, standardValue: "none", meaning: "Retrieve Location UID of every series."),
      StepInput(
        "service", .string, standardValue: "none",
        meaning: "Address of the WADO-RS service, from which the Retrieve URLs are made."),
      StepInput("ae-title", .string, standardValue: "none", meaning: "Retrieve AE Title of every series."),
      StepInput(
        "region", .string, standardValue: "51185008",
        meaning: "Anatomical region, a code of SNOMED CT, in the event codes."),
      StepInput(
        "accession-authority", .string, standardValue: "that of the harness",
        meaning: "Assigning authority of the accession number, an OID."),
      StepInput(
        "institution", .string, standardValue: "the issuer of the patient's local identifier, as ODS code",
        meaning: "Author's institution, as XON."),
      StepInput("replaces", .string, standardValue: "none", meaning: "Entry that it replaces, by its entryUUID."),
      StepInput(
        "stranger", .boolean, standardValue: "false",
        meaning: """
          Whether the patient is one of whom nobody has told the registry: then XDSUnknownPatientId is an answer, and otherwise a \
          sign that the registry was not made ready for the harness's patients.
          """),
      StepInput(
        "bend", .word(Bend.allCases.map(\.rawValue)), standardValue: "none", meaning: "What is wrong on purpose."),
    ] + SOAPFields.inputs
}
