import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification

/// `xds.retrieve`: Retrieve Document Set.
enum XDSRetrieveProbe: Probe {
  static let description = StepDescription(
    name: "xds.retrieve",
    summary: "Asks a document repository for documents and takes their hash and size.",
    effect: .read, endpoint: .xds,
    inputs: [
      StepInput(
        "documents", .list(of: .string, key: nil), required: true, meaning: "Unique ids of the documents."),
      XDSFields.repositoryInput,
      StepInput("home", .string, standardValue: "none", meaning: "Home community id, for gateways: `urn:oid:…`."),
      StepInput(
        "packaging", .word(SOAPAnswer.Packaging.allCases.map(\.rawValue)), standardValue: "mtom",
        meaning: "How the request is packed; the transaction demands MTOM."),
    ] + SOAPFields.inputs,
    observation: XDSFields.answer + [
      Field(
        "documents", .list(of: .record(RetrievedDocumentFields.fields), key: "uniqueId"),
        .when("a registry response came"), meaning: "Documents in order.", source: "ITI TF-2 §3.43.4.2")
    ],
    example: """
      - do: xds.retrieve
        at: repository
        with: {documents: ["{{report}}"]}
        expect: |
          response == success
          documents[0].hash == {{report-hash}}
      """,
    sources: ["ITI TF-2 §3.43"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let elements) = inputs.values["documents"], !elements.isEmpty else {
      return .misuse("xds.retrieve needs at least one document.")
    }
    let repository: String
    do throws(ImagingInputs.Problem) {
      repository = try ImagingInputs.repository(inputs, in: context, at: .xds)
    } catch { return .misuse(error) }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let retrieval = DocumentRetrieval(
        StepInputs.words(elements).map {
          DocumentReference(
            repositoryUniqueID: repository, documentUniqueID: $0, homeCommunityID: inputs.text("home"))
        })
      let envelope = Envelope(
        action: inputs.text("home") == nil ? DocumentRetrieval.action : DocumentRetrieval.crossGatewayAction,
        messageID: SOAPFields.messageID(), to: exchange.address, body: retrieval.element)
      let request = SOAPRequest(
        envelope, packaging: inputs.text("packaging").flatMap(SOAPAnswer.Packaging.init) ?? .mtom,
        limits: BodyLimits(folder: exchange.folder))
      return await exchange.run(request) { answer, observation in
        do throws(RegistryResponse.Problem) {
          let retrieved = try RetrievedDocuments(answer)
          XDSFields.note(retrieved.response, in: &observation)
          observation["documents"] = .list(retrieved.documents.map { RetrievedDocumentFields.value($0, answer) })
          return nil
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.43.4.2", &observation)
        }
      }
    }
  }
}
