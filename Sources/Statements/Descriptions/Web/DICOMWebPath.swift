/// A path that follows one of the templates of PS3.18, wherever a product has put its services.
struct DICOMWebPath: Hashable {
  /// What comes before the template: `/dicom-web`, or nothing.
  var prefix: String
  /// Service, as claims name it.
  var service: String
  /// Resource or transaction, as claims name it.
  var resource: String
  /// Whether nothing but a DICOM web service has such a path; `/studies` alone may be anybody's.
  var isUnmistakable: Bool

  /// Reads a method and a path; nil where PS3.18 has no such pair.
  init?(method: String, path: String) {
    let segments = Self.segments(path)
    for start in segments.indices where Self.first.contains(segments[start]) {
      let rest = segments[start...].map { Self.isVariable($0) ? "*" : $0 }
      guard rest.count <= 9, let row = Self.table[rest.joined(separator: "/")],
        let entry = row.first(where: { $0.method == method.uppercased() })
      else { continue }
      prefix = segments[..<start].map { "/" + $0 }.joined()
      service = entry.service
      resource = entry.resource
      isUnmistakable = rest.count >= 5 || rest.contains("cancelrequest")
      return
    }
    return nil
  }

  private static let first: Set<String> = ["studies", "series", "instances", "workitems"]

  private static func segments(_ path: String) -> [String] {
    var path = path[...]
    // Query parameters may be written behind the path, in RFC 6570's form too.
    if let query = path.firstIndex(of: "?") {
      let before = path[..<query]
      path = before.hasSuffix("{") ? before.dropLast() : before
    }
    return path.split(separator: "/").prefix(32).map(String.init)
  }

  /// A variable in the notations in use, or an identifier in its place.
  private static func isVariable(_ segment: String) -> Bool {
    (segment.hasPrefix("{") && segment.hasSuffix("}")) || segment.hasPrefix(":")
      || (segment.contains(".") && segment.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
  }

  private typealias Entry = (method: String, service: String, resource: String)

  private static let table: [String: [Entry]] = {
    let instance = "studies/*/series/*/instances/*"
    var table: [String: [Entry]] = [
      "studies": [("GET", "QIDO-RS", "All Studies"), ("POST", "STOW-RS", "All Studies")],
      "studies/*": [("GET", "WADO-RS", "Study"), ("POST", "STOW-RS", "Study")],
      "studies/*/series": [("GET", "QIDO-RS", "Study's Series")],
      "studies/*/instances": [("GET", "QIDO-RS", "Study's Instances")],
      "studies/*/series/*": [("GET", "WADO-RS", "Series")],
      "studies/*/series/*/instances": [("GET", "QIDO-RS", "Series' Instances")],
      "series": [("GET", "QIDO-RS", "All Series")],
      "instances": [("GET", "QIDO-RS", "All Instances")],
      instance: [("GET", "WADO-RS", "Instance")],
      instance + "/frames/*": [("GET", "WADO-RS", "Frames")],
      instance + "/frames/*/rendered": [("GET", "WADO-RS", "Rendered Frames")],
      instance + "/frames/*/thumbnail": [("GET", "WADO-RS", "Frame Thumbnail")],
      instance + "/bulkdata/*": [("GET", "WADO-RS", "Bulkdata")],
      "workitems": [("GET", "UPS-RS", "Search for Workitem"), ("POST", "UPS-RS", "Create Workitem")],
      "workitems/*": [("GET", "UPS-RS", "Retrieve Workitem"), ("POST", "UPS-RS", "Update Workitem")],
      "workitems/*/state": [("PUT", "UPS-RS", "Change Workitem State")],
      "workitems/*/cancelrequest": [("POST", "UPS-RS", "Request Workitem Cancellation")],
      "workitems/*/subscribers/*": [("POST", "UPS-RS", "Subscribe"), ("DELETE", "UPS-RS", "Unsubscribe")],
      "workitems/*/subscribers/*/suspend": [("POST", "UPS-RS", "Suspend Worklist Subscription")],
    ]
    for (path, level) in [("studies/*", "Study"), ("studies/*/series/*", "Series"), (instance, "Instance")] {
      table[path + "/metadata"] = [("GET", "WADO-RS", level + " Metadata")]
      table[path + "/rendered"] = [("GET", "WADO-RS", "Rendered " + level)]
      table[path + "/thumbnail"] = [("GET", "WADO-RS", level + " Thumbnail")]
      table[path + "/bulkdata"] = [("GET", "WADO-RS", level + " Bulkdata")]
      table[path + "/pixeldata"] = [("GET", "WADO-RS", level + " Pixel Data")]
    }
    return table
  }()
}
