import Foundation
import HTTPExchange

/// What a request to the web services is about (PS3.18 §10.1).
struct WebRoute: Sendable {
  /// The kind of resource.
  enum Resource: Hashable, Sendable {
    case search(QueryLevel)
    case instances
    case metadata
    case bulkData
    case frames([Int])
    /// Frames from 1; the first where empty.
    case rendered([Int])
    case uri
    case service
  }

  /// A query parameter.
  struct Parameter: Hashable, Sendable {
    var name: String
    var value: String
  }

  /// Address of the service as the client called it.
  var base: String
  /// The kind of resource.
  var resource: Resource
  /// Study Instance UID.
  var study: String?
  /// Series Instance UID.
  var series: String?
  /// SOP Instance UID.
  var instance: String?
  /// Query parameters in their order.
  var parameters: [Parameter]

  private static let parameterLimit = 200
  private static let frameLimit = 10_000

  /// Reads the target of a request; nil where there is no such resource.
  init?(_ request: ReceivedRequest, decodes: Bool) {
    guard request.path.hasPrefix(ArchiveWebService.root) else { return nil }
    let host = request.fields.first(name: "host") ?? "127.0.0.1"
    base = "\(request.isSecured ? "https" : "http")://\(host)\(ArchiveWebService.root)"
    let query = request.target.dropFirst(request.path.count).drop { $0 == "?" }
    parameters = query.split(separator: "&").prefix(Self.parameterLimit).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1]) : ""
      return Parameter(
        name: String(parts[0]).removingPercentEncoding ?? "",
        value: decodes ? value.removingPercentEncoding ?? value : value)
    }
    resource = .service
    var words = request.path.dropFirst(ArchiveWebService.root.count).split(separator: "/").map {
      String($0).removingPercentEncoding ?? ""
    }[...]
    func take(_ word: String) -> Bool {
      guard words.first == word else { return false }
      words.removeFirst()
      return true
    }
    if words.isEmpty {
      if parameters.contains(where: { $0.name == "requestType" }) { resource = .uri }
      return
    }
    if take("studies") {
      study = words.popFirst()
      if study == nil {
        resource = .search(.study)
        return
      }
    }
    if take("series") {
      if study != nil { series = words.popFirst() }
      if series == nil {
        resource = .search(.series)
        return
      }
    }
    if take("instances") {
      if series != nil { instance = words.popFirst() }
      if instance == nil {
        resource = .search(.image)
        return
      }
    }
    guard study != nil, let kind = Self.kind(words) else { return nil }
    resource = kind
  }

  private static func kind(_ words: ArraySlice<String>) -> Resource? {
    let words = Array(words)
    switch words.first {
    case nil: return .instances
    case "metadata" where words.count == 1: return .metadata
    case "bulkdata": return .bulkData
    case "rendered" where words.count == 1, "thumbnail" where words.count == 1: return .rendered([])
    case "frames" where words.count > 1:
      let numbers = words[1].split(separator: ",").prefix(frameLimit).map { Int($0) ?? 0 }
      guard words.count == 3 else { return words.count == 2 ? .frames(numbers) : nil }
      return ["rendered", "thumbnail"].contains(words[2]) ? .rendered(numbers) : nil
    default: return nil
    }
  }

  /// The value of a parameter.
  func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
}
