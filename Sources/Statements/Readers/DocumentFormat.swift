import Office

/// Formats that are told apart by content, and by the name's suffix where the content leaves it open.
enum DocumentFormat: Hashable {
  case text
  case markdown
  case html
  case restructuredText
  case csv
  case docBook
  case pdf
  /// Office Open XML.
  case docx
  /// OpenDocument.
  case odt
  /// Word's binary format.
  case doc
  case rtf
  case fhirJSON
  case fhirXML
  case hl7v2Profile
  case wsdl
  case wadl
  case dicomWebCapabilities
  case openAPI
  /// Not a format that is read: its name, and what to do.
  case unreadable(code: String, name: String, advice: String)
  /// A format that is read, but not in this document.
  case failed(ReadingFailure)

  /// The format of these bytes.
  static func detect(_ bytes: [UInt8], name: String) -> DocumentFormat {
    if let known = signature(bytes) { return known }
    let bytes = TextDecoding.utf8(bytes)
    // White space before the beginning may be long.
    let first = bytes.firstIndex { $0 > 0x20 } ?? 0
    let text = String(decoding: bytes[first...].prefix(4_096), as: UTF8.self)
    let start = text.drop { $0.isWhitespace }
    let lower = start.lowercased()
    let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if lower.hasPrefix("<") {
      // Comments and processing instructions may fill pages before the first element.
      let long = String(decoding: bytes[first...].prefix(1 << 20), as: UTF8.self)
      if let markup = MarkupFormat.detect(long) { return markup }
      if ["html", "htm", "xhtml"].contains(suffix) { return .html }
      if lower.hasPrefix("<?xml") || ["xml", "wsdl", "wadl"].contains(suffix) {
        return .unreadable(
          code: "unsupported-format", name: "an XML document of a kind that is not known",
          advice: "Give a FHIR capability statement, an HL7 v2 conformance profile, WSDL, WADL, DocBook or XHTML, or "
            + "the statement as PDF, DOCX, ODT, HTML, Markdown or text.")
      }
    }
    if lower.hasPrefix("{") || lower.hasPrefix("["), suffix != "md", suffix != "rst" {
      if let known = JSONFormat.detect(bytes) { return known }
      if suffix == "json" || lower.hasPrefix("[{") { return JSONFormat.unknown }
    }
    switch suffix {
    case "md", "markdown", "mdown": return .markdown
    case "html", "htm", "xhtml": return .html
    case "rst", "rest": return .restructuredText
    case "csv", "tsv": return .csv
    case "yaml", "yml":
      return YAMLFormat.detect(String(decoding: TextDecoding.utf8(bytes), as: UTF8.self), isNamed: true)
        ?? YAMLFormat.unknown
    default: break
    }
    if let known = YAMLFormat.detect(String(start), isNamed: false) { return known }
    if lower.hasPrefix("<body") || lower.hasPrefix("<head") { return .html }
    if RestructuredTextReader.matches(bytes) { return .restructuredText }
    return readsLikeMarkdown(bytes) ? .markdown : .text
  }

  private static func signature(_ bytes: [UInt8]) -> DocumentFormat? {
    func starts(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
    if bytes.prefix(1_024).containsSequence(Array("%PDF-".utf8)) { return .pdf }
    if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) { return ArchiveFormat.detect(bytes) }
    if starts([0xD0, 0xCF, 0x11, 0xE0]) { return .doc }
    if starts(Array("{\\rtf".utf8)) { return .rtf }
    return nil
  }

  /// Headings with `#` and a table with a delimiter row, or several such headings.
  private static func readsLikeMarkdown(_ bytes: [UInt8]) -> Bool {
    var headings = 0
    var tables = 0
    for line in bytes.prefix(1 << 18).split(separator: 0x0A).prefix(4_000) {
      let text = line.prefix(200)
      if text.first == UInt8(ascii: "#") {
        let marks = text.prefix { $0 == UInt8(ascii: "#") }.count
        if marks <= 6, text.dropFirst(marks).first == 0x20 { headings += 1 }
      } else if text.first == UInt8(ascii: "|"),
        text.allSatisfy({ [0x7C, 0x2D, 0x3A, 0x20, 0x0D].contains($0) }), text.contains(UInt8(ascii: "-"))
      {
        tables += 1
      }
    }
    return (headings >= 1 && tables >= 1) || (headings >= 3 && bytes.containsSequence(Array("\n## ".utf8)))
  }
}

extension Sequence where Element == UInt8 {
  /// Whether the bytes occur in a row.
  func containsSequence(_ part: [UInt8]) -> Bool {
    let bytes = Array(self)
    guard let first = part.first, bytes.count >= part.count else { return part.isEmpty }
    var start = 0
    while start <= bytes.count - part.count {
      if bytes[start] == first, bytes[start..<(start + part.count)].elementsEqual(part) { return true }
      start += 1
    }
    return false
  }
}
