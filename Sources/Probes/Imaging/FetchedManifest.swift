import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import IHE
import Specification

/// What came of chosen series of a manifest.
struct FetchedManifest {
  /// The requests by which it was fetched.
  let plan: ManifestFetchPlan
  private let chosen: [ImagingManifest.Series]
  private let study: SyntheticStudy?
  private var objects: [any RetrievedObject] = []
  private var requests: [Value] = []
  private var transferred: Int64 = 0

  /// Nothing yet.
  init(_ chosen: [ImagingManifest.Series], _ plan: ManifestFetchPlan, _ study: SyntheticStudy?) {
    self.plan = plan
    self.chosen = chosen
    self.study = study
  }

  /// Takes an answer.
  mutating func take(_ response: WebResponse, of request: ManifestFetchPlan.Request) {
    transferred += Int64(response.sentLength)
    var record: [String: Value] = [
      "url": .string(String(request.url.prefix(500))), "status": .number(Decimal(response.status)),
    ]
    record["media-type"] = WebFields.mediaType(response).map { .string($0) }
    if response.isSuccess {
      do throws(RetrievedContent.Fault) {
        let content = try WebContent(response)
        for part in content.parts { objects.append(ImagingObject(content.body, range: part.range)) }
      } catch { record["fault"] = .string(error.description) }
    }
    requests.append(.record(record))
  }

  /// SOP Instance UIDs that it lists of what was chosen.
  private var wanted: [String] { chosen.flatMap(\.instances).map(\.sopInstance) }

  /// Bytes of what was wanted. An instance is of use once: whatever comes again of it is overhead.
  private var useful: Int64 {
    var awaited = Set(wanted)
    return objects.reduce(Int64(0)) { sum, object in
      awaited.remove(object.sopInstanceUID) == nil ? sum : sum + Int64(object.length)
    }
  }

  /// The account of it, without the overhead.
  private var account: [String: Value] {
    var fields = RetrievedSet(objects: objects, study: study, expected: wanted).fields
    fields["requests"] = .list(requests)
    fields["elsewhere"] = .list(plan.elsewhere.map { .string($0) })
    fields["unstated"] = .list(plan.unstated.map { .string($0) })
    fields["transferred"] = .size(bytes: transferred)
    return fields
  }

  /// Fields of the observation, of all manifests: each is held against what it lists itself, and what is found of one stands
  /// behind what was found of the one before.
  static func fields(of manifests: [FetchedManifest]) -> [String: Value] {
    var fields: [String: Value] = [:]
    for manifest in manifests { fields.merge(manifest.account, uniquingKeysWith: joined) }
    let useful = manifests.reduce(0) { $0 + $1.useful }
    let transferred = manifests.reduce(0) { $0 + $1.transferred }
    if useful > 0 { fields["overhead"] = .number(Decimal(transferred) * 100 / Decimal(useful)) }
    return fields
  }

  /// Two accounts of one kind: lists one behind the other, counts and sizes added up.
  private static func joined(_ one: Value, _ other: Value) -> Value {
    switch (one, other) {
    case (.list(let one), .list(let other)): .list(one + other)
    case (.number(let one), .number(let other)): .number(one + other)
    case (.size(let one), .size(let other)): .size(bytes: one + other)
    default: one
    }
  }
}
