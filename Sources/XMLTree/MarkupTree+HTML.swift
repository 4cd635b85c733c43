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
    try limits.admit(bytes)
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return MarkupTree(nodes: []) }
    TreeBuilder.prepareLibrary()
    guard let parser = htmlNewParserCtxt() else { throw .outOfMemory }
    defer { htmlFreeParserCtxt(parser) }
    var builder = TreeBuilder(limits: limits, parser: parser, bytes: bytes.count)
    var handler = xmlSAXHandler()
    handler.startElement = { context, name, attributes in
      TreeBuilder.at(context)?.pointee.start(name: name, attributes: attributes)
    }
    handler.endElement = { context, name in TreeBuilder.at(context)?.pointee.end(name: name) }
    handler.characters = { context, text, length in TreeBuilder.at(context)?.pointee.text(text, length) }
    handler.ignorableWhitespace = { context, text, length in TreeBuilder.at(context)?.pointee.text(text, length) }
    return withUnsafeMutablePointer(to: &builder) { builder in
      // The parser owns its handler structure and frees it; only the contents are replaced.
      parser.pointee.sax.pointee = handler
      parser.pointee.userData = UnsafeMutableRawPointer(builder)
      let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue
      let document = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        htmlCtxtReadMemory(parser, $0, Int32(bytes.count), nil, "UTF-8", Int32(options))
      }
      // The handler builds no document of the parser's own; freed all the same should it have made an empty one.
      if let document { xmlFreeDoc(document) }
      return builder.pointee.finish()
    }
  }
}
