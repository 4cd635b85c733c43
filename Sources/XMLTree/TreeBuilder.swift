internal import CLibXML2

/// Receives the parser's events and appends nodes. A class because the C callbacks need one address.
final class TreeBuilder {
  private var nodes: [MarkupTree.Node] = []
  private var open: [(index: Int, name: String, declaredNamespaces: Int)] = []
  private var declaredNamespaces = 0
  private var run: [UInt8] = []
  private var runLine = 0
  private var ignored = 0
  private var stop: MarkupTree.Stop?
  private var namespaces: [UnsafePointer<xmlChar>: String] = [:]
  /// The first thing that is no well-formed XML.
  var fault: MarkupTree.Fault?
  /// Line of the first declaration of an entity.
  var entityLine: Int?
  private let limits: MarkupLimits
  private let parser: xmlParserCtxtPtr

  init(limits: MarkupLimits, parser: xmlParserCtxtPtr) {
    self.limits = limits
    self.parser = parser
  }

  /// The library asks for this once, before threads use it.
  private static let parserIsReady: Void = xmlInitParser()

  static func prepareLibrary() { _ = parserIsReady }

  static func from(_ context: UnsafeMutableRawPointer?) -> TreeBuilder? {
    context.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  var line: Int {
    guard let input = parser.pointee.input else { return 1 }
    return Int(input.pointee.line)
  }

  func start(name: UnsafePointer<xmlChar>?, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
    guard stop == nil, let name else { return }
    flush()
    guard open.count < limits.depth else { return halt(.depth) }
    guard nodes.count < limits.nodes else { return halt(.nodes) }
    let element = String(cString: name)
    if element == "script" || element == "style" { ignored += 1 }
    var list: [MarkupTree.Attribute] = []
    if var pointer = attributes {
      while let key = pointer.pointee {
        list.append(
          MarkupTree.Attribute(name: String(cString: key), value: pointer[1].map { String(cString: $0) } ?? ""))
        pointer += 2
      }
    }
    append(element, namespace: nil, list)
  }

  /// The start of an element with its namespace; attributes come as name, prefix, namespace, start and end of value.
  func start(
    name: UnsafePointer<xmlChar>?, namespace: UnsafePointer<xmlChar>?, declaredNamespaces declared: Int,
    attributeCount: Int32, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard stop == nil, let name else { return }
    flush()
    // After a tag that is not well-formed the parser goes on without the end of the element; it knows what is open.
    while open.count > max(0, Int(parser.pointee.nameNr)) { closeLast() }
    guard open.count < limits.depth else { return halt(.depth) }
    guard nodes.count < limits.nodes else { return halt(.nodes) }
    // The parser searches the namespaces of all open elements for each name.
    declaredNamespaces += declared
    guard declaredNamespaces <= limits.attributes else { return halt(.attributes) }
    var list: [MarkupTree.Attribute] = []
    if let attributes {
      for index in 0..<Int(attributeCount) {
        let fields = attributes + index * 5
        guard let key = fields[0], let start = fields[3], let end = fields[4] else { continue }
        let value = UnsafeBufferPointer(start: start, count: max(0, end - start))
        list.append(
          MarkupTree.Attribute(
            name: String(cString: key), namespace: fields[2].map(text(of:)),
            value: Self.plain(String(decoding: value, as: UTF8.self))))
      }
    }
    append(String(cString: name), namespace: namespace.map(text(of:)), list, declaredNamespaces: declared)
  }

  /// A parser that is not asked to replace entities writes an ampersand in a value as a reference.
  private static func plain(_ value: String) -> String {
    value.utf8.contains(UInt8(ascii: "&")) ? value.replacing("&#38;", with: "&") : value
  }

  private func closeLast() {
    guard let last = open.popLast() else { return }
    declaredNamespaces -= last.declaredNamespaces
    nodes[last.index].end = nodes.count
  }

  /// Names of namespaces come from the parser's dictionary, one address each, for as long as it lives.
  private func text(of namespace: UnsafePointer<xmlChar>) -> String {
    if let known = namespaces[namespace] { return known }
    let text = String(cString: namespace)
    namespaces[namespace] = text
    return text
  }

  private func append(
    _ element: String, namespace: String?, _ attributes: [MarkupTree.Attribute], declaredNamespaces: Int = 0
  ) {
    open.append((nodes.count, element, declaredNamespaces))
    nodes.append(
      MarkupTree.Node(
        content: .element(name: element, attributes: attributes), namespace: namespace, line: line,
        depth: open.count - 1, end: nodes.count + 1))
  }

  func end(name: UnsafePointer<xmlChar>?) {
    guard stop == nil, let name else { return }
    flush()
    let element = String(cString: name)
    // The parser closes in order; a stray end is no reason to close what is around it.
    guard let last = open.last, last.name == element else { return }
    closeLast()
    // Elements of XML may have these names too, and were not counted.
    if ignored > 0, element == "script" || element == "style" { ignored -= 1 }
  }

  func text(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
    guard stop == nil, ignored == 0, let text, length > 0 else { return }
    let bytes = UnsafeBufferPointer(start: text, count: Int(length))
    if run.isEmpty { runLine = max(1, line - bytes.lazy.filter { $0 == 0x0A }.count) }
    run.append(contentsOf: bytes)
  }

  private func flush() {
    guard !run.isEmpty else { return }
    guard nodes.count < limits.nodes else { return halt(.nodes) }
    nodes.append(
      MarkupTree.Node(
        content: .text(String(decoding: run, as: UTF8.self)), namespace: nil, line: runLine, depth: open.count,
        end: nodes.count + 1))
    run.removeAll(keepingCapacity: true)
  }

  /// Ends reading at once.
  func halt(_ limit: MarkupLimits.Kind) {
    stop = MarkupTree.Stop(limit: limit, line: line)
    xmlStopParser(parser)
  }

  func finish() -> MarkupTree {
    if stop == nil { flush() }
    for element in open { nodes[element.index].end = nodes.count }
    return MarkupTree(nodes: nodes, stop: stop, fault: fault)
  }
}
