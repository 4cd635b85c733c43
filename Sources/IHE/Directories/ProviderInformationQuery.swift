import XMLTree

/// A query to a provider information directory: one search of DSML v2 (ITI TF-2 §3.58.4.1).
public struct ProviderInformationQuery: Hashable, Sendable {
  /// WS-Addressing action of the request.
  public static let action = "urn:ihe:iti:2010:ProviderInformationQuery"
  /// Namespace of the Directory Services Markup Language, version 2.
  public static let namespace = "urn:oasis:names:tc:DSML:2:0:core"

  /// What an attribute of an entry has to hold.
  public struct Condition: Hashable, Sendable {
    /// How its values are compared.
    public enum Match: String, CaseIterable, Hashable, Sendable {
      case equals, contains
      case startsWith = "starts-with"
      case exists
    }

    /// Name of the attribute.
    public var attribute: String
    /// How its values are compared.
    public var match: Match
    /// With what; of no account where it is only asked whether there is a value.
    public var value: String

    /// Makes a condition.
    public init(_ attribute: String, _ match: Match, _ value: String = "") {
      self.attribute = attribute
      self.match = match
      self.value = value
    }

    var element: MarkupElement {
      let name = [MarkupElement.Attribute("name", attribute)]
      return switch match {
      case .equals: MarkupElement("dsml:equalityMatch", name, [MarkupElement("dsml:value", text: value)])
      case .contains: MarkupElement("dsml:substrings", name, [MarkupElement("dsml:any", text: value)])
      case .startsWith: MarkupElement("dsml:substrings", name, [MarkupElement("dsml:initial", text: value)])
      case .exists: MarkupElement("dsml:present", name)
      }
    }
  }

  /// Id of the request, which its response repeats.
  public var id: String
  /// Distinguished name of the entry below which is searched.
  public var base: String
  /// How deep.
  public var scope: DirectorySearch.Scope
  /// Conditions, all of which hold for an entry.
  public var conditions: [Condition]
  /// Attributes that are asked for; all where empty.
  public var attributes: [String]

  /// Makes a query.
  public init(
    id: String, base: String, scope: DirectorySearch.Scope = .subtree, conditions: [Condition],
    attributes: [String] = []
  ) {
    self.id = id
    self.base = base
    self.scope = scope
    self.conditions = conditions
    self.attributes = attributes
  }

  /// `dsml:batchRequest`.
  public var element: MarkupElement {
    let depth =
      switch scope {
      case .base: "baseObject"
      case .one: "singleLevel"
      case .subtree: "wholeSubtree"
      }
    var parts = [MarkupElement("dsml:filter", [], [MarkupElement("dsml:and", [], conditions.map(\.element))])]
    if !attributes.isEmpty {
      parts.append(
        MarkupElement("dsml:attributes", [], attributes.map { MarkupElement("dsml:attribute", [.init("name", $0)]) }))
    }
    let search = MarkupElement(
      "dsml:searchRequest",
      [
        .init("requestID", id), .init("dn", base), .init("scope", depth),
        .init("derefAliases", "neverDerefAliases"),
      ], parts)
    return MarkupElement(
      "dsml:batchRequest", [.init("xmlns:dsml", Self.namespace), .init("requestID", id)], [search])
  }
}
