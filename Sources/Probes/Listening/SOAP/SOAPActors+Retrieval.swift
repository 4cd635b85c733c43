import IHE
import NIOCore
import XMLTree

extension SOAPActors {
  /// Gives the documents that a request names, and refuses the others.
  func give(
    _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage
  ) -> (SOAPReply, ReceivedTransaction) {
    let home = kind == .crossGatewayRetrieve ? Self.homeCommunityID : nil
    let asked = DocumentRetrieval.references(in: message.envelope)
    var refusals: [IHE.Refusal] = []
    var elements: [MarkupElement] = []
    var attachments: [SOAPRequest.Attachment] = []
    for reference in asked {
      func refuse(_ code: RegistryErrorCode, _ context: String) {
        refusals.append(IHE.Refusal(code, context, location: home))
      }
      if home != nil, reference.homeCommunityID != home {
        refuse(.unknownCommunity, reference.homeCommunityID ?? "no home community id")
        continue
      }
      guard reference.repositoryUniqueID == Self.repositoryUniqueID else {
        refuse(.unknownRepositoryID, reference.repositoryUniqueID)
        continue
      }
      let document = held.withLock { held in
        held.first { $0.entry.identifier(.documentEntryUniqueID) == reference.documentUniqueID }
      }
      guard let document else {
        refuse(.documentUniqueIDError, reference.documentUniqueID)
        continue
      }
      let contentID = "document\(attachments.count + 1)@assay"
      let content = ByteBuffer(bytes: document.content)
      attachments.append(
        .init(contentID: contentID, mediaType: document.entry.mimeType ?? "application/octet-stream") { content })
      elements.append(Self.response(reference, document, contentID: contentID, home: home))
    }
    let response: ResponseStatus =
      refusals.isEmpty ? .success : elements.isEmpty ? .failure : .partialSuccess
    let answer = SharingAnswer(refusals: refusals).registryResponse(isPart: !elements.isEmpty)
    let body = MarkupElement(
      "xds:RetrieveDocumentSetResponse",
      [.init("xmlns:xds", Namespace.xds), .init("xmlns:xop", Namespace.xop)], [answer] + elements)
    return (
      reply(kind, message, body, attachments),
      ReceivedTransaction(
        kind: kind, content: .retrieval(asked), response: response, faults: refusals.map { .init($0) },
        given: elements.count)
    )
  }

  private static func response(
    _ reference: DocumentReference, _ document: Held, contentID: String, home: String?
  ) -> MarkupElement {
    var elements: [MarkupElement] = []
    if let home { elements.append(MarkupElement("xds:HomeCommunityId", text: home)) }
    elements += [
      MarkupElement("xds:RepositoryUniqueId", text: reference.repositoryUniqueID),
      MarkupElement("xds:DocumentUniqueId", text: reference.documentUniqueID),
      MarkupElement("xds:mimeType", text: document.entry.mimeType ?? "application/octet-stream"),
      MarkupElement("xds:Document", [], [MarkupElement("xop:Include", [.init("href", "cid:\(contentID)")])]),
    ]
    return MarkupElement("xds:DocumentResponse", [], elements)
  }
}
