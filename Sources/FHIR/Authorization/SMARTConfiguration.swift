import JSONTree

/// What a FHIR service tells of its authorization server under `.well-known/smart-configuration` (SMART App Launch 2.2,
/// Conformance).
public struct SMARTConfiguration: Sendable {
  /// Where it is served, below the address of the FHIR service.
  public static let path = "/.well-known/smart-configuration"
  /// Bytes of a document that are read.
  public static let limit = 1 << 20

  /// Members that hold an address, in the order of the specification.
  public static let addresses = [
    "issuer", "jwks_uri", "authorization_endpoint", "token_endpoint", "registration_endpoint", "management_endpoint",
    "introspection_endpoint", "revocation_endpoint",
  ]
  /// Members that hold a list of words.
  public static let lists = [
    "grant_types_supported", "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported", "scopes_supported", "response_types_supported",
    "code_challenge_methods_supported", "capabilities",
  ]

  let node: JSONNode

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

  /// Whether there is a member of this name, whatever it holds.
  func has(_ member: String) -> Bool { node[member] != nil }
}
