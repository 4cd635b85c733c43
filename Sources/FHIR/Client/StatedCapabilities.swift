import JSONTree

/// What a capability statement says that a server does, of R4, STU3, and of DSTU2, whose resource is called Conformance.
public struct StatedCapabilities: Hashable, Sendable {
  /// A type of resource.
  public struct ResourceType: Hashable, Sendable {
    /// The type: `Patient`.
    public var type: String
    /// Codes of interactions: `read`.
    public var interactions: [String]
    /// Search parameters.
    public var parameters: [Parameter]
    /// Operations without `$`.
    public var operations: [String]
    /// Values for `_include`.
    public var includes: [String]
    /// Whether a create with If-None-Exist is claimed.
    public var hasConditionalCreate: Bool
  }

  /// A search parameter.
  public struct Parameter: Hashable, Sendable {
    /// Its name: `birthdate`.
    public var name: String
    /// Its type: `date`; nil where the statement does not say.
    public var type: String?
  }

  /// The release of FHIR as written: `4.0.1`; nil where the statement does not say.
  public var version: String?
  /// Types of resources in their order.
  public var resources: [ResourceType]
  /// Codes of interactions with the whole server: `transaction`.
  public var interactions: [String]
  /// Formats, as written.
  public var formats: [String]

  /// Most types and parameters that are read.
  private static let limit = 500

  /// Reads a CapabilityStatement or Conformance; nil for any other resource.
  public init?(_ resource: Resource) {
    guard resource.type == "CapabilityStatement" || resource.type == "Conformance" else { return nil }
    version = resource.root["fhirVersion"]?.text
    formats = (resource.root["format"]?.elements ?? []).prefix(Self.limit).compactMap(\.text)
    let servers = (resource.root["rest"]?.elements ?? []).filter { $0["mode"]?.text == "server" }
    interactions = servers.flatMap { Self.codes($0["interaction"]) }
    resources = servers.flatMap { $0["resource"]?.elements ?? [] }.prefix(Self.limit).compactMap { node in
      guard let type = node["type"]?.text else { return nil }
      let parameters = (node["searchParam"]?.elements ?? []).prefix(Self.limit)
      return ResourceType(
        type: type, interactions: Self.codes(node["interaction"]),
        parameters: parameters.compactMap { parameter in
          parameter["name"]?.text.map { Parameter(name: $0, type: parameter["type"]?.text) }
        },
        operations: (node["operation"]?.elements ?? []).prefix(Self.limit).compactMap { $0["name"]?.text },
        includes: (node["searchInclude"]?.elements ?? []).prefix(Self.limit).compactMap(\.text),
        hasConditionalCreate: node["conditionalCreate"]?.value == .boolean(true))
    }
  }

  private static func codes(_ node: JSONNode?) -> [String] {
    (node?.elements ?? []).prefix(limit).compactMap { $0["code"]?.text }
  }
}
