/// A stored query as a registry reads it (ITI TF-2 §3.18.4.1.2.3).
public struct ReceivedQuery: Hashable, Sendable {
  /// Id of the query, one of `StoredQueryKind` or not.
  public var id: String
  /// What is to come back.
  public var returnType: StoredQuery.ReturnType
  /// Community that is asked.
  public var homeCommunityID: String?
  /// Values by parameter: those of one list are joined by OR, the lists by AND.
  public var parameters: [String: [[String]]]

  /// Most values of a query that are read.
  static let limit = 10_000

  /// Reads the body of a message.
  public init(_ envelope: ReceivedEnvelope) throws(Refusal) {
    let tree = envelope.tree
    guard let body = envelope.body, tree.name(of: body) == "AdhocQueryRequest",
      tree.nodes[body].namespace == Namespace.query,
      let query = tree.child("AdhocQuery", in: Namespace.rim, of: body)
    else { throw Refusal(.registryError, "the body holds no query") }
    id = tree.attribute("id", of: query) ?? ""
    homeCommunityID = tree.attribute("home", of: query).flatMap { $0.isEmpty ? nil : $0 }
    let option = tree.child("ResponseOption", in: Namespace.query, of: body)
    let word = option.flatMap { tree.attribute("returnType", of: $0) } ?? "RegistryObject"
    guard let returnType = StoredQuery.ReturnType(rawValue: word) else {
      throw Refusal(.registryError, "the return type \(word.prefix(64)) is neither LeafClass nor ObjectRef")
    }
    self.returnType = returnType
    parameters = [:]
    var count = 0
    for index in tree.elements("Slot", in: Namespace.rim, of: query) {
      let slot = RegistryObject.Slot(tree, index)
      var list: [String] = []
      for value in slot.values {
        guard let items = Self.items(value) else {
          throw Refusal(.registryError, "the value \(value.prefix(64)) of \(slot.name.prefix(64)) can't be read")
        }
        list += items
        count += items.count
        guard count <= Self.limit else { throw Refusal(.registryError, "more than \(Self.limit) values") }
      }
      parameters[slot.name, default: []].append(list)
    }
  }

  /// The lists of a parameter; nil where it is not given.
  func lists(_ name: String) -> [[String]]? {
    guard let lists = parameters[name]?.filter({ !$0.isEmpty }), !lists.isEmpty else { return nil }
    return lists
  }

  /// All values of a parameter, joined by OR.
  func values(_ name: String) -> [String]? { lists(name)?.flatMap { $0 } }

  /// The one value of a parameter.
  func single(_ name: String) throws(Refusal) -> String? {
    guard let values = values(name) else { return nil }
    guard values.count == 1 else {
      throw Refusal(.storedQueryParamNumber, "\(name) takes one value and has \(values.count)")
    }
    return values[0]
  }

  /// The values in one `Value`: `'text'`, `123`, `('a','b')`; nil for what is none of these.
  static func items(_ value: String) -> [String]? {
    var text = Substring(value)
    func skipSpace(_ text: inout Substring) { while text.first?.isWhitespace == true { text.removeFirst() } }
    skipSpace(&text)
    let isList = text.first == "("
    if isList { text.removeFirst() }
    var items: [String] = []
    while true {
      skipSpace(&text)
      if isList, items.isEmpty, text.first == ")" { break }
      guard let item = self.item(&text) else { return nil }
      items.append(item)
      skipSpace(&text)
      guard text.first == "," else { break }
      guard isList else { return nil }
      text.removeFirst()
    }
    if isList {
      guard text.first == ")" else { return nil }
      text.removeFirst()
      skipSpace(&text)
    }
    return text.isEmpty ? items : nil
  }

  /// One quoted text, in which a quotation mark is doubled, or one bare number.
  private static func item(_ text: inout Substring) -> String? {
    guard text.first == "'" else {
      let number = text.prefix { $0.isNumber }
      text = text[number.endIndex...]
      return number.isEmpty ? nil : String(number)
    }
    text.removeFirst()
    var item = ""
    while let end = text.firstIndex(of: "'") {
      item += text[..<end]
      text = text[text.index(after: end)...]
      guard text.first == "'" else { return item }
      item.append("'")
      text.removeFirst()
    }
    return nil
  }
}
