import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1
import Specification

/// `dicomweb.store`: sends a synthetic study over the web, in form or bent.
enum DICOMWebStoreProbe: Probe {
  static let description = DICOMWebStoreDescription.description

  /// Resource that instances are sent to (PS3.18 §10.5.1.1).
  enum Target: String, CaseIterable {
    case studies
    case study

    static let words = allCases.map(\.rawValue)
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicomweb.store is not a fixture of the specification.")
    }
    let standard = TransferSyntax.explicitVRLittleEndian
    let syntax = inputs.text("transfer").map { TransferSyntax(UID($0)) } ?? standard
    guard [standard, .implicitVRLittleEndian].contains(syntax) else {
      return .misuse("dicomweb.store encodes Implicit and Explicit VR Little Endian; \(syntax.uid.value) is neither.")
    }
    let request = WebStoreRequest(
      study: study, form: inputs.word("form") ?? .instances, bend: inputs.word("bend") ?? .none, syntax: syntax)
    var target = inputs.word("to") ?? Target.studies
    // What is wrong with these shows only where the address names a study.
    if request.bend == .otherStudy || request.bend == .lastOfOtherStudy { target = .study }
    let isSingle = inputs.values["single"] == .boolean(true)
    let groups = isSingle ? request.instances.map { [$0] } : [request.instances]
    switch WebExchange.make(inputs, in: context) {
    case .success(let exchange):
      return await exchange.run { client, observation throws(WebFailure) in
        var outcome = WebStoreOutcome()
        defer { observation.merge(outcome.fields, uniquingKeysWith: { _, new in new }) }
        for group in groups {
          let (message, fields) = try message(request, of: group)
          var url = "\(exchange.base)/studies"
          if target == .study { url += "/\(request.bend == .otherStudy ? request.otherStudy : study.uid)" }
          outcome.send(group, bend: request.bend)
          let response = try await client.exchange(WebRequest(.POST, url, fields: fields, body: message))
          outcome.receive(response)
          if let refusal = WebExchange.refusal(response, inputs: inputs) { return refusal }
        }
        return outcome.failure
      }
    case .failure(let problem): return problem.result
    }
  }

  private static func message(
    _ request: WebStoreRequest, of group: [WebStoreRequest.Instance]
  ) throws(WebFailure) -> (WebRequestBody, HTTPHeaders) {
    var generator = SystemRandomNumberGenerator()
    let message = request.message(group, boundary: MultipartBoundary(random: &generator))
    let length: Int
    do { length = try message.length() } catch { throw .misuse("the study cannot be encoded: \(error)") }
    let fields: HTTPHeaders = [
      "Content-Type": request.contentType(message).description, "Accept": MediaType.dicomJSON.description,
    ]
    return (.stream(length: length, chunks: message), fields)
  }
}
