/// A markup document as a flat list of nodes in document order.
///
/// A node knows where its subtree ends, so that every walk is a loop: no depth of nesting can exhaust the stack,
/// when walking or when the tree is released.
public struct MarkupTree: Sendable {
  /// The nodes in document order; a node's descendants are `index + 1 ..< end`.
  public internal(set) var nodes: [Node]
  /// The limit at which reading stopped; nil where the whole document was read.
  public internal(set) var stop: Stop?
  /// The first place that is not well-formed, of XML; what follows it may be missing.
  public internal(set) var fault: Fault?

  /// An element or a run of text.
  public struct Node: Sendable {
    /// What it is.
    public internal(set) var content: Content
    /// Namespace of an element of XML.
    public internal(set) var namespace: String?
    /// Line where it starts, from 1.
    public internal(set) var line: Int
    /// Number of elements around it.
    public internal(set) var depth: Int
    /// Index after the last descendant.
    public internal(set) var end: Int
  }

  /// What a node is.
  public enum Content: Sendable {
    /// An element with its name, local and as written in XML, lower case in HTML, and its attributes in the order of the document.
    case element(name: String, attributes: [Attribute])
    case text(String)
  }

  /// One attribute of an element.
  public struct Attribute: Hashable, Sendable {
    /// Name, local and as written in XML, lower case in HTML.
    public var name: String
    /// Namespace, of a prefixed attribute of XML.
    public var namespace: String?
    /// Value with references replaced; empty where the document gives none.
    public var value: String
  }

  /// Where and why reading stopped before the end.
  public struct Stop: Hashable, Sendable {
    /// The limit that was reached.
    public var limit: MarkupLimits.Kind
    /// Line that reached it, from 1.
    public var line: Int
  }

  /// Where XML is not well-formed, and how.
  public struct Fault: Hashable, Sendable {
    /// Line, from 1.
    public var line: Int
    /// Column in bytes, from 1.
    public var column: Int
    /// What is wrong, in the parser's words.
    public var message: String
  }

  /// Indices of the nodes without a parent.
  public var roots: Children { Children(tree: self, first: 0, end: nodes.count) }

  /// Indices of the direct children of a node.
  public func children(of index: Int) -> Children {
    guard nodes.indices.contains(index) else { return Children(tree: self, first: 0, end: 0) }
    return Children(tree: self, first: index + 1, end: nodes[index].end)
  }

  /// Element name of a node; nil for text.
  public func name(of index: Int) -> String? {
    guard nodes.indices.contains(index), case .element(let name, _) = nodes[index].content else { return nil }
    return name
  }

  /// Value of an attribute of an element.
  public func attribute(_ name: String, of index: Int) -> String? {
    guard nodes.indices.contains(index), case .element(_, let attributes) = nodes[index].content else { return nil }
    return attributes.first { $0.name == name }?.value
  }

  /// All text below a node, as it stands.
  public func text(of index: Int) -> String {
    guard nodes.indices.contains(index) else { return "" }
    var text = ""
    for node in nodes[index..<nodes[index].end] {
      if case .text(let run) = node.content { text += run }
    }
    return text
  }

  /// Siblings in the order of the document, by index.
  public struct Children: Sequence, IteratorProtocol {
    let tree: MarkupTree
    var position: Int
    let end: Int

    init(tree: MarkupTree, first: Int, end: Int) {
      self.tree = tree
      self.position = first
      self.end = end
    }

    /// Index of the next sibling.
    public mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = tree.nodes[position].end }
      return position
    }
  }
}
