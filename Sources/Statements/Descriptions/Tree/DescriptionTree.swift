import XMLTree

/// A machine-readable description as a flat list of named elements in document order, whatever its syntax.
///
/// Members of JSON and YAML objects and elements of XML are alike; an array is its items, each under the array's name.
struct DescriptionTree: Sendable {
  /// Where a claim is cited: by JSON pointer (RFC 6901) or by a path of element names.
  enum Syntax: Sendable {
    case json
    case xml
  }

  /// One member, item or element.
  struct Node: Sendable {
    /// Name of the member or, for an item, of its array; local name of an element. Empty for the root of JSON.
    var name: String
    /// Namespace of an element.
    var namespace: String?
    /// Attributes of an element.
    var attributes: [MarkupTree.Attribute] = []
    /// A scalar as it is written; text of an element, white space around it left out. Nil for objects and null.
    var value: String?
    /// Line where it starts, from 1.
    var line: Int
    /// Index of the node around it; its own for the root.
    var parent: Int
    /// Place among the items of an array, from 0, or among the elements of the same name, from 1; nil where the path
    /// needs none.
    var position: Int?
    /// Index after the last descendant.
    var end: Int
    /// Bytes of JSON and YAML, from the name on.
    var source: Range<Int> = 0..<0
  }

  /// A member of JSON that another accompanies under its name with an underscore before it, as FHIR writes the
  /// extensions of primitives.
  struct Companion: Hashable {
    var parent: Int
    var name: String
    var position: Int?
  }

  /// The syntax it was read from.
  let syntax: Syntax
  /// The nodes in document order, never empty.
  var nodes: [Node]
  /// Bytes that `Node.source` points into; empty for XML, which is written out again.
  var source: [UInt8] = []
  /// Where a member that begins with an underscore stands, by what it accompanies.
  var companions: [Companion: Int] = [:]
  /// What could not be read as it stands, for a note: merge keys of YAML.
  var notes: [(element: Int, message: String)] = []

  /// Deepest nesting that is read.
  static let maximumDepth = 64
  /// Most members, items and elements that are read.
  static let maximumNodes = 500_000
  /// Most elements that are visited by following references, each time counted.
  static let maximumVisits = 4_000_000
  /// Bytes of a citation's words that are looked at.
  static let citedBytes = 1_200
  /// Bytes of a name or value that are kept: they are repeated in many claims.
  static let keptBytes = 2_048

  /// The outermost element.
  var root: DescriptionElement { DescriptionElement(tree: self, index: 0) }
}

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
  /// The element around it.
  var parent: DescriptionElement { DescriptionElement(tree: tree, index: node.parent) }

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
