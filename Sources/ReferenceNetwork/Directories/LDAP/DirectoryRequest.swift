/// What a client asks of a directory by LDAP (RFC 4511 §4).
struct DirectoryRequest: Hashable, Sendable {
  /// What is asked for.
  enum Operation: Hashable, Sendable {
    /// Who asks; no password where it is shown in another way than as text.
    case bind(name: String, password: String?)
    case unbind
    case search(Search)
    /// Of something that has been answered already.
    case abandon
  }

  /// A search (RFC 4511 §4.5.1).
  struct Search: Hashable, Sendable {
    /// How deep it goes.
    enum Scope: Int, Sendable {
      case base, one, subtree
    }

    /// Below which entry.
    var base: String
    /// How deep.
    var scope: Scope
    /// Entries at most; all where 0.
    var limit: Int
    /// Whether only the names of attributes are wanted.
    var typesOnly: Bool
    /// Which entries.
    var filter: DirectoryFilter
    /// Which attributes; all where there are none.
    var attributes: [String]
  }

  /// The number that answers repeat.
  let id: Int
  /// What is asked for.
  let operation: Operation

  /// Reads a message.
  init(_ bytes: ArraySlice<UInt8>) throws(EncodedElement.Fault) {
    let whole = try EncodedElement.elements(of: bytes)
    guard whole.count == 1, whole[0].tag == 0x30 else { throw EncodedElement.Fault() }
    // Controls may follow; none is known here, and what is critical is not told apart.
    let parts = try whole[0].parts()
    guard parts.count >= 2, parts[0].tag == 0x02, let id = parts[0].number else { throw EncodedElement.Fault() }
    self.id = id
    let asked = parts[1]
    switch asked.tag {
    case 0x60:
      let fields = try asked.parts()
      guard fields.count == 3 else { throw EncodedElement.Fault() }
      operation = .bind(name: fields[1].text, password: fields[2].tag == 0x80 ? fields[2].text : nil)
    case 0x42: operation = .unbind
    case 0x50: operation = .abandon
    case 0x63: operation = .search(try Self.search(asked))
    default: throw EncodedElement.Fault()
    }
  }

  private static func search(_ element: EncodedElement) throws(EncodedElement.Fault) -> Search {
    let fields = try element.parts()
    guard fields.count == 8, let depth = fields[1].number, let scope = Search.Scope(rawValue: depth),
      let limit = fields[3].number
    else { throw EncodedElement.Fault() }
    return Search(
      base: fields[0].text, scope: scope, limit: limit, typesOnly: fields[5].content.first.map { $0 != 0 } ?? false,
      filter: try DirectoryFilter(fields[6]), attributes: try fields[7].parts().map(\.text))
  }
}
