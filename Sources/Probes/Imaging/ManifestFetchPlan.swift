import DICOM
import DICOMWeb
import HTTPExchange
import IHE

/// The requests that fetch chosen series of a manifest. Only the service itself is called: what somebody writes into a
/// manifest must not lead the harness, and its credentials, anywhere else.
struct ManifestFetchPlan {
  /// A request.
  struct Request: Hashable {
    /// Address.
    var url: String
    /// Value of Accept.
    var accept: String
  }

  /// The requests in order.
  private(set) var requests: [Request] = []
  /// Retrieve URLs of other hosts.
  private(set) var elsewhere: [String] = []
  /// Series without a Retrieve URL.
  private(set) var unstated: [String] = []

  /// Plans the requests.
  ///
  /// - Parameter base: Address of the service without a slash at its end.
  init(
    _ chosen: [ImagingManifest.Series], _ way: ManifestFetchDescription.Way, base: String, transferSyntaxes: [String]
  ) {
    let accept = RetrieveRequest.accept(.instances, transferSyntaxes: transferSyntaxes)
    for series in chosen {
      let resource = RetrieveResource(study: series.study, series: series.uid)?.path ?? ""
      switch way {
      case .series: requests.append(Request(url: base + resource, accept: accept))
      case .stated:
        guard let stated = series.retrieveURL, !stated.isEmpty else {
          unstated.append(series.uid)
          continue
        }
        // An endpoint of the form of FHIR states the service; a series states itself.
        let address = stated.contains("/studies/") ? stated : Self.withoutSlash(stated) + resource
        guard let url = BulkDataResolution.resolved(address, relativeTo: base + "/") else {
          if elsewhere.count < 100 { elsewhere.append(String(stated.prefix(500))) }
          continue
        }
        requests.append(Request(url: url, accept: accept))
      case .instances:
        let start = base + (base.contains("?") ? "&" : "?")
        for instance in series.instances {
          requests.append(
            Request(url: start + Self.query(series, instance.sopInstance), accept: MediaType.dicom.essence))
        }
      }
    }
  }

  /// Parameters of a request for one instance (PS3.18 §9.4).
  private static func query(_ series: ImagingManifest.Series, _ instance: String) -> String {
    let uids = [("studyUID", series.study), ("seriesUID", series.uid), ("objectUID", instance)]
    return "requestType=WADO"
      + uids.map { "&\($0.0)=\(WebAddress.encoded($0.1))" }.joined() + "&contentType=\(MediaType.dicom.essence)"
  }

  private static func withoutSlash(_ text: String) -> String {
    var text = Substring(text)
    while text.last == "/" { text.removeLast() }
    return String(text)
  }
}
