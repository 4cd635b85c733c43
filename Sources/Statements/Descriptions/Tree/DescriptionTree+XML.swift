import XMLTree

extension DescriptionTree {
  /// Reads a description in XML that is well-formed.
  ///
  /// - Parameter what: What it should be, for the message: `a FHIR capability statement`.
  init(xml bytes: [UInt8], as what: String) throws(ReadingFailure) {
    let limits = MarkupLimits(
      bytes: MarkupLimits.documents.bytes, depth: Self.maximumDepth, nodes: 2 * Self.maximumNodes, attributes: 256)
    let markup = try XMLDocument.read(bytes, as: what, limits: limits)
    guard let tree = DescriptionTree(markup) else {
      throw ReadingFailure("malformed", "could not be read as \(what): it has no element. Export it again.")
    }
    self = tree
  }

  /// The elements of a document, text moved into the element around it; nil where there is none.
  ///
  /// - Parameter firstLine: Line of the document where the markup begins, where it is part of one.
  init?(_ markup: MarkupTree, firstLine: Int = 1) {
    var nodes: [Node] = []
    // The elements around the current one: index in the markup's end, own index, and how often each name was seen.
    var open: [(end: Int, index: Int, seen: [String: Int])] = []
    for (place, source) in markup.nodes.enumerated() {
      while let last = open.last, last.end <= place {
        nodes[last.index].end = nodes.count
        open.removeLast()
      }
      switch source.content {
      case .element(let name, let attributes):
        guard nodes.isEmpty || !open.isEmpty else { continue }
        let local = name.split(separator: ":").last.map(String.init) ?? name
        var position: Int?
        if let around = open.indices.last {
          let place = (open[around].seen[local] ?? 0) + 1
          open[around].seen[local] = place
          position = place
        }
        nodes.append(
          Node(
            name: local.kept, namespace: source.namespace,
            attributes: attributes.map { attribute in
              var attribute = attribute
              attribute.value = attribute.value.kept
              return attribute
            },
            line: source.line + firstLine - 1,
            parent: open.last?.index ?? 0, position: position, end: nodes.count + 1))
        open.append((source.end, nodes.count - 1, [:]))
      case .text(let run):
        guard let around = open.last?.index else { continue }
        // A text of megabytes is cut before it is gone through character by character.
        let text = String(decoding: run.utf8.drop { $0 <= 0x20 }.prefix(2 * Self.keptBytes), as: UTF8.self).collapsed
        guard !text.isEmpty else { continue }
        nodes[around].value = (nodes[around].value.map { $0 + " " + text } ?? text).kept
      }
    }
    for element in open { nodes[element.index].end = nodes.count }
    guard !nodes.isEmpty else { return nil }
    self.init(syntax: .xml, nodes: nodes)
  }
}
