/// Formats of documents that begin with a tag, told by the name and namespace of the root element.
enum MarkupFormat {
  /// Namespace of FHIR.
  private static let fhir = "http://hl7.org/fhir"

  /// The format; nil where the root is none that is known.
  static func detect(_ head: String) -> DocumentFormat? {
    guard let root = rootTag(head) else { return nil }
    let name = root.name.split(separator: ":").last.map(String.init) ?? root.name
    func speaksOf(_ namespace: String) -> Bool { root.text.utf8Contains(namespace) }
    let isFHIR = speaksOf("\"\(fhir)\"") || speaksOf("'\(fhir)'")
    switch name.lowercased() {
    case "html", "body", "head": return .html
    case "capabilitystatement": return .fhirXML
    case "conformance" where isFHIR: return .fhirXML
    case _ where isFHIR:
      return .unreadable(
        code: "unsupported-format", name: "a FHIR resource of type \(name.prefix(64))",
        advice: "Give the system's CapabilityStatement, the answer to GET [base]/metadata.")
    case "hl7v2xconformanceprofile", "hl7v2xstaticdef", "conformanceprofile": return .hl7v2Profile
    case "definitions" where speaksOf("http://schemas.xmlsoap.org/wsdl/"): return .wsdl
    case "description" where speaksOf("/ns/wsdl"): return .wsdl
    case "application", "resources", "resource":
      // Only XML that goes on like WADL is taken for it where no namespace says so.
      return speaksOf("/wadl") || (head.utf8Contains("<method") && head.utf8Contains("path=")) ? .wadl : nil
    case "method":
      let methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]
      return methods.contains { speaksOf("name=\"\($0)\"") || speaksOf("name='\($0)'") } ? .wadl : nil
    case "book", "chapter", "article", "section", "part", "appendix", "sect1", "set", "preface", "reference":
      return .docBook
    case "document" where speaksOf("urn:oasis:names:tc:opendocument:xmlns:office:1.0"): return .odt
    default: return nil
    }
  }

  /// Name and text of the first start tag, after declarations, comments and processing instructions.
  static func rootTag(_ head: String) -> (name: String, text: String)? {
    let bytes = Array(head.utf8)
    var position = 0
    while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      let rest = bytes[open...]
      if rest.starts(with: Array("<!--".utf8)) {
        guard let end = find("-->", in: bytes, from: open + 4) else { return nil }
        position = end
      } else if rest.starts(with: Array("<?".utf8)) {
        guard let end = find("?>", in: bytes, from: open + 2) else { return nil }
        position = end
      } else if rest.starts(with: Array("<!".utf8)) {
        // A document type may hold declarations in brackets.
        guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "[") }) else {
          return nil
        }
        if bytes[end] == UInt8(ascii: "[") {
          guard let close = find("]", in: bytes, from: end) else { return nil }
          position = close
        } else {
          position = end + 1
        }
      } else {
        let name = rest.dropFirst().prefix { byte in
          byte >= 0x80 || (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        guard !name.isEmpty else { return nil }
        return (String(decoding: name, as: UTF8.self), String(decoding: tag(rest), as: UTF8.self))
      }
    }
    return nil
  }

  /// A start tag to its end; what stands in quotation marks does not end it.
  private static func tag(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var quote: UInt8?
    let end = rest.firstIndex { byte in
      if let open = quote {
        if byte == open { quote = nil }
        return false
      }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
      return byte == UInt8(ascii: ">")
    }
    return rest[..<(end ?? rest.endIndex)]
  }

  /// Offset behind the next occurrence.
  private static func find(_ text: String, in bytes: [UInt8], from start: Int) -> Int? {
    let part = Array(text.utf8)
    guard let first = part.first, start <= bytes.count else { return nil }
    var position = start
    while let candidate = bytes[position...].firstIndex(of: first) {
      if bytes[candidate...].starts(with: part) { return candidate + part.count }
      position = candidate + 1
    }
    return nil
  }
}
