import HTTPExchange
import NIOHTTP1

/// What an answer lets a browser's page of another origin do (Fetch Standard, CORS protocol).
public struct OriginPolicy: Hashable, Sendable {
  /// Value of Access-Control-Allow-Origin; nil where there is none, or several, which browsers take for none.
  public var allowedOrigin: String?
  /// Whether credentials may be sent along.
  public var allowsCredentials: Bool
  /// Methods allowed, of a preflight.
  public var allowedMethods: [String]
  /// Request header fields allowed, of a preflight, in lower case.
  public var allowedFields: [String]

  /// Reads the fields of an answer.
  public init(_ response: WebResponse) {
    let origins = response.fields["access-control-allow-origin"]
    allowedOrigin = origins.count == 1 ? origins.first : nil
    allowsCredentials = response.fields.first(name: "access-control-allow-credentials") == "true"
    allowedMethods = response.fields[canonicalForm: "access-control-allow-methods"].prefix(100).map(String.init)
    allowedFields = response.fields[canonicalForm: "access-control-allow-headers"].prefix(100).map { $0.lowercased() }
  }

  /// Whether a browser hands the answer to a page of the origin.
  public func allows(_ origin: String) -> Bool {
    allowedOrigin == origin || (allowedOrigin == "*" && !allowsCredentials)
  }

  /// Whether every origin is allowed with credentials, which browsers refuse and which tells of a policy gone wrong.
  public var isWildcardWithCredentials: Bool { allowedOrigin == "*" && allowsCredentials }
}
