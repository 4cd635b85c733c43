import Evidence
import HTTPExchange
import IHE
import Inventory
import Specification

/// `xds.remove-metadata`: Remove Metadata.
enum XDSRemoveMetadataProbe: Probe {
  static let description = StepDescription(
    name: "xds.remove-metadata",
    summary: "Asks a document registry to forget objects, as a document administrator does.",
    effect: .write, endpoint: .xds,
    inputs: [
      StepInput(
        "objects", .list(of: .string, key: nil), required: true,
        meaning: "Ids of the objects in the registry: entries, submission sets, folders and associations.")
    ] + SOAPFields.inputs,
    observation: XDSFields.answer,
    example: """
      - do: xds.remove-metadata
        at: registry
        with: {objects: ["{{entry}}", "{{membership}}", "{{set}}"]}
        expect: |
          response == success
      """,
    sources: ["ITI TF-2 §3.62"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let elements)? = inputs.values["objects"], !elements.isEmpty else {
      return .misuse("xds.remove-metadata needs at least one object.")
    }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let transaction = SharingTransaction.removeMetadata
      let envelope = Envelope(
        action: transaction.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: MetadataRemoval(StepInputs.words(elements)).element)
      return await exchange.submit(SOAPRequest(envelope), as: transaction, isStranger: true)
    }
  }
}

/// `xds.remove-documents`: Remove Documents.
enum XDSRemoveDocumentsProbe: Probe {
  static let description = StepDescription(
    name: "xds.remove-documents",
    summary: "Asks a document repository to forget documents, as a document administrator does.",
    effect: .write, endpoint: .xds,
    inputs: [
      StepInput(
        "documents", .list(of: .string, key: nil), required: true, meaning: "Unique ids of the documents."),
      XDSFields.repositoryInput,
    ] + SOAPFields.inputs,
    observation: XDSFields.answer,
    example: """
      - do: xds.remove-documents
        at: repository
        with: {documents: ["{{report}}"]}
        expect: |
          response == success
      """,
    sources: ["ITI TF-2 §3.86"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let elements)? = inputs.values["documents"], !elements.isEmpty else {
      return .misuse("xds.remove-documents needs at least one document.")
    }
    let repository: String
    do throws(ImagingInputs.Problem) {
      repository = try ImagingInputs.repository(inputs, in: context, at: .xds)
    } catch { return .misuse(error) }
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let transaction = SharingTransaction.removeDocuments
      let removal = DocumentRemoval(
        StepInputs.words(elements).map { DocumentReference(repositoryUniqueID: repository, documentUniqueID: $0) })
      let envelope = Envelope(
        action: transaction.action, messageID: SOAPFields.messageID(), to: exchange.address, body: removal.element)
      return await exchange.submit(SOAPRequest(envelope), as: transaction, isStranger: true)
    }
  }
}
