internal import CLibXML2

/// Receives the parser's events and appends nodes. The parser's callbacks reach it by its address: it is called for each
/// tag, and nothing else may cost there.
struct TreeBuilder {
  /// An element that has not ended.
  private struct Open {
    var index: Int
    var name: UnsafePointer<xmlChar>
    var declaredNamespaces: Int
  }

  private var nodes: [MarkupTree.Node] = []
  private var open: [Open] = []
  private var declaredNamespaces = 0
  private var run: [UInt8] = []
  private var runLine = 0
  private var ignored = 0
  private var stop: MarkupTree.Stop?
  private var names = NameTable()
  /// The first thing that is no well-formed XML.
  var fault: MarkupTree.Fault?
  /// Line of the first declaration of an entity.
  var entityLine: Int?
  private let limits: MarkupLimits
  private let parser: xmlParserCtxtPtr

  /// `bytes` is the length of the document: from it the number of nodes is guessed, so that they need not be moved.
  init(limits: MarkupLimits, parser: xmlParserCtxtPtr, bytes: Int) {
    self.limits = limits
    self.parser = parser
    nodes.reserveCapacity(min(limits.nodes, bytes / 64))
  }

  /// The library asks for this once, before threads use it.
  private static let parserIsReady: Void = xmlInitParser()

  static func prepareLibrary() { _ = parserIsReady }

  /// The builder that the parser was given as its user data.
  static func at(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TreeBuilder>? {
    context?.assumingMemoryBound(to: TreeBuilder.self)
  }

  var line: Int {
    guard let input = parser.pointee.input else { return 1 }
    return Int(input.pointee.line)
  }

  /// The start of an element of HTML; attributes come as name and value, and end with nothing.
  mutating func start(name: UnsafePointer<xmlChar>?, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
    guard stop == nil, let name else { return }
    flush()
    guard hasRoom() else { return }
    let element = names.text(at: name)
    if Self.isIgnored(element) { ignored += 1 }
    var list: [MarkupTree.Attribute] = []
    if var pointer = attributes {
      while let key = pointer.pointee {
        list.append(
          MarkupTree.Attribute(name: names.text(at: key), value: pointer[1].map { String(cString: $0) } ?? ""))
        pointer += 2
      }
    }
    append(element, at: name, namespace: nil, list)
  }

  /// The start of an element with its namespace; attributes come as name, prefix, namespace, start and end of value.
  mutating func start(
    name: UnsafePointer<xmlChar>?, namespace: UnsafePointer<xmlChar>?, declaredNamespaces declared: Int,
    attributeCount: Int32, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard stop == nil, let name else { return }
    flush()
    // After a tag that is not well-formed the parser goes on without the end of the element; it knows what is open.
    while open.count > max(0, Int(parser.pointee.nameNr)) { closeLast() }
    guard hasRoom() else { return }
    // The parser searches the namespaces of all open elements for each name.
    declaredNamespaces += declared
    guard declaredNamespaces <= limits.attributes else { return halt(.attributes) }
    var list: [MarkupTree.Attribute] = []
    if let attributes, attributeCount > 0 {
      list.reserveCapacity(Int(attributeCount))
      for index in 0..<Int(attributeCount) {
        let fields = attributes + index * 5
        guard let key = fields[0], let start = fields[3], let end = fields[4] else { continue }
        let value = UnsafeBufferPointer(start: start, count: max(0, end - start))
        var namespace: String?
        if let address = fields[2] { namespace = names.text(at: address) }
        list.append(
          MarkupTree.Attribute(name: names.text(at: key), namespace: namespace, value: Self.text(ofValue: value)))
      }
    }
    var space: String?
    if let namespace { space = names.text(at: namespace) }
    append(names.text(at: name), at: name, namespace: space, list, declaredNamespaces: declared)
  }

  /// The text of a value. A parser that is not asked to replace entities writes an ampersand in it as a reference.
  private static func text(ofValue value: UnsafeBufferPointer<xmlChar>) -> String {
    guard value.firstIndex(of: UInt8(ascii: "&"), from: 0) != nil else {
      return String(decoding: value, as: UTF8.self)
    }
    let reference: StaticString = "#38;"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
      bytes.append(value[index])
      let rest = value[(index + 1)...].prefix(reference.utf8CodeUnitCount)
      let isReference =
        value[index] == UInt8(ascii: "&")
        && reference.withUTF8Buffer { rest.elementsEqual($0) }
      index += isReference ? 1 + reference.utf8CodeUnitCount : 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether one more element keeps to the limits; reading ends where it does not.
  private mutating func hasRoom() -> Bool {
    if open.count >= limits.depth { halt(.depth) } else if nodes.count >= limits.nodes { halt(.nodes) }
    return stop == nil
  }

  private static func isIgnored(_ element: String) -> Bool { element == "script" || element == "style" }

  private mutating func closeLast() {
    guard let last = open.popLast() else { return }
    declaredNamespaces -= last.declaredNamespaces
    nodes[last.index].end = nodes.count
  }

  private mutating func append(
    _ element: String, at name: UnsafePointer<xmlChar>, namespace: String?, _ attributes: [MarkupTree.Attribute],
    declaredNamespaces: Int = 0
  ) {
    open.append(Open(index: nodes.count, name: name, declaredNamespaces: declaredNamespaces))
    nodes.append(
      MarkupTree.Node(
        content: .element(name: element, attributes: attributes), namespace: namespace, line: line,
        depth: open.count - 1, end: nodes.count + 1))
  }

  mutating func end(name: UnsafePointer<xmlChar>?) {
    guard stop == nil, let name else { return }
    flush()
    // The parser closes in order; a stray end is no reason to close what is around it. Some names of HTML have two
    // addresses, as the parser adds elements that are not written.
    guard let last = open.last, last.name == name || xmlStrEqual(last.name, name) != 0 else { return }
    closeLast()
    // Elements of XML may have these names too, and were not counted.
    if ignored > 0, Self.isIgnored(names.text(at: name)) { ignored -= 1 }
  }

  mutating func text(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
    guard stop == nil, ignored == 0, let text, length > 0 else { return }
    let bytes = UnsafeBufferPointer(start: text, count: Int(length))
    if run.isEmpty {
      var ends = 0
      for byte in bytes where byte == 0x0A { ends += 1 }
      runLine = max(1, line - ends)
    }
    run.append(contentsOf: bytes)
  }

  private mutating func flush() {
    guard !run.isEmpty else { return }
    guard nodes.count < limits.nodes else { return halt(.nodes) }
    nodes.append(
      MarkupTree.Node(
        content: .text(String(decoding: run, as: UTF8.self)), namespace: nil, line: runLine, depth: open.count,
        end: nodes.count + 1))
    run.removeAll(keepingCapacity: true)
  }

  /// Ends reading at once.
  mutating func halt(_ limit: MarkupLimits.Kind) {
    stop = MarkupTree.Stop(limit: limit, line: line)
    xmlStopParser(parser)
  }

  /// The tree, to be taken once.
  mutating func finish() -> MarkupTree {
    if stop == nil { flush() }
    for element in open { nodes[element.index].end = nodes.count }
    defer { nodes = [] }
    return MarkupTree(nodes: nodes, stop: stop, fault: fault)
  }
}
