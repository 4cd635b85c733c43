/// One element of a description: a view that is as cheap to copy as an index.
struct DescriptionElement: Sendable {
  let tree: DescriptionTree
  let index: Int

  private var node: DescriptionTree.Node { tree.nodes[index] }

  /// Name of the member or element.
  var name: String { node.name }
  /// Namespace of an element of XML.
  var namespace: String? { node.namespace }
  /// The scalar, or the element's own text.
  var value: String? { node.value }
  /// Line where it starts, from 1.
  var line: Int { node.line }
  /// Place among its like.
  var position: Int? { node.position }

  /// The direct children in the order of the document.
  var children: [DescriptionElement] {
    var children: [DescriptionElement] = []
    var next = index + 1
    while next < node.end {
      children.append(DescriptionElement(tree: tree, index: next))
      next = tree.nodes[next].end
    }
    return children
  }

  /// The direct children of a name.
  func children(_ name: String) -> [DescriptionElement] {
    var found: [DescriptionElement] = []
    var next = index + 1
    while next < node.end {
      if tree.nodes[next].name == name { found.append(DescriptionElement(tree: tree, index: next)) }
      next = tree.nodes[next].end
    }
    return found
  }

  /// The first direct child of a name.
  func child(_ name: String) -> DescriptionElement? {
    var next = index + 1
    while next < node.end {
      if tree.nodes[next].name == name { return DescriptionElement(tree: tree, index: next) }
      next = tree.nodes[next].end
    }
    return nil
  }

  /// An attribute of XML; in JSON the member `@name`, as PS3.18 Annex G writes attributes.
  func attribute(_ name: String, namespaces: [String] = []) -> String? {
    switch tree.syntax {
    case .xml:
      node.attributes.first {
        $0.name == name && (namespaces.isEmpty ? $0.namespace == nil : namespaces.contains($0.namespace ?? ""))
      }?.value
    case .json: child("@" + name)?.value ?? child(name)?.value
    }
  }

  /// The member of JSON that accompanies this one under its name with an underscore before it.
  var companion: DescriptionElement? {
    let key = DescriptionTree.Companion(parent: node.parent, name: name, position: position)
    return tree.companions[key].map { DescriptionElement(tree: tree, index: $0) }
  }

  /// Number of elements inside it and itself.
  var size: Int { node.end - index }

  /// All text of the element and those inside it, white space collapsed and cut where long; nil for none.
  var text: String? {
    var text = ""
    for node in tree.nodes[index..<node.end] {
      if let run = node.value { text += " " + run }
      if text.utf8.count > DescriptionTree.keptBytes { break }
    }
    text = text.collapsed
    return text.isEmpty ? nil : text.kept
  }

  /// JSON pointer (RFC 6901), or the names of the elements from the root on, each with its place among its like.
  var path: String {
    var steps: [String] = []
    var current = index
    while true {
      let node = tree.nodes[current]
      switch tree.syntax {
      case .json:
        if let position = node.position { steps.append("/\(position)") }
        if !node.name.isEmpty { steps.append("/" + node.name.pointerToken) }
      case .xml:
        steps.append("/" + node.name + (node.position.map { "[\($0)]" } ?? ""))
      }
      if node.parent == current { break }
      current = node.parent
    }
    return steps.reversed().joined()
  }

  /// The words there: of JSON and YAML as they stand, of XML the element written out without prefixes; cut where long.
  var words: String {
    switch tree.syntax {
    case .json:
      let end = min(node.source.upperBound, node.source.lowerBound &+ DescriptionTree.citedBytes)
      guard node.source.lowerBound < end, end <= tree.source.count else { return "" }
      return String(decoding: tree.source[node.source.lowerBound..<end], as: UTF8.self)
    case .xml: return markup
    }
  }

  private var markup: String {
    var text = ""
    var open: [(name: String, end: Int)] = []
    var current = index
    while current < node.end, text.utf8.count < DescriptionTree.citedBytes {
      while let last = open.last, last.end <= current {
        text += "</\(last.name)>"
        open.removeLast()
      }
      let element = tree.nodes[current]
      text += "<" + element.name
      for attribute in element.attributes { text += " \(attribute.name)=\"\(attribute.value.escaped)\"" }
      if element.value == nil, element.end == current + 1 {
        text += "/>"
      } else {
        text += ">" + (element.value ?? "").escaped
        open.append((element.name, element.end))
      }
      current += 1
    }
    if text.utf8.count < DescriptionTree.citedBytes {
      for element in open.reversed() { text += "</\(element.name)>" }
    }
    return text
  }
}

extension String {
  /// At most as many bytes as are kept of a name or value; what is cut ends in an ellipsis.
  var kept: String {
    guard utf8.count > DescriptionTree.keptBytes else { return self }
    var cut = utf8.prefix(DescriptionTree.keptBytes)
    // Never within a character.
    while let last = cut.last, last & 0xC0 == 0x80 { cut.removeLast() }
    if let last = cut.last, last >= 0xC0 { cut.removeLast() }
    return String(decoding: cut, as: UTF8.self) + "…"
  }

  /// As a token of a JSON pointer (RFC 6901 §3).
  var pointerToken: String { replacing("~", with: "~0").replacing("/", with: "~1") }

  /// As text of XML.
  fileprivate var escaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
