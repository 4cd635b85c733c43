import HTTPExchange
import NIOCore
import NIOHTTP1

/// The answer to a search over FHIR, of services that answer one search alone.
enum LookupAnswer {
  /// Parameters of a search; nil for a request that is none of this type (R4 http.html §3.1.0.9).
  static func parameters(
    of request: ReceivedRequest, type: String, below path: String
  ) -> [(name: String, value: String)]? {
    let base = path == "/" ? "" : path
    guard request.method == .GET, String(request.path) == "\(base)/\(type)" else { return nil }
    return RecordsState.parameters(String(request.target.drop { $0 != "?" }.dropFirst()))
  }

  /// The bundle of what was found.
  static func found(_ resources: [JSONContent]) -> WebReply {
    var bundle: JSONContent = [
      "resourceType": "Bundle", "type": "searchset", "total": .number(String(resources.count)),
    ]
    if !resources.isEmpty {
      bundle["entry"] = .array(resources.map { ["resource": $0, "search": ["mode": "match"]] })
    }
    return WebReply(
      .ok, fields: ["Content-Type": "application/fhir+json; charset=utf-8"], content: ByteBuffer(bytes: bundle.bytes))
  }
}
