import DICOM
import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xds-i.retrieve`: Retrieve Imaging Document Set.
enum ImagingRetrieveProbe: Probe {
  static let description = ImagingRetrieveDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let study: SyntheticStudy
    let retrieval: ImagingRetrieval
    do throws(ImagingInputs.Problem) {
      guard let named = try ImagingInputs.study(inputs, in: context, step: description.name) else {
        return .misuse("xds-i.retrieve needs a study.")
      }
      study = named
      retrieval = ImagingRetrieval(
        try references(inputs, of: study, in: context),
        transferSyntaxes: inputs.values["transfer"].map(words) ?? [TransferSyntax.explicitVRLittleEndian.uid.value])
    } catch { return .misuse(error) }
    switch SOAPExchange.make(inputs, in: context, at: .xdsi) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let envelope = Envelope(
        action: ImagingRetrieval.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: retrieval.element)
      let request = SOAPRequest(
        envelope, packaging: .mtom, limits: BodyLimits(memory: 1 << 20, folder: exchange.folder))
      return await exchange.run(request) { answer, observation in
        note(answer, to: retrieval, of: study, in: &observation)
      }
    }
  }

  /// What the answer to a request for instances of a study shows; of RAD-69 and RAD-75 alike.
  static func note(
    _ answer: SOAPAnswer, to retrieval: ImagingRetrieval, of study: SyntheticStudy,
    in observation: inout [String: Value]
  ) -> StepFailure? {
    do throws(RegistryResponse.Problem) {
      let retrieved = try RetrievedDocuments(answer)
      XDSFields.note(retrieved.response, in: &observation)
      var objects: [any RetrievedObject] = []
      var documents: [Value] = []
      for document in retrieved.documents {
        let body = document.body(in: answer)
        let object = body.map { ImagingObject($0.body, range: $0.range) }
        if let object { objects.append(object) }
        documents.append(value(document, body?.carriage ?? .missing, object))
      }
      observation["documents"] = .list(documents)
      let set = RetrievedSet(
        objects: objects, study: study, expected: retrieval.documents.map(\.document.documentUniqueID))
      observation.merge(set.fields, uniquingKeysWith: { _, new in new })
      return nil
    } catch {
      return SOAPExchange.unexpected(error, section: "RAD TF-2 §4.69.4.2", &observation)
    }
  }

  private static func value(
    _ document: RetrievedDocuments.Document, _ carriage: RetrievedDocuments.Document.Carriage, _ object: ImagingObject?
  ) -> Value {
    var fields: [String: Value] = [
      "uniqueId": .string(document.reference.documentUniqueID),
      "repositoryUniqueId": .string(document.reference.repositoryUniqueID), "mimeType": .string(document.mimeType),
      "content": .string(carriage.rawValue),
    ]
    fields["homeCommunityId"] = document.reference.homeCommunityID.map { .string($0) }
    fields["is-as-named"] = object.map {
      .boolean(!$0.sopInstanceUID.isEmpty && $0.sopInstanceUID == document.reference.documentUniqueID)
    }
    return .record(fields)
  }

  private static func words(_ value: Value) -> [String] {
    if case .list(let elements) = value { StepInputs.words(elements) } else { [] }
  }

  private static func references(
    _ inputs: StepInputs, of study: SyntheticStudy, in context: StepContext
  ) throws(ImagingInputs.Problem) -> [ImagingDocumentReference] {
    let repository = try ImagingInputs.repository(inputs, in: context, at: .xdsi)
    let home = inputs.text("home")
    func reference(_ series: String, _ instance: String) -> ImagingDocumentReference {
      ImagingDocumentReference(
        study: inputs.text("study-uid") ?? study.uid, series: inputs.text("series-uid") ?? series,
        document: DocumentReference(
          repositoryUniqueID: repository, documentUniqueID: instance, homeCommunityID: home))
    }
    var references: [ImagingDocumentReference] = []
    for series in try ImagingInputs.series(inputs, of: study, step: description.name) {
      var instances = series.instances
      if inputs.values["instance"] != nil {
        guard let number = inputs.integer("instance", or: 1, in: 1...max(instances.count, 1)) else {
          throw ImagingInputs.Problem(message: "A series of xds-i.retrieve has no such instance.")
        }
        instances = [instances[number - 1]]
      }
      references += instances.map { reference(series.uid, inputs.text("object-uid") ?? $0) }
    }
    guard let last = references.last else { throw ImagingInputs.Problem(message: "xds-i.retrieve asks for nothing.") }
    let further = inputs.values["further"].map(words) ?? []
    return references + further.map { reference(last.series, $0) }
  }
}
