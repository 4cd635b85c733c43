import JSONTree
import XMLTree

extension Resource {
  /// Reads a resource in XML (R4 xml.html), as the JSON text that says the same: both formats have the same paths then.
  ///
  /// Only resources of R4 can be read so, for their elements say what is an array and what a number. Elements that R4 does not
  /// have are kept as text or objects. Offsets of errors are those of lines' beginnings in the XML.
  public init(xml bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(ResourceError) {
    let tree: MarkupTree
    do throws(MarkupError) {
      tree = try MarkupTree(
        xml: bytes, limits: MarkupLimits(bytes: limits.bytes, depth: limits.depth, nodes: limits.nodes, attributes: 64))
    } catch {
      throw ResourceError(.xml("\(error)"), offset: 0)
    }
    if let fault = tree.fault {
      throw ResourceError(
        .xml("not well-formed XML in line \(fault.line), column \(fault.column): \(fault.message)"),
        offset: Self.offset(ofLine: fault.line, in: bytes))
    }
    if let stop = tree.stop {
      throw ResourceError(
        .xml("more than the \(stop.limit.rawValue) that this program reads, in line \(stop.line)"),
        offset: Self.offset(ofLine: stop.line, in: bytes))
    }
    guard let root = tree.roots.first(where: { tree.name(of: $0) != nil }), let name = tree.name(of: root) else {
      throw ResourceError(.xml("there is no element in it"), offset: 0)
    }
    guard tree.nodes[root].namespace == XMLResourceWriter.namespace else {
      throw ResourceError(.notFHIRNamespace(name), offset: 0)
    }
    var writer = XMLResourceWriter(tree: tree)
    guard writer.resource(root) else { throw ResourceError(.unknownResource(name), offset: 0) }
    try self.init(json: writer.text, limits: limits)
  }

  private static func offset(ofLine line: Int, in bytes: [UInt8]) -> Int {
    var left = line - 1
    for (offset, byte) in bytes.enumerated() {
      if left <= 0 { return offset }
      if byte == 0x0A { left -= 1 }
    }
    return bytes.count
  }
}

/// Writes the XML of a resource as JSON (R4 json.html §2.6.2, xml.html §2.6.1).
struct XMLResourceWriter {
  static let namespace = "http://hl7.org/fhir"
  private static let xhtml = "http://www.w3.org/1999/xhtml"

  let tree: MarkupTree
  /// The JSON written so far.
  private(set) var text: [UInt8] = []
  private let registry = ElementRegistry.r4

  init(tree: MarkupTree) { self.tree = tree }

  /// Writes a resource; false where R4 has none of that name. The depth of the tree is bounded where it is read.
  mutating func resource(_ index: Int) -> Bool {
    guard let type = tree.name(of: index), registry.isResource(type) else { return false }
    text += Array("{\"resourceType\":\"\(type)\"".utf8)
    members(of: index, as: type, isFirst: false)
    text.append(UInt8(ascii: "}"))
    return true
  }

  /// Elements of one name below an element, in the order in which the name came first.
  private func groups(of index: Int) -> [(name: String, nodes: [Int])] {
    var order: [String] = []
    var nodes: [String: [Int]] = [:]
    for child in tree.children(of: index) {
      guard let name = tree.name(of: child) else { continue }
      if nodes[name] == nil { order.append(name) }
      nodes[name, default: []].append(child)
    }
    return order.map { ($0, nodes[$0] ?? []) }
  }

  private mutating func members(of index: Int, as type: String?, isFirst: Bool) {
    var isFirst = isFirst
    func separate(_ text: inout [UInt8]) {
      if !isFirst { text.append(UInt8(ascii: ",")) }
      isFirst = false
    }
    for attribute in ["id", "url"] {
      guard let value = tree.attribute(attribute, of: index) else { continue }
      separate(&text)
      write(attribute)
      text.append(UInt8(ascii: ":"))
      write(value)
    }
    for (name, nodes) in groups(of: index) {
      let (element, kind) = definition(of: name, in: type)
      let repeats = element?.repeats ?? (nodes.count > 1)
      if let kind, ElementRegistry.primitives.contains(kind) {
        primitive(name, nodes, as: kind, repeats: repeats) { separate(&$0) }
        continue
      }
      if kind == nil, nodes.allSatisfy({ tree.attribute("value", of: $0) != nil }) {
        primitive(name, nodes, as: "string", repeats: repeats) { separate(&$0) }
        continue
      }
      separate(&text)
      write(name)
      text.append(UInt8(ascii: ":"))
      list(nodes, repeats: repeats) { writer, _, node in writer.complex(node, as: kind) }
    }
  }

