import Foundation
import HTTPExchange
import NIOCore
import XMLTree

/// Documents that an actor of ours gives, and those that it does not (ITI TF-2 §3.43.4.2, RAD TF-2 §4.69.4.2).
public struct DocumentSetAnswer: Sendable {
  /// A document that is given.
  public struct Document: Sendable {
    /// What it is.
    public var reference: DocumentReference
    /// Media type.
    public var mimeType: String
    /// Its content.
    public var content: PartContent
    /// Its content as base64 in the message, where it does not lie beside it.
    private(set) var inline: String?

    /// Makes a document whose content lies beside the message.
    public init(reference: DocumentReference, mimeType: String, content: PartContent) {
      self.reference = reference
      self.mimeType = mimeType
      self.content = content
    }

    /// Makes a document in memory.
    ///
    /// - Parameter isInline: Whether it stands in the message as text, which the profiles do not allow.
    public init(reference: DocumentReference, mimeType: String, content: ByteBuffer, isInline: Bool = false) {
      self.init(reference: reference, mimeType: mimeType, content: PartContent(content))
      if isInline { inline = Data(content.readableBytesView).base64EncodedString() }
    }
  }

  /// Documents that are given.
  public var documents: [Document] = []
  /// What is not given, and why.
  public var refusals: [Refusal] = []
  /// Whether a part of the documents is told as such.
  var tellsPartialSuccess = true

  /// Makes an answer of nothing.
  public init() {}

  init(tellsPartialSuccess: Bool) { self.tellsPartialSuccess = tellsPartialSuccess }

  /// How it ended (ITI TF-2 §3.43.4.2.2).
  public var status: ResponseStatus {
    SharingAnswer(refusals: refusals).status(isPart: !documents.isEmpty && tellsPartialSuccess)
  }

  /// The body and what goes beside it.
  public var answer: ActorAnswer {
    var elements = [
      SharingAnswer(refusals: refusals).registryResponse(isPart: !documents.isEmpty && tellsPartialSuccess)
    ]
    var attachments: [SOAPRequest.Attachment] = []
    for (number, document) in documents.enumerated() {
      let id = "document\(number + 1)@domain"
      let place: MarkupElement
      if let inline = document.inline {
        place = MarkupElement("xds:Document", text: inline)
      } else {
        let include = MarkupElement("xop:Include", [.init("xmlns:xop", Namespace.xop), .init("href", "cid:\(id)")])
        place = MarkupElement("xds:Document", [], [include])
        attachments.append(
          SOAPRequest.Attachment(contentID: id, mediaType: document.mimeType, document.content))
      }
      var fields: [MarkupElement] = []
      if let home = document.reference.homeCommunityID {
        fields.append(MarkupElement("xds:HomeCommunityId", text: home))
      }
      fields.append(MarkupElement("xds:RepositoryUniqueId", text: document.reference.repositoryUniqueID))
      fields.append(MarkupElement("xds:DocumentUniqueId", text: document.reference.documentUniqueID))
      fields += [MarkupElement("xds:mimeType", text: document.mimeType), place]
      elements.append(MarkupElement("xds:DocumentResponse", [], fields))
    }
    return ActorAnswer(
      MarkupElement("xds:RetrieveDocumentSetResponse", [.init("xmlns:xds", Namespace.xds)], elements),
      attachments: attachments)
  }
}

extension DocumentRetrieval {
  /// Documents of one request that are read.
  static let limit = 100_000

  /// Reads a request as the actor that is asked.
  public init(asked envelope: ReceivedEnvelope) throws(ActorFault) {
    let tree = envelope.tree
    guard let body = envelope.body, tree.name(of: body) == "RetrieveDocumentSetRequest",
      tree.nodes[body].namespace == Namespace.xds
    else { throw ActorFault(.sender, "the body is no RetrieveDocumentSetRequest") }
    let documents = Self.references(tree, body)
    guard documents.count <= Self.limit else {
      throw ActorFault(.sender, "more than \(Self.limit) documents are asked for")
    }
    self.init(documents)
  }
}

extension SOAPMessage {
  /// The part that a cid address names, percent-encoded or not (RFC 2392 §2).
  func attachment(at address: String) -> MultipartContent.Part? {
    guard address.lowercased().hasPrefix("cid:") else { return nil }
    let id = String(address.dropFirst(4))
    return id.removingPercentEncoding.flatMap { attachments[$0] } ?? attachments[id]
  }
}
