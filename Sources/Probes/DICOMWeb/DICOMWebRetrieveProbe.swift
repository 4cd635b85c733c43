import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import NIOCore
import Specification

/// `dicomweb.retrieve`: WADO-RS.
enum DICOMWebRetrieveProbe: Probe {
  static let description = DICOMWebRetrieveDescription.description

  /// Bytes of metadata that are read.
  private static let metadataLimit = 64 << 20

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let wanted: RetrieveInputs
    do throws(RetrieveInputs.Problem) {
      wanted = try RetrieveInputs(inputs, fixtures: context.fixtures)
    } catch { return .misuse(error.message) }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    guard let url = Self.url(wanted, base: exchange.base) else {
      return .misuse("The url of dicomweb.retrieve is no address of \(exchange.base): nothing else is called.")
    }
    return await exchange.run { client, observation throws(WebFailure) in
      let response = try await client.retrieve(url, wanted.request, folder: exchange.folder)
      observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
      if let coding = response.contentCoding { observation["content-coding"] = .string(coding) }
      if let range = response.fields.first(name: "content-range") { observation["content-range"] = .string(range) }
      if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
      guard response.status == 200 || response.status == 206 else { return nil }
      let failure: StepFailure?
      if wanted.form == .metadata {
        failure = try await note(metadata: response, at: url, wanted, client, exchange, in: &observation)
      } else {
        failure = note(content: response, wanted, in: &observation)
      }
      if failure?.blame == .system { observation["outcome"] = .string("malformed") }
      return failure
    }
  }

  private static func url(_ wanted: RetrieveInputs, base: String) -> String? {
    if let address = wanted.address { return BulkDataResolution.resolved(address, relativeTo: base + "/") }
    return wanted.resource.map { base + $0.path }
  }

  // MARK: Content in parts or alone

  private static func note(
    content response: WebResponse, _ wanted: RetrieveInputs, in observation: inout [String: Value]
  ) -> StepFailure? {
    let content: WebContent
    do throws(RetrievedContent.Fault) { content = try WebContent(response) } catch {
      return StepFailure(
        blame: error.rule == nil ? .harness : .system,
        message: "The content of the answer can't be read: \(error.description).", rule: error.rule)
    }
    observation["faults"] = .list(content.faults.map { .string($0) })
    observation["multipart"] = .boolean(content.isMultipart)
    let isDICOM =
      wanted.form == .instances && content.parts.contains { $0.mediaType?.essence == MediaType.dicom.essence }
    if isDICOM {
      let objects = content.parts.map { WebObject(content.body, range: $0.range, mediaType: $0.mediaType) }
      let set = RetrievedSet(objects: objects, study: wanted.study, expected: wanted.expected)
      observation.merge(set.fields, uniquingKeysWith: { _, new in new })
      return nil
    }
    observation["parts"] = .list(parts(of: content, wanted).map { .record($0) })
    guard let type = content.parts.first?.mediaType, isAnswer(type, to: wanted) else {
      return StepFailure(
        blame: .system,
        message: """
          The status is \(response.status), and the content is of type \(response.contentType ?? "none"), which was not \
          asked for: \(wanted.request.accept).
          """, rule: "PS3.18 §8.7.8",
        advice: "If a sign-in page answered, give the network file an authorization block that the service takes.")
    }
    return nil
  }

  /// Whether a media type is among those asked for.
  private static func isAnswer(_ type: MediaType, to wanted: RetrieveInputs) -> Bool {
    guard let list = try? AcceptList(wanted.request.accept) else { return true }
    return list.accepts(type) || list.members.contains { $0.range["type"] == type.essence }
  }

  private static func parts(of content: WebContent, _ wanted: RetrieveInputs) -> [[String: Value]] {
    content.parts.enumerated().map { index, part in
      let whole = WebPart(content: content.body, range: part.range, mediaType: part.mediaType, location: part.location)
      guard let resource = wanted.resource, wanted.form == .frames, resource.frames.indices.contains(index) else {
        return whole.fields(sent: nil)
      }
      let number = resource.frames[index]
      let sent = resource.instance.flatMap { wanted.study?.frame(number, of: $0) }
      let image = resource.instance.flatMap { wanted.study?.image(number, of: $0) }
      return whole.fields(sent: sent, image: image).merging(["frame": .number(Decimal(number))]) { own, _ in own }
    }
  }

  // MARK: Metadata

  private static func note(
    metadata response: WebResponse, at url: String, _ wanted: RetrieveInputs, _ client: WebClient,
    _ exchange: WebExchange, in observation: inout [String: Value]
  ) async throws(WebFailure) -> StepFailure? {
    let type = WebFields.mediaType(response)
    guard type == MediaType.dicomJSON.essence || type == "application/json" else {
      return StepFailure(
        blame: .system,
        message: "The metadata are of type \(response.contentType ?? "none"); \(wanted.request.accept) was asked for.",
        rule: "PS3.18 §10.4.4")
    }
    guard let bytes = response.body.bytes(upTo: metadataLimit) else {
      return StepFailure(
        blame: .harness, message: "The metadata are longer than the \(metadataLimit) bytes that this step reads.",
        advice: "Ask for a series or an instance.")
    }
    let model: ModelDocuments
    do throws(DICOMJSONError) { model = try ModelDocuments(bytes) } catch {
      return StepFailure(
        blame: error.blame, message: "The metadata are not in the DICOM JSON model: \(error).", rule: "PS3.18 §F.2")
    }
    let objects = model.documents.map { document in
      MetadataObject(
        document, sent: document.dataSet.uid(.sopInstanceUID).flatMap { wanted.study?.dataSet(of: $0.value) })
    }
    let set = RetrievedSet(objects: objects, study: nil, expected: wanted.expected)
    observation.merge(set.fields.filter { $0.key != "bytes" }, uniquingKeysWith: { _, new in new })
    observation["metadata"] = .list(model.documents.map { .dataSet($0.dataSet) })
    observation["findings"] = WebFields.values(model.findings)
    let references = model.documents.flatMap { document in
      let instance = document.dataSet.uid(.sopInstanceUID)?.value ?? ""
      return document.bulkData.map {
        BulkDataResolution.Reference(attribute: $0.tag, uri: $0.uri, instance: instance)
      }
    }
    observation["references"] = .number(Decimal(references.count))
    if wanted.resolved > 0 {
      let resolution = try await BulkDataResolution(
        references, limit: wanted.resolved, relativeTo: url, by: client, folder: exchange.folder, study: wanted.study)
      observation.merge(resolution.fields, uniquingKeysWith: { _, new in new })
    }
    return nil
  }
}
