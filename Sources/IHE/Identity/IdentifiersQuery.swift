import XMLTree

/// A PIX query, ITI-45: what else is this patient called? (ITI TF-2 §3.45.4.1)
public struct IdentifiersQuery: Hashable, Sendable {
  /// Id of the query.
  public var id: InstanceIdentifier
  /// The patients' identifiers; one by the profile.
  public var identifiers: [InstanceIdentifier]
  /// Object identifiers of the domains whose identifiers are wanted; all where empty.
  public var domains: [String]

  /// Makes a query.
  public init(id: InstanceIdentifier, of identifier: InstanceIdentifier, in domains: [String] = []) {
    self.id = id
    identifiers = [identifier]
    self.domains = domains
  }

  /// The body of the message.
  public func element(in transmission: Transmission) -> MarkupElement {
    transmission.element(.identifiersQuery, content: [transmission.author(nil), parameters])
  }

  /// The query itself, which the answer repeats.
  var parameters: MarkupElement {
    let list =
      domains.map { domain in
        QueryParameter.element(
          "dataSource", InstanceIdentifier(root: domain).element("value"), semantics: "DataSource.id")
      }
      + identifiers.map { identifier in
        QueryParameter.element("patientIdentifier", identifier.element("value"), semantics: "Patient.id")
      }
    return MarkupElement(
      "queryByParameter", [],
      [
        id.element("queryId"), CodedValue("new").element("statusCode"), CodedValue("I").element("responsePriorityCode"),
        MarkupElement("parameterList", [], list),
      ])
  }

  /// Reads the query in a control act.
  init(_ tree: MarkupTree, _ index: Int) {
    let space = IdentityInteraction.namespace
    id = tree.child("queryId", in: space, of: index).map { InstanceIdentifier(tree, $0) } ?? .init(root: "")
    let list = tree.child("parameterList", in: space, of: index)
    identifiers = QueryParameter.values("patientIdentifier", of: list, in: tree).map { InstanceIdentifier(tree, $0) }
    domains = QueryParameter.values("dataSource", of: list, in: tree).map { tree.attribute("root", of: $0) ?? "" }
  }
}

/// Parameters of queries, each with the name of what it asks for (ITI TF-2 §3.45.4.1.2.2, §3.47.4.1.2.2).
enum QueryParameter {
  static func element(_ name: String, _ value: MarkupElement, semantics: String) -> MarkupElement {
    MarkupElement(name, [], [value, MarkupElement("semanticsText", text: semantics)])
  }

  /// Values of every parameter of a name.
  static func values(_ name: String, of list: Int?, in tree: MarkupTree) -> [Int] {
    guard let list else { return [] }
    let space = IdentityInteraction.namespace
    return tree.elements(name, in: space, of: list).flatMap { tree.elements("value", in: space, of: $0) }
  }
}
