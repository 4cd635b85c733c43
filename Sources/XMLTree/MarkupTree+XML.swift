internal import CLibXML2

extension MarkupTree {
  /// Reads XML.
  ///
  /// Nothing is fetched, no document type definition is read, and a document that declares an entity is refused. A
  /// document that is not well-formed gives the part before the fault, and what could be made of the rest; `fault`
  /// says where. What goes beyond the depth or the number of nodes allowed is left out, and `stop` says from where on.
  public init(xml bytes: [UInt8], limits: MarkupLimits = .documents) throws(MarkupError) {
    let decoded = Self.utf8(ofUTF16: bytes)
    let read: Result<MarkupTree, MarkupError> = (decoded ?? bytes).withUnsafeBufferPointer { buffer in
      do throws(MarkupError) {
        return .success(try Self.read(xml: buffer, isDecoded: decoded != nil, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    self = try read.get()
  }

  /// The bytes as UTF-8, where they begin with the byte order mark of UTF-16.
  private static func utf8(ofUTF16 bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 2 else { return nil }
    let isBig: Bool
    switch (bytes[0], bytes[1]) {
    case (0xFE, 0xFF): isBig = true
    case (0xFF, 0xFE): isBig = false
    default: return nil
    }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func read(
    xml bytes: UnsafeBufferPointer<UInt8>, isDecoded: Bool, limits: MarkupLimits
  ) throws(MarkupError) -> MarkupTree {
    try limits.admit(bytes)
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return MarkupTree(nodes: []) }
    TreeBuilder.prepareLibrary()
    guard let parser = xmlNewParserCtxt() else { throw .outOfMemory }
    defer { xmlFreeParserCtxt(parser) }
    var builder = TreeBuilder(limits: limits, parser: parser, bytes: bytes.count)
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, namespace, declared, _, count, _, attributes in
      TreeBuilder.at(context)?.pointee.start(
        name: name, namespace: namespace, declaredNamespaces: Int(declared), attributeCount: count,
        attributes: attributes)
    }
    handler.endElementNs = { context, name, _, _ in TreeBuilder.at(context)?.pointee.end(name: name) }
    handler.characters = { context, text, length in TreeBuilder.at(context)?.pointee.text(text, length) }
    handler.ignorableWhitespace = { context, text, length in TreeBuilder.at(context)?.pointee.text(text, length) }
    handler.cdataBlock = { context, text, length in TreeBuilder.at(context)?.pointee.text(text, length) }
    handler.entityDecl = { context, _, _, _, _, _ in TreeBuilder.at(context)?.pointee.refuseEntity() }
    handler.unparsedEntityDecl = { context, _, _, _, _ in TreeBuilder.at(context)?.pointee.refuseEntity() }
    handler.serror = { context, error in
      TreeBuilder.at(context)?.pointee.note(error)
    }
    let tree: MarkupTree = withUnsafeMutablePointer(to: &builder) { builder in
      // The parser owns its handler structure and frees it; only the contents are replaced.
      parser.pointee.sax.pointee = handler
      parser.pointee.userData = UnsafeMutableRawPointer(builder)
      // The limits here are lower than those that the parser has by itself, except for the depth of nesting.
      let options =
        XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_HUGE.rawValue
      let document = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        xmlCtxtReadMemory(parser, $0, Int32(bytes.count), nil, isDecoded ? "UTF-8" : nil, Int32(options))
      }
      if let document { xmlFreeDoc(document) }
      return builder.pointee.finish()
    }
    if let line = builder.entityLine { throw .declaresEntity(line: line) }
    return tree
  }
}

extension TreeBuilder {
  /// Ends reading at a declaration of an entity.
  mutating func refuseEntity() {
    if entityLine == nil { entityLine = line }
    halt(.nodes)
  }

  /// Keeps the first error that makes the document not well-formed.
  mutating func note(_ error: UnsafeMutablePointer<xmlError>?) {
    guard fault == nil, let error = error?.pointee, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    var message = error.message.map { String(cString: $0) } ?? ""
    while let last = message.last, last.isWhitespace || last == "." { message.removeLast() }
    fault = MarkupTree.Fault(line: max(1, Int(error.line)), column: max(1, Int(error.int2)), message: message)
  }
}
