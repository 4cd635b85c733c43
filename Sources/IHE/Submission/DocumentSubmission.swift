import XMLTree

/// A Provide and Register Document Set-b request, ITI-41 (ITI TF-2 §3.41.4.1): documents, what is said of them, and the
/// submission set that they come in.
public struct DocumentSubmission: Sendable {
  /// Objects in the order of the message: document entries, the submission set, folders, associations, classifications.
  public var objects: [RegistryObject]
  /// Documents: the id of their entry, and the Content-ID under which their content goes.
  public var documents: [(entry: String, contentID: String)]

  /// The WS-Addressing action (ITI TF-2 §3.41.5).
  public static let action = SharingTransaction.provide.action

  /// Makes a submission of objects as they stand.
  public init(objects: [RegistryObject], documents: [(entry: String, contentID: String)]) {
    self.objects = objects
    self.documents = documents
  }

  /// The body of the message.
  public var element: MarkupElement {
    let documents = documents.map { document in
      MarkupElement(
        "xds:Document", [.init("id", document.entry)],
        [
          MarkupElement(
            "xop:Include", [.init("xmlns:xop", Namespace.xop), .init("href", "cid:\(document.contentID)")])
        ])
    }
    return MarkupElement(
      "xds:ProvideAndRegisterDocumentSetRequest", [.init("xmlns:xds", Namespace.xds)],
      [ObjectSubmission(objects).element] + documents)
  }
}
