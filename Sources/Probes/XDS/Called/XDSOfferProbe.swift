import Evidence
import Foundation
import IHE
import Specification

/// `xds.offer`: puts a document where the system under test can find it.
enum XDSOfferProbe: Probe {
  static let description = StepDescription(
    name: "xds.offer",
    summary: """
      Puts a document of text into the harness's own registry and repository, as if another member had published it, for a \
      system that asks the harness. Nothing is sent.
      """,
    effect: .listen, endpoint: .xds, otherEndpoints: [.xca], needsEndpoint: false,
    inputs: [
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number."),
      StepInput("text", .string, required: true, meaning: "Content of the document, text/plain in UTF-8."),
      StepInput("title", .string, standardValue: "none", meaning: "Title."),
      StepInput(
        StepDescription.endpointInput, .word(["xds", "xca"]), standardValue: "xds",
        meaning: "`xca` for a system that asks the gateway which the harness plays."),
    ],
    observation: [
      Field("unique-id", .string, .when("the harness listens"), meaning: "Unique id of the document."),
      Field("hash", .string, .when("the harness listens"), meaning: "Its SHA-1 in lower-case hexadecimal."),
      Field("size", .number, .when("the harness listens"), meaning: "Its size in bytes."),
      Field(
        "repository-unique-id", .string, .when("the harness listens"), meaning: "Repository that the harness plays."),
      Field("home-community-id", .string, .when("the harness listens"), meaning: "Community that the harness plays."),
    ],
    example: """
      - do: xds.offer
        at: viewer
        with: {patient: "{{anne.nhs-number}}", text: A report from elsewhere.}
        capture: |
          report = unique-id
      """,
    sources: ["ITI TF-2 §3.18", "ITI TF-2 §3.43"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    let content = Array((inputs.text("text") ?? "").utf8)
    let digest = ContentDigest(content)
    let uniqueID = SyntheticUID.make(seed: SOAPFields.messageID(), name: "document")
    let patient = XDSFields.patient(inputs.text("patient") ?? "")
    var document = SubmittedDocument(
      id: "Document01", uniqueID: uniqueID, patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: XDSFields.time(Date()))
    document.title = inputs.text("title")
    document.codes = SubmissionInputs.standardCodes
    do throws(IHE.Refusal) {
      try await context.listeners.soap.actors.offer(document, content: content)
    } catch {
      return .misuse("The harness's registry does not take the document: \(error.context) (\(error.code)).")
    }
    return StepResult(
      observation: [
        "outcome": .string("completed"), "duration": .duration(nanoseconds: 0), "unique-id": .string(uniqueID),
        "hash": .string(digest.hash), "size": .number(Decimal(digest.size)),
        "repository-unique-id": .string(SOAPActors.repositoryUniqueID),
        "home-community-id": .string(SOAPActors.homeCommunityID),
      ], failure: nil, transcript: Transcript())
  }
}
