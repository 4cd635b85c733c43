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
  static let maximumVisits = 1_000_000
  /// Bytes of a citation's words that are looked at.
  static let citedBytes = 1_200
  /// Bytes of a name or value that are kept: they are repeated in many claims.
  static let keptBytes = 1_024

  /// The outermost element.
  var root: DescriptionElement { DescriptionElement(tree: self, index: 0) }
}
