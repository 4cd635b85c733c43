import Evidence
import Foundation
import IHE
import Specification

/// `xds.offer`: puts a document or a study where the system under test can find it.
enum XDSOfferProbe: Probe {
  static let description = StepDescription(
    name: "xds.offer",
    summary: """
      Puts a document of text, or a study with its manifest, into the harness's own registry and repository, as if another member \
      had published it, for a system that asks the harness. Nothing is sent.
      """,
    effect: .listen, endpoint: .xds, otherEndpoints: [.xca], needsEndpoint: false,
    inputs: [
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number."),
      StepInput(
        "text", .string, standardValue: "none; then a study is offered",
        meaning: "Content of the document, text/plain in UTF-8."),
      StepInput(
        "study", .string, standardValue: "none",
        meaning: """
          Study fixture that is offered instead of a text: the document is its manifest, and its images are given by the listener \
          that plays an imaging document source.
          """, refersTo: .studyFixture),
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
    sources: ["ITI TF-2 §3.18", "ITI TF-2 §3.43", "RAD TF-2 §4.69"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    let patient = XDSFields.patient(inputs.text("patient") ?? "")
    let document: SubmittedDocument
    let content: [UInt8]
    do throws(ImagingInputs.Problem) {
      if let study = try ImagingInputs.study(inputs, in: context, step: description.name) {
        (document, content) = try await offered(study, of: patient, in: context)
      } else {
        guard let text = inputs.text("text") else {
          throw ImagingInputs.Problem(message: "xds.offer needs `text` or `study`.")
        }
        content = Array(text.utf8)
        document = report(inputs.text("title"), of: patient)
      }
    } catch { return .misuse(error) }
    let uniqueID = document.uniqueID
    let digest = ContentDigest(content)
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

  /// The entry of a text.
  private static func report(_ title: String?, of patient: String) -> SubmittedDocument {
    var document = SubmittedDocument(
      id: "Document01", uniqueID: SyntheticUID.make(seed: SOAPFields.messageID(), name: "document"),
      patientID: patient, sourcePatientID: patient, mimeType: "text/plain", creationTime: XDSFields.time(Date()))
    document.title = title
    document.codes = SubmissionInputs.standardCodes
    return document
  }

  /// Takes a study in to be given, and makes its manifest.
  private static func offered(
    _ study: SyntheticStudy, of patient: String, in context: StepContext
  ) async throws(ImagingInputs.Problem) -> (SubmittedDocument, [UInt8]) {
    guard context.listeners.soap.listener(nil, playing: .imagingSource) != nil else {
      throw ImagingInputs.Problem(
        message: "No listener under soap-listeners of the network file plays an imaging-document-source.",
        advice: "Add it to what a listener plays.")
    }
    guard await context.listeners.soap.actors.images.offer(study) else {
      throw ImagingInputs.Problem(message: "The harness has no room for the images of another study.")
    }
    guard let made = try? OfferedStudy(study, patient: patient) else {
      throw ImagingInputs.Problem(message: "The manifest of the study can't be made.")
    }
    return (made.entry, Array(made.file.readableBytesView))
  }
}
