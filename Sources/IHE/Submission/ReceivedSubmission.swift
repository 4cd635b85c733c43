import HTTPExchange
import XMLTree

/// What a document source sent to a repository or registry, as it was read (ITI-41, ITI TF-2 §3.41.4.1; ITI-42, §3.42.4.1).
public struct ReceivedSubmission: Sendable {
  /// A document that came with its entry.
  public struct Document: Hashable, Sendable {
    /// Id of the entry that it belongs to.
    public var entry: String
    /// Where its content is.
    public var content: RetrievedDocuments.Content
    /// Hash and size of its content; nil where it came without content, or none that can be decoded.
    public var digest: ContentDigest?
    /// Media type of the part that it came in; nil where it came in the message itself.
    public var partType: String?
  }

  /// Objects in the order of the message.
  public let objects: [RegistryObject]
  /// Names of elements in the list of objects that are none of these profiles'.
  public let strangers: [String]
  /// Documents in the order of the message; none of a registration.
  public let documents: [Document]
  /// Whether documents belong to it.
  public let isProvision: Bool

  /// Why a body is no submission.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another element, or none.
    case otherElement(name: String?, line: Int)
    /// A request without a list of objects.
    case noObjects(line: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .otherElement(let name?, let line):
        "the body holds \(name.prefix(64)) at line \(line), where a submission is expected"
      case .otherElement(nil, _): "the body is empty, where a submission is expected"
      case .noObjects(let line): "the submission at line \(line) holds no list of registry objects"
      }
    }
  }

  /// Reads a message.
  public init(_ message: SOAPMessage) throws(Problem) {
    let tree = message.envelope.tree
    guard let body = message.envelope.body else { throw .otherElement(name: nil, line: 1) }
    let request: Int?
    switch (tree.name(of: body), tree.nodes[body].namespace) {
    case ("ProvideAndRegisterDocumentSetRequest", Namespace.xds):
      isProvision = true
      request = tree.child("SubmitObjectsRequest", in: Namespace.lcm, of: body)
    case ("SubmitObjectsRequest", Namespace.lcm):
      isProvision = false
      request = body
    default: throw .otherElement(name: tree.name(of: body), line: tree.nodes[body].line)
    }
    guard let list = request.flatMap({ tree.child("RegistryObjectList", in: Namespace.rim, of: $0) }) else {
      throw .noObjects(line: tree.nodes[body].line)
    }
    var objects: [RegistryObject] = []
    var strangers: [String] = []
    for child in tree.children(of: list) {
      guard let name = tree.name(of: child) else { continue }
      if let object = RegistryObject(tree, child) { objects.append(object) } else { strangers.append(name) }
    }
    self.objects = objects
    self.strangers = strangers
    documents =
      isProvision ? tree.elements("Document", in: Namespace.xds, of: body).map { Self.document($0, message) } : []
  }

  private static func document(_ index: Int, _ message: SOAPMessage) -> Document {
    let content = RetrievedDocuments.content(index, message)
    let part: MultipartContent.Part? =
      if case .attachment(let id) = content { message.attachments[id] } else { nil }
    return Document(
      entry: message.envelope.tree.attribute("id", of: index) ?? "", content: content,
      digest: message.digest(of: content), partType: part?.head["Content-Type"])
  }

  /// Document entries in the order of the message.
  public var entries: [DocumentEntry] { objects.compactMap(DocumentEntry.init) }

  /// Packages that are classified as submission sets.
  public var submissionSets: [RegistryObject] { packages(.submissionSet) }

  /// Packages that are classified as folders.
  public var folders: [RegistryObject] { packages(.folder) }

  private func packages(_ kind: RegistryPackageScheme) -> [RegistryObject] {
    // A classification stands in the package, or beside it and names it.
    let named = Set(
      objects.filter { $0.kind == .classification }.flatMap(\.classifications)
        .filter { $0.node == kind.rawValue }.compactMap(\.classifiedObject))
    return objects.filter { object in
      object.kind == .registryPackage
        && (named.contains(object.id) || object.classifications.contains { $0.node == kind.rawValue })
    }
  }
}
