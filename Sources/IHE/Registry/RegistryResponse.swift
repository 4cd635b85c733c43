import XMLTree

/// What a registry, repository or gateway answers: how it ended, what went wrong, and the objects that were found
/// (ITI TF-3 §4.2.4).
public struct RegistryResponse: Hashable, Sendable {
  /// Something that went wrong.
  public struct Fault: Hashable, Sendable {
    /// Code: `XDSUnknownPatientId`.
    public var code: String
    /// What happened, in the words of the sender.
    public var context: String
    /// Whether it is an error; a warning otherwise.
    public var isError: Bool
    /// Where, or which community.
    public var location: String?

    /// As whoever is asked reads what an actor of ours refuses.
    public init(_ refusal: Refusal) {
      self.init(
        code: refusal.code, context: refusal.context, isError: refusal.isError, location: refusal.location)
    }

    /// Makes one.
    public init(code: String, context: String, isError: Bool, location: String?) {
      self.code = code
      self.context = context
      self.isError = isError
      self.location = location
    }
  }

  /// Status as written.
  public var status: String
  /// Errors and warnings in order.
  public var faults: [Fault]
  /// Objects in order.
  public var objects: [RegistryObject]
  /// Names of elements in the list of objects that are no registry objects of these profiles.
  public var strangers: [String]

  /// How it ended; nil for a status that the profiles do not have.
  public var outcome: ResponseStatus? { ResponseStatus(rawValue: status) }

  /// Why a body is no such answer.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another element, or none.
    case otherElement(name: String?, line: Int)
    /// No status.
    case noStatus(line: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .otherElement(let name?, let line):
        "the body holds \(name.prefix(64)) at line \(line), where a registry response is expected"
      case .otherElement(nil, _): "the body is empty, where a registry response is expected"
      case .noStatus(let line): "the registry response at line \(line) has no status"
      }
    }
  }

  /// Reads the body of a message: `AdhocQueryResponse`, `RegistryResponse`, or one of the retrieve responses, which hold a
  /// registry response.
  public init(_ envelope: ReceivedEnvelope) throws(Problem) {
    let tree = envelope.tree
    guard let body = envelope.body else { throw .otherElement(name: nil, line: 1) }
    var place = body
    if tree.name(of: body) == "RetrieveDocumentSetResponse",
      let inner = tree.child("RegistryResponse", in: Namespace.rs, of: body)
    {
      place = inner
    }
    let (name, namespace, line) = (tree.name(of: place), tree.nodes[place].namespace, tree.nodes[place].line)
    guard
      name == "RegistryResponse" && namespace == Namespace.rs
        || name == "AdhocQueryResponse" && namespace == Namespace.query
    else { throw .otherElement(name: name, line: line) }
    guard let status = tree.attribute("status", of: place) else { throw .noStatus(line: line) }
    self.status = status
    faults = tree.elements("RegistryErrorList", in: Namespace.rs, of: place)
      .flatMap { tree.elements("RegistryError", in: Namespace.rs, of: $0) }
      .map { index in
        Fault(
          code: tree.attribute("errorCode", of: index) ?? "",
          context: tree.attribute("codeContext", of: index) ?? "",
          isError: tree.attribute("severity", of: index).map { !$0.hasSuffix(":Warning") } ?? true,
          location: tree.attribute("location", of: index).flatMap { $0.isEmpty ? nil : $0 })
      }
    objects = []
    strangers = []
    for list in tree.elements("RegistryObjectList", in: Namespace.rim, of: place) {
      for child in tree.children(of: list) {
        guard let name = tree.name(of: child) else { continue }
        if let object = RegistryObject(tree, child) { objects.append(object) } else { strangers.append(name) }
      }
    }
  }
}
