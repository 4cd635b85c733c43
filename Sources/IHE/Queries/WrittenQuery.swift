import XMLTree

/// A stored query as somebody wrote it, well or badly: its parameters in order, and nothing refused (ITI TF-2 §3.18.4.1.2,
/// §3.38.4.1.2).
public struct WrittenQuery: Hashable, Sendable {
  /// A parameter.
  public struct Parameter: Hashable, Sendable {
    /// Name with its sign: `$XDSDocumentEntryPatientId`.
    public var name: String
    /// Its values, quotation marks undone.
    public var values: [String]
  }

  /// Id of the query as written.
  public let id: String
  /// `returnType` as written.
  public let returnType: String
  /// The community asked; nil where it is missing.
  public let homeCommunityID: String?
  /// Parameters in order; one that stands twice is asked for twice.
  public let parameters: [Parameter]

  /// The query; nil for an id that the profiles do not have.
  public var kind: StoredQueryKind? { StoredQueryKind(rawValue: id) }

  /// Reads the body of a message; nil for another element.
  public init?(_ envelope: ReceivedEnvelope) {
    let tree = envelope.tree
    guard let body = envelope.body, tree.name(of: body) == "AdhocQueryRequest",
      let query = tree.child("AdhocQuery", in: Namespace.rim, of: body)
    else { return nil }
    id = tree.attribute("id", of: query) ?? ""
    homeCommunityID = tree.attribute("home", of: query)
    returnType =
      tree.child("ResponseOption", in: Namespace.query, of: body).flatMap { tree.attribute("returnType", of: $0) } ?? ""
    parameters = Self.parameters(of: query, in: tree)
  }

  /// The parameters of an `AdhocQuery`.
  static func parameters(of query: Int, in tree: MarkupTree) -> [Parameter] {
    tree.elements("Slot", in: Namespace.rim, of: query).map { index in
      let slot = RegistryObject.Slot(tree, index)
      return Parameter(name: slot.name, values: slot.values.flatMap(texts))
    }
  }

  /// Values of a parameter, of all the places where it stands.
  public func values(_ name: String) -> [String] { parameters.filter { $0.name == name }.flatMap(\.values) }

  /// Texts of a value: `('a','b')`, `'a'` or a number.
  private static func texts(_ value: String) -> [String] {
    guard value.contains("'") else {
      return [String(value.filter { $0 != "(" && $0 != ")" && !$0.isWhitespace })]
    }
    var texts: [String] = []
    var text = ""
    var (isOpen, isClosed) = (false, false)
    for character in value {
      if character == "'", !isOpen {
        isOpen = true
      } else if character == "'", !isClosed {
        isClosed = true
      } else if character == "'" {
        // A quotation mark inside is written twice.
        text.append(character)
        isClosed = false
      } else if isClosed {
        texts.append(text)
        (text, isOpen, isClosed) = ("", false, false)
      } else if isOpen {
        text.append(character)
      }
    }
    if isOpen { texts.append(text) }
    return texts
  }
}
