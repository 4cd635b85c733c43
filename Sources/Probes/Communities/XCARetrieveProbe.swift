import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xca.retrieve`: Cross Gateway Retrieve, or Retrieve Document Set at an initiating gateway.
enum XCARetrieveProbe: Probe {
  static let description = StepDescription(
    name: "xca.retrieve",
    summary: "Asks a gateway for documents of one or more communities and takes their hash and size.",
    effect: .read, endpoint: .xca,
    inputs: [
      StepInput(
        "documents",
        .list(
          of: .record([
            Field("id", .string, meaning: "Unique id of the document."),
            Field("repository", .string, meaning: "Unique id of its repository."),
            Field("home", .string, .when("the community is named"), meaning: "Its community, `urn:oid:…`."),
          ]), key: nil), required: true,
        meaning: "The documents; one that names no community is asked for without any, on purpose."),
      CommunityExchange.gatewayInput,
    ] + CommunityExchange.inputs,
    observation: XDSFields.answer + CommunityExchange.fields + [
      Field(
        "documents", .list(of: .record(RetrievedDocumentFields.fields), key: "uniqueId"),
        .when("a registry response came"), meaning: "Documents in order.", source: "ITI TF-2 §3.39.4.1.3")
    ],
    example: """
      - do: xca.retrieve
        at: gateway
        with: {documents: [{id: "{{report}}", repository: "{{repository}}", home: "{{community}}"}]}
        expect: |
          response == success
          documents[0].hash == {{report-hash}}
          documents[0].homeCommunityId == {{community}}
      """,
    sources: ["ITI TF-2 §3.39", "ITI TF-2 §3.43"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let records) = inputs.values["documents"], !records.isEmpty else {
      return .misuse("xca.retrieve needs at least one document.")
    }
    switch CommunityExchange.make(inputs, in: context) {
    case .failure(let problem): return problem.result
    case .success(let gateway):
      let retrieval = DocumentRetrieval(records.compactMap(reference))
      let action =
        gateway.gateway == .responding ? DocumentRetrieval.crossGatewayAction : DocumentRetrieval.action
      let request = SOAPRequest(
        gateway.envelope(action, retrieval.element), packaging: .mtom,
        limits: BodyLimits(folder: gateway.exchange.folder))
      return await gateway.exchange.run(request) { answer, observation in
        do throws(RegistryResponse.Problem) {
          let retrieved = try RetrievedDocuments(answer)
          XDSFields.note(retrieved.response, in: &observation)
          observation["documents"] = .list(retrieved.documents.map { RetrievedDocumentFields.value($0, answer) })
          gateway.note(CommunityLabels(retrieved), in: &observation)
          return gateway.failure(retrieved.response)
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.39.4.1.3", &observation)
        }
      }
    }
  }

  private static func reference(_ record: Value) -> DocumentReference? {
    guard case .record(let fields) = record else { return nil }
    func text(_ name: String) -> String? { if case .string(let text)? = fields[name] { text } else { nil } }
    guard let id = text("id"), let repository = text("repository") else { return nil }
    return DocumentReference(repositoryUniqueID: repository, documentUniqueID: id, homeCommunityID: text("home"))
  }
}
