import HTTPExchange
import NIOCore
import NIOHTTP1

/// Makes the requests of FHIR's RESTful interface (R4 http.html).
public struct RESTInterface: Hashable, Sendable {
  /// The service's base address without a slash at its end.
  public var base: String
  /// Value of the header field Accept.
  public var accept: String
  /// Values of the header field Prefer: `handling=strict`, `return=representation`.
  public var prefer: [String]

  /// Names the service.
  public init(base: String, accept: String = WireFormat.json.mediaType, prefer: [String] = []) {
    self.base = base
    self.accept = accept
    self.prefer = prefer
  }

  /// Asks for the capability statement (§3.1.0.9).
  public func capabilities() -> WebRequest { request(.GET, ["metadata"]) }

  /// Reads the current version, or the one named (§3.1.0.2, §3.1.0.3).
  public func read(_ type: String, _ id: String, version: String? = nil) -> WebRequest {
    request(.GET, [type, id] + (version.map { ["_history", $0] } ?? []))
  }

  /// Searches a type, or everything where there is none (§3.1.0.10).
  ///
  /// - Parameter byPost: Whether the parameters go in a form to `_search`, and not in the address.
  public func search(_ type: String?, _ parameters: [QueryParameter], byPost: Bool = false) -> WebRequest {
    let path = type.map { [$0] } ?? []
    guard byPost else { return request(.GET, path, parameters) }
    var request = request(.POST, path + ["_search"])
    request.fields.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(ByteBuffer(string: QueryParameter.query(parameters)))
    return request
  }

  /// Creates a resource, or only where nothing matches the query (§3.1.0.6, §3.1.0.6.1).
  public func create(_ resource: Resource, ifNoneExist query: String? = nil) -> WebRequest {
    var request = sending(resource, .POST, [resource.type])
    if let query { request.fields.add(name: "If-None-Exist", value: Self.encodedQuery(query)) }
    return request
  }

  /// Updates the resource of an id, of a version where that is given (§3.1.0.4, §3.1.0.5).
  public func update(_ resource: Resource, _ id: String, ifMatch: String? = nil) -> WebRequest {
    var request = sending(resource, .PUT, [resource.type, id])
    if let ifMatch { request.fields.add(name: "If-Match", value: ifMatch) }
    return request
  }

  /// Updates the one resource that a search finds (§3.1.0.4.3).
  public func update(_ resource: Resource, where parameters: [QueryParameter]) -> WebRequest {
    sending(resource, .PUT, [resource.type], parameters)
  }

  /// Deletes the resource of an id (§3.1.0.7).
  public func delete(_ type: String, _ id: String) -> WebRequest { request(.DELETE, [type, id]) }

  /// Deletes what a search finds (§3.1.0.7.1).
  public func delete(_ type: String, where parameters: [QueryParameter]) -> WebRequest {
    request(.DELETE, [type], parameters)
  }

  /// Sends a bundle of type transaction or batch (§3.1.0.11).
  public func transaction(_ bundle: Resource) -> WebRequest { sending(bundle, .POST, []) }

  /// Asks for the history of a resource, a type or everything (§3.1.0.12).
  public func history(_ type: String? = nil, _ id: String? = nil, _ parameters: [QueryParameter] = []) -> WebRequest {
    request(.GET, [type, id].compactMap(\.self) + ["_history"], parameters)
  }

  /// Calls an operation on everything, a type or a resource: with a resource by POST, else by GET (R4 operations.html).
  public func operation(
    _ name: String, type: String?, id: String?, _ parameters: [QueryParameter], sending resource: Resource? = nil
  ) -> WebRequest {
    let path = [type, id].compactMap(\.self) + ["$" + name]
    return resource.map { sending($0, .POST, path, parameters) } ?? request(.GET, path, parameters)
  }

  /// Whether an address is at the service's own scheme, host and port: no other one gets its credentials.
  public func owns(_ url: String) -> Bool {
    SearchPages.origin(url).map { $0 == SearchPages.origin(base) } ?? false
  }

  /// Asks for an address that the service itself gave.
  public func page(_ url: String) -> WebRequest { WebRequest(.GET, url, fields: fields) }

  // MARK: Parts

  private func sending(
    _ resource: Resource, _ method: HTTPMethod, _ path: [String], _ parameters: [QueryParameter] = []
  ) -> WebRequest {
    var request = request(method, path, parameters)
    request.fields.add(name: "Content-Type", value: WireFormat.json.mediaType)
    request.body = .bytes(ByteBuffer(bytes: resource.bytes))
    return request
  }

  private func request(_ method: HTTPMethod, _ path: [String], _ parameters: [QueryParameter] = []) -> WebRequest {
    let parts = path.map { WebAddress.encoded($0, keeping: [UInt8(ascii: "$")]) }
    let query = parameters.isEmpty ? "" : "?" + QueryParameter.query(parameters)
    return WebRequest(method, ([base] + parts).joined(separator: "/") + query, fields: fields)
  }

  private var fields: HTTPHeaders {
    var fields: HTTPHeaders = ["Accept": accept]
    for value in prefer { fields.add(name: "Prefer", value: value) }
    return fields
  }

  /// A query as it is written by people, in percent-encoding.
  private static func encodedQuery(_ text: String) -> String {
    QueryParameter.query(text.split(separator: "&").map { QueryParameter(String($0)) })
  }
}
