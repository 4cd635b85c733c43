import XMLTree

/// A Remove Metadata request, ITI-62 (ITI TF-2 §3.62.4.1): objects that the registry is to forget.
public struct MetadataRemoval: Hashable, Sendable {
  /// Ids of the objects: entries, submission sets, folders and associations alike.
  public var objects: [String]

  /// Makes a request.
  public init(_ objects: [String]) { self.objects = objects }

  /// The body of the message.
  public var element: MarkupElement {
    MarkupElement(
      "lcm:RemoveObjectsRequest", [.init("xmlns:lcm", Namespace.lcm), .init("xmlns:rim", Namespace.rim)],
      [
        MarkupElement(
          "rim:ObjectRefList", [], objects.map { RegistryObject.reference(to: $0).element })
      ])
  }
}

/// A Remove Documents request, ITI-86 (ITI TF-2 §3.86.4.1): documents that the repository is to forget.
public struct DocumentRemoval: Hashable, Sendable {
  /// The documents.
  public var documents: [DocumentReference]

  /// Makes a request.
  public init(_ documents: [DocumentReference]) { self.documents = documents }

  /// The body of the message.
  public var element: MarkupElement {
    MarkupElement(
      "rmd:RemoveDocumentsRequest", [.init("xmlns:rmd", Namespace.removal), .init("xmlns:xds", Namespace.xds)],
      documents.map(\.element))
  }
}
