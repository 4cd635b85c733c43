/// Formats of documents that begin with a tag, told by the name and namespace of the root element.
enum MarkupFormat {
  /// The format; nil where the root is none that is known.
  static func detect(_ head: String) -> DocumentFormat? {
    guard let root = rootTag(head) else { return nil }
    let name = root.name.split(separator: ":").last.map(String.init) ?? root.name
    func speaksOf(_ namespace: String) -> Bool { root.text.utf8Contains(namespace) }
    switch name.lowercased() {
    case "html", "body", "head": return .html
    case "capabilitystatement": return .fhirXML
    case "conformance" where speaksOf("http://hl7.org/fhir"): return .fhirXML
    case "hl7v2xconformanceprofile", "hl7v2xstaticdef": return .hl7v2Profile
    case "conformanceprofile" where !speaksOf("http://hl7.org/fhir"): return .hl7v2Profile
    case "definitions" where speaksOf("http://schemas.xmlsoap.org/wsdl/"): return .wsdl
    case "description" where speaksOf("/ns/wsdl"): return .wsdl
    case "application", "resources", "resource": return speaksOf("wadl") || name != "application" ? .wadl : nil
    case "book", "chapter", "article", "section", "part", "appendix", "sect1", "set", "preface", "reference":
      return .docBook
    case "document" where speaksOf("urn:oasis:names:tc:opendocument:xmlns:office:1.0"): return .odt
    default: return nil
    }
  }

  /// Name and text of the first start tag, after declarations, comments and processing instructions.
  static func rootTag(_ head: String) -> (name: String, text: String)? {
    var rest = head[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[open...]
      if rest.hasPrefix("<!--") {
        guard let end = rest.range(of: "-->") else { return nil }
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("<?") {
        guard let end = rest.range(of: "?>") else { return nil }
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("<!") {
        // A document type may hold declarations in brackets.
        guard let end = rest.firstIndex(where: { $0 == ">" || $0 == "[" }) else { return nil }
        if rest[end] == "[" {
          guard let close = rest.range(of: "]") else { return nil }
          rest = rest[close.upperBound...]
        } else {
          rest = rest[rest.index(after: end)...]
        }
      } else {
        let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || "_-.:".contains($0) }
        let tag = rest.prefix { $0 != ">" }
        return name.isEmpty ? nil : (String(name), String(tag))
      }
    }
    return nil
  }
}
