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
    let manifests: [ImagingManifest]
    do throws(ImagingInputs.Problem) { manifests = try read(inputs) } catch { return .misuse(error) }
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    let chosen = manifests.map { Self.chosen(inputs, of: $0) }
    var base = exchange.base
    let way = inputs.word("by") ?? ManifestFetchDescription.Way.series
    if way == .instances, case .address(let endpoint) = context.system.endpoints[.dicomweb],
      let own = endpoint.settings["wado-uri"]
    {
      base = own
    }
    // The fixture is told by its UID: a manifest names no fixture.
    let listed = Set(chosen.joined().map(\.study))
    let study = context.fixtures.studies.values.first { listed.contains($0.uid) }
    var fetched: [FetchedManifest] = []
    for series in chosen where !series.isEmpty {
      let plan = ManifestFetchPlan(series, way, base: base, transferSyntaxes: inputs.uids("transfer") ?? [])
      fetched.append(FetchedManifest(series, plan, study))
    }
    let count = fetched.reduce(0) { $0 + $1.plan.requests.count }
    guard count <= requestLimit else {
      return .misuse("The manifests ask for \(count) requests; this step sends \(requestLimit).")
    }
    let planned = fetched
    var result = await exchange.run { client, observation throws(WebFailure) in
      guard !planned.isEmpty else { return nil }
      var fetched = planned
      defer { observation.merge(FetchedManifest.fields(of: fetched), uniquingKeysWith: { _, new in new }) }
      let start = ContinuousClock.now
      for place in fetched.indices {
        for request in fetched[place].plan.requests {
          guard ContinuousClock.now - start < exchange.deadlines.exchange else {
            throw .timedOut(waitingFor: request.url, after: exchange.deadlines.exchange, bytesReceived: 0)
          }
          let limits = BodyLimits(memory: 64 << 10, folder: exchange.folder)
          let response = try await client.exchange(
            WebRequest(.GET, request.url, fields: ["Accept": request.accept], limits: limits))
          if let failure = WebExchange.refusal(response, inputs: inputs) { return failure }
          fetched[place].take(response, of: request)
        }
      }
      guard let other = fetched.lazy.compactMap(\.plan.elsewhere.first).first else { return nil }
      return StepFailure(
        blame: .configuration,
        message: "The manifest leads to another host than the dicomweb endpoint, which was not called: \(other)",
        advice: "Check the url of the dicomweb endpoint in the network file.")
    }
    var named: Set<String> = []
    result.observation["chosen"] = .list(
      chosen.joined().map(\.uid).filter { named.insert($0).inserted }.map { .string($0) })
    return result
  }

  /// The manifests that the inputs give.
  private static func read(_ inputs: StepInputs) throws(ImagingInputs.Problem) -> [ImagingManifest] {
    var texts: [String] = []
    if case .list(let elements)? = inputs.values["manifests"] {
      texts = StepInputs.words(elements)
    } else if let text = inputs.text("manifest") {
      texts = [text]
    }
    guard !texts.isEmpty else {
      throw ImagingInputs.Problem(message: "dicomweb.fetch-manifest needs `manifest` or `manifests`.")
    }
    var manifests: [ImagingManifest] = []
    for text in texts {
      guard let data = Data(base64Encoded: text) else {
        throw ImagingInputs.Problem(message: "The manifest of dicomweb.fetch-manifest is no base64.")
      }
      do throws(ImagingManifest.Problem) {
        manifests.append(try ReadManifest(ByteBuffer(bytes: data)).manifest)
      } catch {
        throw ImagingInputs.Problem(message: "The manifest of dicomweb.fetch-manifest can't be read: \(error).")
      }
    }
    return manifests
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
