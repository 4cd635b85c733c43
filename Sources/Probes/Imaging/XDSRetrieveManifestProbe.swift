import DICOM
import Evidence
import Foundation
import HTTPExchange
import IHE
import NIOCore
import Specification

/// `xds.retrieve-manifest`: Retrieve Document Set, of a manifest that is read and compared with its study.
enum XDSRetrieveManifestProbe: Probe {
  /// Bytes of a manifest that are read.
  private static let limit = 64 << 20
  /// Most of a manifest that an observation keeps for further steps, in bytes.
  private static let kept = 256 << 10

  static let description = StepDescription(
    name: "xds.retrieve-manifest",
    summary: "Asks a document repository for imaging manifests, reads them and compares them with the stored study.",
    effect: .read, endpoint: .xds,
    inputs: [
      StepInput("document", .string, standardValue: "the first of `documents`", meaning: "Unique id of the manifest."),
      StepInput(
        "documents", .list(of: .string, key: nil), standardValue: "the one of `document`",
        meaning: "Unique ids of several manifests, which are asked for together: all that a registry lists of a study."),
      StepInput(
        "repository", .string, standardValue: "repository-unique-id of the network file",
        meaning: """
          Repository unique id. Where the network file gives it to another system, that one is asked: a registry lists what \
          lies in any of its repositories. Where it gives it to nobody, nothing is asked for, and nothing shown.
          """),
      StepInput(
        "repositories", .list(of: .string, key: nil), standardValue: "`repository` for all",
        meaning: """
          Repository unique id of each of `documents`, in their order, as their document entries name it. Each repository is \
          asked for its own.
          """),
      StepInput("home", .string, standardValue: "none", meaning: "Home community id, for gateways: `urn:oid:…`."),
      StepInput(
        "study", .string, standardValue: "none", meaning: "Study fixture that the manifest is compared with.",
        refersTo: .studyFixture),
      StepInput(
        "series", .list(of: .number, key: nil), standardValue: "all",
        meaning: "Series of the study that it has to list, from 1."),
    ] + SOAPFields.inputs,
    observation: XDSFields.answer + [
      Field("mimeType", .string, .when("a document came"), meaning: "Media type that the repository states."),
      Field(
        "content", .word(RetrievedDocuments.Document.Carriage.allCases.map(\.rawValue)), .when("a document came"),
        meaning: "Whether the content lies beside the message, in it, or nowhere."),
      Field("size", .number, .when("content came"), meaning: "Size in bytes."),
      Field("hash", .string, .when("content came"), meaning: "SHA-1 in lower-case hexadecimal."),
      Field(
        "file", .string, .when("the content is a manifest of at most 256 KiB"),
        meaning: "The manifest in base64, for steps that fetch what it lists."),
      Field("problem", .string, .when("the content is no manifest"), meaning: "Why it is none."),
      Field(
        "manifest", .record(ManifestFields.fields), .when("the content is a manifest"),
        meaning: "The manifest; the first where several came, as all fields before it are of the first.",
        source: "RAD TF-2 §4.68.4.1.2.1"),
      Field(
        "manifests",
        .list(
          of: .record(
            [
              Field("document", .string, meaning: "Unique id that the repository states."),
              Field(
                "file", .string, .when("it is of at most 256 KiB"),
                meaning: "The manifest in base64, for steps that fetch what it lists."),
            ] + ManifestFields.fields), key: "document"), .when("documents came"),
        meaning: "Every manifest that came, in order, those of one repository together.",
        source: "RAD TF-2 §4.68.4.1.2.1"),
    ],
    example: """
      - do: xds.retrieve-manifest
        at: repository
        with: {document: "{{manifest}}", study: ct-chest}
        expect: |
          response == success
          manifest.missing is empty
          manifest.extra is empty
      """,
    sources: ["ITI TF-2 §3.43", "RAD TF-2 §4.68", "PS3.3 §A.35.4"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let places: ManifestPlaces
    let study: SyntheticStudy?
    let series: [SyntheticStudy.Series]
    do throws(ImagingInputs.Problem) {
      study = try ImagingInputs.study(inputs, in: context, step: description.name)
      series =
        try study.map { study throws(ImagingInputs.Problem) in
          try ImagingInputs.series(inputs, of: study, step: description.name)
        } ?? []
      places = try ManifestPlaces(inputs, in: context)
    } catch { return .misuse(error) }
    var joined: StepResult?
    for request in places.requests {
      var result = await retrieve(request, inputs, in: context, study: study, series: series)
      // That another system can't be reached says nothing of the one that the step is aimed at.
      if request.place.system.reference != context.system.reference { result.isUnreachable = false }
      if joined == nil { joined = result } else { joined?.join(result) }
      if result.failure != nil { break }
    }
    guard let failure = places.failure else { return joined ?? .misuse("There is no manifest to ask for.") }
    guard var seen = joined else { return .unprepared(failure) }
    // What a repository that was asked refused or lacks counts; what is to be seen of all manifests is not seen.
    if seen.failure == nil, seen.observation["response"] == .string("success") {
      seen.failure = failure
      seen.observation = seen.observation.filter { $0.key == "duration" }
      seen.observation["outcome"] = .string("failed")
    }
    return seen
  }

  /// Asks one repository for its manifests.
  private static func retrieve(
    _ asked: ManifestPlaces.Request, _ inputs: StepInputs, in context: StepContext, study: SyntheticStudy?,
    series: [SyntheticStudy.Series]
  ) async -> StepResult {
    switch SOAPExchange.make(inputs, in: asked.place, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let envelope = Envelope(
        action: inputs.text("home") == nil ? DocumentRetrieval.action : DocumentRetrieval.crossGatewayAction,
        messageID: SOAPFields.messageID(), to: exchange.address, body: DocumentRetrieval(asked.references).element)
      let request = SOAPRequest(envelope, packaging: .mtom, limits: BodyLimits(folder: exchange.folder))
      return await exchange.run(request) { answer, observation in
        do throws(RegistryResponse.Problem) {
          let retrieved = try RetrievedDocuments(answer)
          XDSFields.note(retrieved.response, in: &observation)
          var manifests: [Value] = []
          for (place, document) in retrieved.documents.enumerated() {
            var own: [String: Value] = [:]
            let failure = note(document, answer, of: study, series, in: context, &own)
            if case .record(var fields)? = own["manifest"] {
              fields["document"] = .string(document.reference.documentUniqueID)
              fields["file"] = own["file"]
              manifests.append(.record(fields))
            }
            // A later document that is no manifest fails the step; the fields of the first stay its own.
            if place > 0 { own = own.filter { failure != nil && ["problem", "outcome"].contains($0.key) } }
            observation.merge(own, uniquingKeysWith: { _, new in new })
            if let failure { return failure }
          }
          if !retrieved.documents.isEmpty { observation["manifests"] = .list(manifests) }
          return nil
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.43.4.2", &observation)
        }
      }
    }
  }

  private static func note(
    _ document: RetrievedDocuments.Document, _ answer: SOAPAnswer, of study: SyntheticStudy?,
    _ series: [SyntheticStudy.Series], in context: StepContext, _ observation: inout [String: Value]
  ) -> StepFailure? {
    observation["mimeType"] = .string(document.mimeType)
    guard let found = document.body(in: answer) else {
      observation["content"] = .string(RetrievedDocuments.Document.Carriage.missing.rawValue)
      return nil
    }
    observation["content"] = .string(found.carriage.rawValue)
    observation["size"] = .number(Decimal(found.range.count))
    guard found.range.count <= limit, let bytes = found.body.bytes(in: found.range) else {
      return StepFailure(
        blame: .harness, message: "The manifest is longer than the \(limit) bytes that this step reads.",
        advice: "Ask for a manifest of fewer instances.")
    }
    observation["hash"] = .string(ContentDigest(bytes.readableBytesView).hash)
    do throws(ImagingManifest.Problem) {
      let read = try ReadManifest(bytes)
      if bytes.readableBytes <= kept {
        observation["file"] = .string(Data(bytes.readableBytesView).base64EncodedString())
      }
      observation["manifest"] = ManifestFields.value(
        read.manifest, of: study, series: series, in: context.network, object: read.object)
      return nil
    } catch {
      observation["problem"] = .string("\(error)")
      observation["outcome"] = .string("malformed")
      return StepFailure(
        blame: .system, message: "The document is no imaging manifest: \(error).", rule: "RAD TF-2 §4.68.4.1.2.1")
    }
  }
}
