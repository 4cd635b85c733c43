import Foundation
import HTTPExchange

extension SMARTConfiguration {
  private static let rule = "SMART App Launch 2.2, Conformance"
  private static let asymmetric = "SMART App Launch 2.2, Client Authentication: Asymmetric"
  private static let metadata = "RFC 8414 §2"

  /// Where the document leaves its specification.
  public var findings: [AuthorizationFinding] {
    shapes + required + launching + addressFindings + authentication + scopes
  }

  private func missing(_ member: String, _ message: String) -> [AuthorizationFinding] {
    has(member) ? [] : [.init(Self.rule, member, message)]
  }

  /// Members of another type than their own.
  private var shapes: [AuthorizationFinding] {
    Self.addresses.filter { has($0) && address($0) == nil }.map { .init(Self.rule, $0, "it must be a text") }
      + Self.lists.filter { has($0) && (node[$0]?.elements.map { $0.allSatisfy { $0.text != nil } } != true) }
      .map { .init(Self.rule, $0, "it must be a list of texts") }
  }

  private var required: [AuthorizationFinding] {
    ["token_endpoint", "grant_types_supported", "capabilities"].flatMap { missing($0, "it must be there") }
      + ["grant_types_supported", "capabilities"].filter { has($0) && words($0).isEmpty && node[$0]?.elements != nil }
      .map { .init(Self.rule, $0, "it must not be empty") }
  }

  /// What a service that lets users launch applications must tell besides.
  private var launching: [AuthorizationFinding] {
    let capabilities = Set(words("capabilities"))
    var findings: [AuthorizationFinding] = []
    let launches = !capabilities.isDisjoint(with: ["launch-ehr", "launch-standalone"])
    if launches {
      findings += missing("authorization_endpoint", "it must be there: the capabilities name a launch")
    }
    // A service for clients alone has no use for it, and the specification's own example of one leaves it out.
    if launches || has("authorization_endpoint") || words("grant_types_supported").contains("authorization_code") {
      findings += missing("code_challenge_methods_supported", "it must be there: authorization codes are exchanged")
      if has("code_challenge_methods_supported"), !words("code_challenge_methods_supported").contains("S256") {
        findings.append(.init(Self.rule, "code_challenge_methods_supported", "S256 must be among them"))
      }
    }
    if words("code_challenge_methods_supported").contains("plain") {
      findings.append(.init(Self.rule, "code_challenge_methods_supported", "plain must not be among them"))
    }
    if capabilities.contains("sso-openid-connect") {
      for member in ["issuer", "jwks_uri"] {
        findings += missing(member, "it must be there: the capabilities name sso-openid-connect")
      }
    }
    return findings
  }

  private var addressFindings: [AuthorizationFinding] {
    Self.addresses.flatMap { member -> [AuthorizationFinding] in
      guard let text = address(member) else { return [] }
      guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
        parts.host?.isEmpty == false
      else { return [.init(Self.rule, member, "it must be an absolute address")] }
      var findings: [AuthorizationFinding] = []
      if scheme != "https" { findings.append(.init(Self.rule, member, "it must be an https address")) }
      if parts.fragment != nil { findings.append(.init("RFC 6749 §3.2", member, "it must not have a fragment")) }
      return findings
    }
  }

  private var authentication: [AuthorizationFinding] {
    let methods = words("token_endpoint_auth_methods_supported")
    let algorithms = words("token_endpoint_auth_signing_alg_values_supported")
    let capabilities = words("capabilities")
    var findings: [AuthorizationFinding] = []
    if algorithms.contains("none") {
      findings.append(
        .init(Self.metadata, "token_endpoint_auth_signing_alg_values_supported", "none must not be among them"))
    }
    let isAsymmetric = capabilities.contains("client-confidential-asymmetric")
    if isAsymmetric, has("token_endpoint_auth_methods_supported"), !methods.contains("private_key_jwt") {
      findings.append(
        .init(
          Self.asymmetric, "token_endpoint_auth_methods_supported",
          "private_key_jwt must be among them: the capabilities name client-confidential-asymmetric"))
    }
    if isAsymmetric || methods.contains("private_key_jwt") {
      if !has("token_endpoint_auth_signing_alg_values_supported") {
        findings.append(
          .init(
            Self.metadata, "token_endpoint_auth_signing_alg_values_supported",
            "it must be there: private_key_jwt is supported"))
      } else if Set(algorithms).isDisjoint(with: ["RS384", "ES384"]) {
        findings.append(
          .init(
            Self.asymmetric, "token_endpoint_auth_signing_alg_values_supported", "RS384 or ES384 must be among them"))
      }
    }
    return findings
  }

  /// Scopes for resources that are written otherwise than either version of the specification writes them.
  private var scopes: [AuthorizationFinding] {
    words("scopes_supported").filter { !Self.isScope($0) }.prefix(20).map {
      .init(
        "SMART App Launch 2.2, Scopes and Launch Context", "scopes_supported",
        "\($0.prefix(80)) is not written as a scope for resources")
    }
  }

  /// `system/ImagingStudy.rs`, `user/*.read`; whatever does not begin like a scope for resources is a scope of its own.
  static func isScope(_ text: String) -> Bool {
    guard let slash = text.firstIndex(of: "/"), ["patient", "user", "system"].contains(text[..<slash]) else {
      return true
    }
    let rest = text[text.index(after: slash)...].prefix { $0 != "?" }
    guard let dot = rest.lastIndex(of: ".") else { return false }
    let (type, rights) = (rest[..<dot], rest[rest.index(after: dot)...])
    guard type == "*" || (!type.isEmpty && type.allSatisfy { $0.isASCII && $0.isLetter }) else { return false }
    if ["read", "write", "*"].contains(rights) { return true }
    // Each right once, in the order create, read, update, delete, search.
    var order = Substring("cruds")
    for right in rights {
      guard let place = order.firstIndex(of: right) else { return false }
      order = order[order.index(after: place)...]
    }
    return !rights.isEmpty
  }
}
