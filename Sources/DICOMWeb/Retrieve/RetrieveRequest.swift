import DICOM
import HTTPExchange
import NIOHTTP1

/// How something is to be retrieved: the header fields of a request (PS3.18 §10.4.1.3).
public struct RetrieveRequest: Hashable, Sendable {
  /// What the client takes.
  public var accept: String
  /// Bytes asked for, as Range has it, `bytes=0-99`.
  public var range: String?
  /// Whether the client takes `gzip`.
  public var takesGzip = false

  /// Makes a request.
  public init(accept: String) { self.accept = accept }

  /// The value of Accept for a form, its media type and transfer syntaxes in order of preference (PS3.18 §8.7.3.5.2).
  ///
  /// - Parameters:
  ///   - mediaType: of each part; the form's standard one where nil.
  ///   - transferSyntaxes: none for the standard one; `*` for any.
  public static func accept(
    _ form: RetrieveResource.Form, mediaType: MediaType? = nil, transferSyntaxes: [String] = []
  ) -> String {
    let type = mediaType ?? standardType(of: form)
    // What stands alone is not in parts: JSON, and rendered images unless the server finds several.
    let isAlone = form == .metadata || form == .rendered || form == .thumbnail
    let outer = isAlone ? type : MediaType.related(type)
    let ranges = transferSyntaxes.isEmpty ? [outer] : transferSyntaxes.map { outer.with("transfer-syntax", $0) }
    return ranges.map(Self.quoted).joined(separator: ", ")
  }

  /// Media types of parts (PS3.18 Table 10.4.4-1).
  private static func standardType(of form: RetrieveResource.Form) -> MediaType {
    switch form {
    case .instances: .dicom
    case .metadata: .dicomJSON
    case .frames, .bulkdata: MediaType("application", "octet-stream")
    case .rendered, .thumbnail: MediaType("image", "jpeg")
    }
  }

  /// The type in quotation marks, as its slash demands (RFC 2387 §3.1); the others as tokens, as servers are used to.
  private static func quoted(_ type: MediaType) -> String {
    type.essence
      + type.parameters.map { $0.name == "type" ? "; type=\"\($0.value)\"" : "; \($0.name)=\($0.value)" }.joined()
  }

  /// Header fields.
  var fields: HTTPHeaders {
    var fields: HTTPHeaders = ["Accept": accept]
    if let range { fields.add(name: "Range", value: range) }
    if takesGzip { fields.add(name: "Accept-Encoding", value: "gzip") }
    return fields
  }
}

extension WebClient {
  /// Retrieves a resource.
  ///
  /// - Parameters:
  ///   - service: address of the service without a slash at its end.
  ///   - folder: for content that is too long for memory.
  public func retrieve(
    _ resource: RetrieveResource, _ request: RetrieveRequest, from service: String, folder: String
  ) async throws(WebFailure) -> WebResponse {
    try await retrieve(service + resource.path, request, folder: folder)
  }

  /// Retrieves what lies at an address.
  public func retrieve(
    _ url: String, _ request: RetrieveRequest, folder: String
  ) async throws(WebFailure) -> WebResponse {
    try await exchange(
      WebRequest(.GET, url, fields: request.fields, limits: BodyLimits(memory: 1 << 20, folder: folder)))
  }
}
