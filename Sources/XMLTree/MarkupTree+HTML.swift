internal import CLibXML2

extension MarkupTree {
  /// Reads HTML as browsers would, however broken, from UTF-8.
  ///
  /// Nothing is fetched and no entity but the character references of HTML is replaced. What goes beyond the depth or
  /// the number of nodes allowed is left out, and `stop` says from where on. The contents of `script` and `style`
  /// are left out.
  public init(html: String, limits: MarkupLimits = .documents) throws(MarkupError) {
    var html = html
    let read: Result<MarkupTree, MarkupError> = html.withUTF8 { bytes in
      do throws(MarkupError) {
        return .success(try Self.read(html: bytes, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    self = try read.get()
  }

  private static func read(
    html bytes: UnsafeBufferPointer<UInt8>, limits: MarkupLimits
  ) throws(MarkupError) -> MarkupTree {
    guard bytes.count <= min(limits.bytes, Int(Int32.max)) else {
      throw .tooLarge(bytes: bytes.count, limit: limits.bytes)
    }
    if let line = TagScan.lineOfExcess(in: bytes, limit: limits.attributes) {
      throw .tooManyAttributes(line: line, limit: limits.attributes)
    }
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return MarkupTree(nodes: []) }
    _ = Self.parserIsReady
    guard let parser = htmlNewParserCtxt() else { throw .outOfMemory }
    defer { htmlFreeParserCtxt(parser) }
    let builder = HTMLTreeBuilder(limits: limits, parser: parser)
    var handler = xmlSAXHandler()
    handler.startElement = { context, name, attributes in
      HTMLTreeBuilder.from(context)?.start(name: name, attributes: attributes)
    }
    handler.endElement = { context, name in HTMLTreeBuilder.from(context)?.end(name: name) }
    handler.characters = { context, text, length in HTMLTreeBuilder.from(context)?.text(text, length) }
    handler.ignorableWhitespace = { context, text, length in HTMLTreeBuilder.from(context)?.text(text, length) }
    return withExtendedLifetime(builder) {
      // The parser owns its handler structure and frees it; only the contents are replaced.
      parser.pointee.sax.pointee = handler
      parser.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
      let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue
      let document = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        htmlCtxtReadMemory(parser, $0, Int32(bytes.count), nil, "UTF-8", Int32(options))
      }
      // The handler builds no document of the parser's own; freed all the same should it have made an empty one.
      if let document { xmlFreeDoc(document) }
      return builder.finish()
    }
  }

  /// The library asks for this once, before threads use it.
  private static let parserIsReady: Void = xmlInitParser()
}

/// Receives the parser's events and appends nodes. A class because the C callbacks need one address.
private final class HTMLTreeBuilder {
  private var nodes: [MarkupTree.Node] = []
  private var open: [(index: Int, name: String)] = []
  private var run: [UInt8] = []
  private var runLine = 0
  private var ignored = 0
  private var stop: MarkupTree.Stop?
  private let limits: MarkupLimits
  private let parser: htmlParserCtxtPtr

  init(limits: MarkupLimits, parser: htmlParserCtxtPtr) {
    self.limits = limits
    self.parser = parser
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
    context.map { Unmanaged<HTMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  private var line: Int {
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
    open.append((nodes.count, element))
    nodes.append(
      MarkupTree.Node(
        content: .element(name: element, attributes: list), line: line, depth: open.count - 1, end: nodes.count + 1))
  }

  func end(name: UnsafePointer<xmlChar>?) {
    guard stop == nil, let name else { return }
    flush()
    let element = String(cString: name)
    // The parser closes in order; a stray end is no reason to close what is around it.
    guard let last = open.last, last.name == element else { return }
    open.removeLast()
    if element == "script" || element == "style" { ignored -= 1 }
    nodes[last.index].end = nodes.count
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
        content: .text(String(decoding: run, as: UTF8.self)), line: runLine, depth: open.count, end: nodes.count + 1))
    run.removeAll(keepingCapacity: true)
  }

  private func halt(_ limit: MarkupLimits.Kind) {
    stop = MarkupTree.Stop(limit: limit, line: line)
    xmlStopParser(parser)
  }

  func finish() -> MarkupTree {
    if stop == nil { flush() }
    for element in open { nodes[element.index].end = nodes.count }
    return MarkupTree(nodes: nodes, stop: stop)
  }
}
