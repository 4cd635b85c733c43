import XMLTree

extension ReceivedEnvelope {
  /// Where the message goes (`wsa:To`).
  public var to: String? { addressing("To").map { tree.trimmedText(of: $0) } }

  /// Where the answer goes (`wsa:ReplyTo`); nil where the sender says nothing, which means the same connection.
  public var replyTo: String? {
    addressing("ReplyTo").flatMap { tree.child("Address", in: Namespace.addressing, of: $0) }
      .map { tree.trimmedText(of: $0) }
  }

  /// Local names of header blocks that the sender demands to be understood, of other namespaces than those given and
  /// WS-Addressing (SOAP 1.2 Part 1 §5.2.3).
  public func demands(beside understood: Set<String>) -> [String] {
    let namespace = isSOAP11 ? Namespace.soap11 : Namespace.soap
    return blocks.filter { index in
      guard case .element(_, let attributes) = tree.nodes[index].content,
        attributes.contains(where: {
          $0.name.hasSuffix("mustUnderstand") && $0.namespace == namespace && ["1", "true"].contains($0.value)
        })
      else { return false }
      let space = tree.nodes[index].namespace ?? ""
      return space != Namespace.addressing && !understood.contains(space)
    }.compactMap { tree.name(of: $0) }
  }

  /// Indices of the header blocks.
  private var blocks: [Int] {
    let namespace = isSOAP11 ? Namespace.soap11 : Namespace.soap
    guard let root = tree.roots.first(where: { tree.name(of: $0) != nil }),
      let header = tree.child("Header", in: namespace, of: root)
    else { return [] }
    return tree.children(of: header).filter { tree.name(of: $0) != nil }
  }

  private func addressing(_ name: String) -> Int? {
    blocks.first { tree.name(of: $0) == name && tree.nodes[$0].namespace == Namespace.addressing }
  }
}
