import XMLTree

extension DocumentRetrieval {
  /// The documents that a message asks for, in order; none of a message of another kind (ITI TF-2 §3.43.4.1).
  public static func references(in envelope: ReceivedEnvelope) -> [DocumentReference] {
    envelope.body.map { references(envelope.tree, $0) } ?? []
  }

  /// The documents that a request names, in order.
  static func references(_ tree: MarkupTree, _ body: Int) -> [DocumentReference] {
    tree.elements("DocumentRequest", in: Namespace.xds, of: body).map { index in
      func text(_ name: String) -> String? {
        tree.child(name, in: Namespace.xds, of: index).map { tree.trimmedText(of: $0) }
      }
      return DocumentReference(
        repositoryUniqueID: text("RepositoryUniqueId") ?? "", documentUniqueID: text("DocumentUniqueId") ?? "",
        homeCommunityID: text("HomeCommunityId"))
    }
  }
}
