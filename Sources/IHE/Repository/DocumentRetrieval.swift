import Foundation
import XMLTree

/// A document of a repository, as a request names it (ITI TF-2 §3.43.4.1).
public struct DocumentReference: Hashable, Sendable {
  /// Repository that holds it.
  public var repositoryUniqueID: String
  /// Unique id of the document.
  public var documentUniqueID: String
  /// Community that it is in, for gateways.
  public var homeCommunityID: String?

  /// Makes a reference.
  public init(repositoryUniqueID: String, documentUniqueID: String, homeCommunityID: String? = nil) {
    self.repositoryUniqueID = repositoryUniqueID
    self.documentUniqueID = documentUniqueID
    self.homeCommunityID = homeCommunityID
  }

  /// The reference as it is written. The order of the elements is the schema's.
  var element: MarkupElement {
    var elements: [MarkupElement] = []
    if let homeCommunityID { elements.append(MarkupElement("xds:HomeCommunityId", text: homeCommunityID)) }
    elements.append(MarkupElement("xds:RepositoryUniqueId", text: repositoryUniqueID))
    elements.append(MarkupElement("xds:DocumentUniqueId", text: documentUniqueID))
    return MarkupElement("xds:DocumentRequest", [], elements)
  }
}

/// A Retrieve Document Set request, ITI-43 and ITI-39 (ITI TF-2 §3.43.4.1).
public struct DocumentRetrieval: Hashable, Sendable {
  /// The documents asked for.
  public var documents: [DocumentReference]

  /// The WS-Addressing action (ITI TF-2 §3.43.5).
  public static let action = SharingTransaction.retrieve.action
  /// The same between communities (ITI TF-2 §3.39.5).
  public static let crossGatewayAction = SharingTransaction.crossGatewayRetrieve.action

  /// Makes a request.
  public init(_ documents: [DocumentReference]) { self.documents = documents }

  /// The body of the message.
  public var element: MarkupElement {
    MarkupElement(
      "xds:RetrieveDocumentSetRequest", [.init("xmlns:xds", Namespace.xds)],
      documents.map(\.element))
  }
}

/// The documents in the answer to a Retrieve Document Set request (ITI TF-2 §3.43.4.2).
public struct RetrievedDocuments: Sendable {
  /// How it ended, and what went wrong.
  public let response: RegistryResponse
  /// The documents in order.
  public let documents: [Document]

  /// A document.
  public struct Document: Hashable, Sendable {
    /// What it is.
    public var reference: DocumentReference
    /// Media type as the repository states it.
    public var mimeType: String
    /// Where its content is.
    public var content: Content
    /// Line in the message.
    public var line: Int
  }

  /// Where the content of a document is.
  public enum Content: Hashable, Sendable {
    /// Beside the message, under this Content-ID.
    case attachment(contentID: String)
    /// In the message itself, as base64 text.
    case inline(String)
    /// Nowhere: an include without an attachment, or an empty element.
    case missing(contentID: String?)
  }

  /// Reads an answer.
  public init(_ answer: SOAPAnswer) throws(RegistryResponse.Problem) {
    let tree = answer.envelope.tree
    response = try RegistryResponse(answer.envelope)
    guard let body = answer.envelope.body, tree.name(of: body) == "RetrieveDocumentSetResponse" else {
      throw .otherElement(
        name: answer.envelope.body.flatMap { tree.name(of: $0) },
        line: answer.envelope.body.map { tree.nodes[$0].line } ?? 1)
    }
    documents = tree.elements("DocumentResponse", in: Namespace.xds, of: body).map { index in
      func text(_ name: String) -> String? {
        tree.child(name, in: Namespace.xds, of: index).map { tree.trimmedText(of: $0) }
      }
      return Document(
        reference: DocumentReference(
          repositoryUniqueID: text("RepositoryUniqueId") ?? "", documentUniqueID: text("DocumentUniqueId") ?? "",
          homeCommunityID: text("HomeCommunityId")),
        mimeType: text("mimeType") ?? "",
        content: Self.content(tree.child("Document", in: Namespace.xds, of: index), answer),
        line: tree.nodes[index].line)
    }
  }

  /// Where the content of the document in an element is.
  static func content(_ element: Int?, _ answer: SOAPMessage) -> Content {
    guard let element else { return .missing(contentID: nil) }
    let tree = answer.envelope.tree
    guard let include = tree.child("Include", in: Namespace.xop, of: element) else {
      let text = tree.trimmedText(of: element)
      return text.isEmpty ? .missing(contentID: nil) : .inline(text)
    }
    // A cid address is percent-encoded (RFC 2392 §2).
    let address = tree.attribute("href", of: include) ?? ""
    let id = address.lowercased().hasPrefix("cid:") ? String(address.dropFirst(4)) : address
    let decoded = id.removingPercentEncoding ?? id
    if answer.attachments[decoded] != nil { return .attachment(contentID: decoded) }
    return answer.attachments[id] != nil ? .attachment(contentID: id) : .missing(contentID: id)
  }
}
