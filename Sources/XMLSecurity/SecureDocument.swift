import CXMLSec

/// A document as the signature library reads it: without document type definition, without network, bounded in size and,
/// by the parser's own limit of 256 levels, in depth.
final class SecureDocument {
  /// Longest document, in bytes.
  static let limit = 16 << 20

  let pointer: xmlDocPtr

  init(_ bytes: [UInt8]) throws(SignatureError) {
    guard SecurityLibrary.isReady else { throw .libraryUnavailable }
    guard bytes.count <= Self.limit else { throw .tooLong(limit: Self.limit) }
    guard let parser = xmlNewParserCtxt() else { throw .libraryUnavailable }
    defer { xmlFreeParserCtxt(parser) }
    parser.pointee.sax.pointee.internalSubset = { context, _, _, _ in
      xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
    }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let document = bytes.withUnsafeBytes { buffer in
      xmlCtxtReadMemory(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8",
        Int32(options))
    }
    guard let document, parser.pointee.wellFormed == 1, xmlDocGetRootElement(document) != nil else {
      if let document { xmlFreeDoc(document) }
      if parser.pointee.errNo == Int32(XML_ERR_USER_STOP.rawValue) { throw .documentType }
      throw .notWellFormed(line: max(1, Int(parser.pointee.lastError.line)))
    }
    pointer = document
  }

  deinit { xmlFreeDoc(pointer) }

  /// Goes through all elements in the order of the document, without recursion.
  ///
  /// - Parameter visit: Answers whether to go on.
  func walk(_ visit: (xmlNodePtr) -> Bool) {
    var node: xmlNodePtr? = xmlDocGetRootElement(pointer)
    while let current = node {
      if current.pointee.type == XML_ELEMENT_NODE, !visit(current) { return }
      if current.pointee.type == XML_ELEMENT_NODE, let child = current.pointee.children {
        node = child
        continue
      }
      var place: xmlNodePtr? = current
      while let up = place, up.pointee.next == nil {
        place = up.pointee.parent.flatMap { $0.pointee.type == XML_ELEMENT_NODE ? $0 : nil }
      }
      node = place?.pointee.next
    }
  }

  /// The attribute by which the one element of an identifier has it.
  func holder(of id: String) throws(SignatureError) -> (element: xmlNodePtr, attribute: xmlAttrPtr) {
    var found: [(xmlNodePtr, xmlAttrPtr)] = []
    walk { element in
      if let attribute = Self.identifier(of: element), Self.value(of: attribute) == id {
        found.append((element, attribute))
      }
      return found.count < 2
    }
    guard let first = found.first else { throw .noElement(id: id) }
    guard found.count == 1 else { throw .ambiguous(id: id) }
    return first
  }

  /// The attribute `ID`, `Id` or `id` of an element, in whatever namespace.
  static func identifier(of element: xmlNodePtr) -> xmlAttrPtr? {
    var attribute = element.pointee.properties
    while let current = attribute {
      if ["ID", "Id", "id"].contains(text(current.pointee.name)) { return current }
      attribute = current.pointee.next
    }
    return nil
  }

  /// Value of an attribute.
  static func value(of attribute: xmlAttrPtr) -> String {
    guard let value = xmlNodeListGetString(attribute.pointee.doc, attribute.pointee.children, 1) else { return "" }
    defer { releaseXML(value) }
    return text(value)
  }

  /// Value of an attribute by its name, without a namespace.
  static func attribute(_ name: String, of element: xmlNodePtr) -> String? {
    guard let attribute = xmlHasNsProp(element, name, nil) else { return nil }
    return value(of: attribute)
  }

  /// Child elements in order.
  static func children(of element: xmlNodePtr) -> [xmlNodePtr] {
    var children: [xmlNodePtr] = []
    var child = element.pointee.children
    while let current = child {
      if current.pointee.type == XML_ELEMENT_NODE { children.append(current) }
      child = current.pointee.next
    }
    return children
  }

  /// Whether an element has this name in this namespace.
  static func isElement(_ element: xmlNodePtr, _ name: String, in namespace: String) -> Bool {
    text(element.pointee.name) == name && self.namespace(of: element) == namespace
  }

  /// Namespace of an element.
  static func namespace(of element: xmlNodePtr) -> String? {
    element.pointee.ns.flatMap { $0.pointee.href.map(text) }
  }

  /// The library's text as ours.
  static func text(_ characters: UnsafePointer<xmlChar>) -> String { String(cString: characters) }
}
