import Foundation
import HTTPExchange
import JSONTree

/// What an authorization server tells of itself: as such (RFC 8414), or as provider of sign-on (OpenID Connect Discovery
/// 1.0).
public struct AuthorizationServerMetadata: Sendable {
  /// Which document.
  public enum Document: String, CaseIterable, Hashable, Sendable {
    /// That of an authorization server (RFC 8414 §3).
    case oauth
    /// That of a provider of sign-on (OpenID Connect Discovery 1.0 §4).
    case openid

    /// Where it is served, for an issuer; nil where that is no address.
    ///
    /// The one stands between host and path, the other behind the path.
    public func address(of issuer: String) -> String? {
      guard var parts = URLComponents(string: issuer), parts.scheme != nil, parts.host?.isEmpty == false,
        parts.query == nil, parts.fragment == nil
      else { return nil }
      let path =
        parts.percentEncodedPath.hasSuffix("/") ? String(parts.percentEncodedPath.dropLast()) : parts.percentEncodedPath
      parts.percentEncodedPath =
        switch self {
        case .oauth: "/.well-known/oauth-authorization-server" + path
        case .openid: path + "/.well-known/openid-configuration"
        }
      return parts.string
    }

    /// Clause on the members.
    var clause: String {
      switch self {
      case .oauth: "RFC 8414 §2"
      case .openid: "OpenID Connect Discovery 1.0 §3"
      }
    }

    /// Clause on lists that hold nothing.
    var emptyClause: String {
      switch self {
      case .oauth: "RFC 8414 §3.2"
      case .openid: "OpenID Connect Discovery 1.0 §4.2"
      }
    }

    /// Clause on the issuer, which has to be the one that was asked for.
    var issuerClause: String {
      switch self {
      case .oauth: "RFC 8414 §3.3"
      case .openid: "OpenID Connect Discovery 1.0 §4.3"
      }
    }
  }

  /// Bytes of a document that are read.
  public static let limit = 1 << 20
  /// Members that hold an address.
  public static let addresses = [
    "issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "registration_endpoint",
    "introspection_endpoint", "revocation_endpoint", "end_session_endpoint",
  ]
  /// Members that hold a list of words.
  public static let lists = [
    "scopes_supported", "response_types_supported", "grant_types_supported", "acr_values_supported",
    "subject_types_supported", "id_token_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported", "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported", "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported", "code_challenge_methods_supported", "claims_supported",
  ]

  private let node: JSONNode

  /// Reads a document.
  ///
  /// Throws what is no JSON object.
  public init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
    node = try JSONNode(parsing: bytes, limits: JSONLimits(bytes: Self.limit, depth: 32, nodes: 50_000))
    guard case .object = node.value else { throw JSONSyntaxError(.syntax(expected: "an object"), offset: node.offset) }
  }

  /// The address under a member; nil where there is none.
  public func address(_ member: String) -> String? { node[member]?.text }

  /// The words under a member; empty where there are none.
  public func words(_ member: String) -> [String] { node[member]?.elements?.compactMap(\.text) ?? [] }

  private func has(_ member: String) -> Bool { node[member] != nil }

  /// Where the document leaves its specification.
  ///
  /// - Parameter issuer: The one for which it was read.
  public func findings(_ document: Document, for issuer: String) -> [AuthorizationFinding] {
    shapes(document) + required(document) + issuerFindings(document, issuer) + addressFindings(document)
      + algorithms(document)
  }

  /// Members of another type than their own, and lists of nothing, which are left out instead (RFC 8414 §3.2, OpenID
  /// Connect Discovery 1.0 §4.2).
  private func shapes(_ document: Document) -> [AuthorizationFinding] {
    Self.addresses.filter { has($0) && address($0) == nil }.map { .init(document.clause, $0, "it must be a text") }
      + Self.lists.filter { has($0) }.compactMap { member in
        guard let elements = node[member]?.elements, elements.allSatisfy({ $0.text != nil }) else {
          return .init(document.clause, member, "it must be a list of texts")
        }
        guard elements.isEmpty, !isContradicted(member, document) else { return nil }
        return .init(document.emptyClause, member, "it must be left out where it has no elements")
      }
  }

  /// What is left out of grants means these two, which are those that begin at the authorization endpoint (RFC 8414 §2).
  private static let browserGrants = ["authorization_code", "implicit"]

  private var grants: [String] {
    has("grant_types_supported") ? words("grant_types_supported") : Self.browserGrants
  }

  private var usesAuthorizationEndpoint: Bool { !Set(grants).isDisjoint(with: Self.browserGrants) }

  /// Whether the specification asks for a list and forbids it at once: response types of a server of which no grant has any
  /// (RFC 8414 §2 and §3.2; erratum 7793, reported). Such a server may do either.
  private func isContradicted(_ member: String, _ document: Document) -> Bool {
    document == .oauth && member == "response_types_supported" && !usesAuthorizationEndpoint
  }

  private func required(_ document: Document) -> [AuthorizationFinding] {
    var members = ["issuer", "response_types_supported", "authorization_endpoint"]
    if document == .oauth, !usesAuthorizationEndpoint { members = ["issuer"] }
    if grants != ["implicit"] { members.append("token_endpoint") }
    if document == .openid {
      members += ["jwks_uri", "subject_types_supported", "id_token_signing_alg_values_supported"]
    }
    return members.filter { !has($0) }.map { .init(document.clause, $0, "it must be there") }
  }

  private func issuerFindings(_ document: Document, _ asked: String) -> [AuthorizationFinding] {
    guard let issuer = address("issuer") else { return [] }
    var findings: [AuthorizationFinding] = []
    if issuer != asked {
      findings.append(
        .init(document.issuerClause, "issuer", "it must be the one that was asked for, \(asked.prefix(200))"))
    }
    let parts = URLComponents(string: issuer)
    if parts?.query != nil || parts?.fragment != nil {
      findings.append(.init(document.clause, "issuer", "it must have neither query nor fragment"))
    }
    return findings
  }

  private func addressFindings(_ document: Document) -> [AuthorizationFinding] {
    Self.addresses.compactMap { member in
      guard let text = address(member) else { return nil }
      guard let parts = URLComponents(string: text), parts.host?.isEmpty == false else {
        return .init(document.clause, member, "it must be an absolute address")
      }
      return parts.scheme?.lowercased() == "https"
        ? nil : .init(document.clause, member, "it must be an https address")
    }
  }

  private func algorithms(_ document: Document) -> [AuthorizationFinding] {
    var findings: [AuthorizationFinding] = []
    for endpoint in ["token", "revocation", "introspection"] {
      let signing = "\(endpoint)_endpoint_auth_signing_alg_values_supported"
      let methods = words("\(endpoint)_endpoint_auth_methods_supported")
      if words(signing).contains("none") {
        findings.append(.init(document.clause, signing, "none must not be among them"))
      }
      if document == .oauth, !Set(methods).isDisjoint(with: ["private_key_jwt", "client_secret_jwt"]), !has(signing) {
        findings.append(.init(document.clause, signing, "it must be there: clients sign tokens of their own"))
      }
    }
    let identity = "id_token_signing_alg_values_supported"
    if document == .openid, has(identity), !words(identity).contains("RS256") {
      findings.append(.init(document.clause, identity, "RS256 must be among them"))
    }
    return findings
  }
}