  private func definition(of member: String, in type: String?) -> (ElementDefinition?, String?) {
    guard let type else { return (nil, nil) }
    for element in registry.elements(of: type) {
      guard element.isChoice else {
        if element.name == member { return (element, element.kinds.first?.name) }
        continue
      }
      if let kind = element.kinds.first(where: { element.memberName(for: $0.name) == member }) {
        return (element, kind.name)
      }
    }
    return (nil, nil)
  }

  private mutating func complex(_ index: Int, as kind: String?) {
    if kind.map({ registry.isResource($0) }) == true {
      // `resource` and `contained` hold one element, the resource itself.
      let inner = tree.children(of: index).first { tree.name(of: $0) != nil }
      if let inner, resource(inner) { return }
      text += Array("null".utf8)
      return
    }
    text.append(UInt8(ascii: "{"))
    members(of: index, as: kind, isFirst: true)
    text.append(UInt8(ascii: "}"))
  }

  /// Values of a primitive, and beside them their ids and extensions.
  private mutating func primitive(
    _ name: String, _ nodes: [Int], as kind: String, repeats: Bool, _ separate: (inout [UInt8]) -> Void
  ) {
    if kind == "xhtml" {
      separate(&text)
      write(name)
      text.append(UInt8(ascii: ":"))
      write(nodes.map { markup($0, isRoot: true) }.joined())
      return
    }
    let values = nodes.map { tree.attribute("value", of: $0) }
    if values.contains(where: { $0 != nil }) {
      separate(&text)
      write(name)
      text.append(UInt8(ascii: ":"))
      list(nodes, repeats: repeats) { writer, _, node in
        writer.value(writer.tree.attribute("value", of: node), as: kind)
      }
    }
    let hasMore = nodes.map { node in
      tree.attribute("id", of: node) != nil || tree.children(of: node).contains { tree.name(of: $0) != nil }
    }
    guard hasMore.contains(true) else { return }
    separate(&text)
    write("_" + name)
    text.append(UInt8(ascii: ":"))
    list(nodes, repeats: repeats) { writer, place, node in
      if hasMore[place] {
        writer.complex(node, as: "Element")
      } else {
        writer.text += Array("null".utf8)
      }
    }
  }

  /// A value in JSON's own kind where it is of that form; text otherwise, which then compares with nothing.
  private mutating func value(_ value: String?, as kind: String) {
    guard let value else { return text += Array("null".utf8) }
    switch kind {
    case "boolean" where value == "true" || value == "false": text += value.utf8
    case "integer", "positiveInt", "unsignedInt", "decimal":
      // Whatever is no number of JSON's stays text.
      if case .number? = try? JSONNode(parsing: Array(value.utf8)).value { text += value.utf8 } else { write(value) }
    default: write(value)
    }
  }

  private mutating func list(_ nodes: [Int], repeats: Bool, _ body: (inout XMLResourceWriter, Int, Int) -> Void) {
    // What is there too often is shown as it came.
    let isArray = repeats || nodes.count > 1
    if isArray { text.append(UInt8(ascii: "[")) }
    for (place, node) in nodes.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      body(&self, place, node)
    }
    if isArray { text.append(UInt8(ascii: "]")) }
  }

  private mutating func write(_ string: String) {
    text.append(UInt8(ascii: "\""))
    text += ResourceAssembly.escaped(string)
    text.append(UInt8(ascii: "\""))
  }

  /// The narrative as markup again. The depth of the tree is bounded where it is read.
  private func markup(_ index: Int, isRoot: Bool) -> String {
    guard tree.nodes.indices.contains(index) else { return "" }
    switch tree.nodes[index].content {
    case .text(let run): return Self.escaped(run)
    case .element(let name, let attributes):
      var written = attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
      if isRoot { written = " xmlns=\"\(Self.xhtml)\"" + written }
      let inner = tree.children(of: index).map { markup($0, isRoot: false) }.joined()
      return inner.isEmpty ? "<\(name)\(written)/>" : "<\(name)\(written)>\(inner)</\(name)>"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
