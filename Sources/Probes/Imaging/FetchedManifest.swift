import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import IHE
import Specification

/// What came of chosen series of a manifest.
struct FetchedManifest {
  private let chosen: [ImagingManifest.Series]
  private let study: SyntheticStudy?
  private var objects: [any RetrievedObject] = []
  private var requests: [Value] = []
  private var transferred: Int64 = 0

  /// Nothing yet.
  init(_ chosen: [ImagingManifest.Series], _ study: SyntheticStudy?) {
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

  /// Fields of the observation.
  func fields(_ plan: ManifestFetchPlan) -> [String: Value] {
    let wanted = chosen.flatMap(\.instances).map(\.sopInstance)
    let set = RetrievedSet(objects: objects, study: study, expected: wanted)
    var fields = set.fields
    fields["requests"] = .list(requests)
    fields["elsewhere"] = .list(plan.elsewhere.map { .string($0) })
    fields["unstated"] = .list(plan.unstated.map { .string($0) })
    fields["transferred"] = .size(bytes: transferred)
    // An instance is of use once: whatever comes again of it is overhead.
    var awaited = Set(wanted)
    let useful = objects.reduce(Int64(0)) { sum, object in
      awaited.remove(object.sopInstanceUID) == nil ? sum : sum + Int64(object.length)
    }
    if useful > 0 { fields["overhead"] = .number(Decimal(transferred) * 100 / Decimal(useful)) }
    return fields
  }
}
