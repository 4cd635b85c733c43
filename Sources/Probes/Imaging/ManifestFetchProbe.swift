import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import IHE
import NIOCore
import Specification

/// `dicomweb.fetch-manifest`: WADO-RS or WADO-URI of what a manifest lists.
enum ManifestFetchProbe: Probe {
  static let description = ManifestFetchDescription.description

  /// Requests of one step.
  private static let requestLimit = 1_000

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let text = inputs.text("manifest"), let data = Data(base64Encoded: text) else {
      return .misuse("The manifest of dicomweb.fetch-manifest is no base64.")
    }
    let manifest: ImagingManifest
    do throws(ImagingManifest.Problem) { manifest = try ReadManifest(ByteBuffer(bytes: data)).manifest } catch {
      return .misuse("The manifest of dicomweb.fetch-manifest can't be read: \(error).")
    }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let chosen = Self.chosen(inputs, of: manifest)
    var base = exchange.base
    let way = inputs.word("by") ?? ManifestFetchDescription.Way.series
    if way == .instances, case .address(let endpoint) = context.system.endpoints[.dicomweb],
      let own = endpoint.settings["wado-uri"]
    {
      base = own
    }
    let plan = ManifestFetchPlan(chosen, way, base: base, transferSyntaxes: inputs.uids("transfer") ?? [])
    guard plan.requests.count <= requestLimit else {
      return .misuse("The manifest asks for \(plan.requests.count) requests; this step sends \(requestLimit).")
    }
    // The fixture is told by its UID: a manifest names no fixture.
    let study = context.fixtures.studies.values.first { study in chosen.contains { $0.study == study.uid } }
    var result = await exchange.run { client, observation throws(WebFailure) in
      guard !chosen.isEmpty else { return nil }
      var fetched = FetchedManifest(chosen, study)
      defer { observation.merge(fetched.fields(plan), uniquingKeysWith: { _, new in new }) }
      let start = ContinuousClock.now
      for request in plan.requests {
        guard ContinuousClock.now - start < exchange.deadlines.exchange else {
          throw .timedOut(waitingFor: request.url, after: exchange.deadlines.exchange, bytesReceived: 0)
        }
        let limits = BodyLimits(memory: 64 << 10, folder: exchange.folder)
        let response = try await client.exchange(
          WebRequest(.GET, request.url, fields: ["Accept": request.accept], limits: limits))
        if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
        fetched.take(response, of: request)
      }
      guard let other = plan.elsewhere.first else { return nil }
      return StepFailure(
        blame: .configuration,
        message: "The manifest leads to another host than the dicomweb endpoint, which was not called: \(other)",
        advice: "Check the url of the dicomweb endpoint in the network file.")
    }
    result.observation["chosen"] = .list(chosen.map { .string($0.uid) })
    return result
  }

  /// The series of a manifest that the inputs choose.
  private static func chosen(_ inputs: StepInputs, of manifest: ImagingManifest) -> [ImagingManifest.Series] {
    var wanted: Set<String>?
    if case .list(let elements)? = inputs.values["series"] { wanted = Set(StepInputs.words(elements)) }
    let (modality, number, text) = (inputs.text("modality"), inputs.text("number"), inputs.text("description"))
    return manifest.references.filter { series in
      (wanted?.contains(series.uid) ?? true) && (modality == nil || series.description?.modality == modality)
        && (number == nil || series.description?.number == number)
        && (text == nil || series.description?.text == text)
    }
  }
}
