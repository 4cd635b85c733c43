import Office

/// Formats of JSON documents.
enum JSONFormat {
  /// The format, told by the names of the outermost members; nil where the bytes are no object of JSON.
  static func detect(_ bytes: [UInt8]) -> DocumentFormat? {
    let bytes = TextDecoding.utf8(bytes)
    guard let outline = JSONOutline(bytes) else { return nil }
    if let type = outline.strings["resourceType"] {
      if ["CapabilityStatement", "Conformance"].contains(type) { return .fhirJSON }
      return .unreadable(
        code: "unsupported-format", name: "a FHIR resource of type \(type.prefix(64))",
        advice: "Give the system's CapabilityStatement, the answer to GET [base]/metadata.")
    }
    if outline.names.contains("openapi") || outline.names.contains("swagger") { return .openAPI }
    if !outline.names.isDisjoint(with: ["application", "resources", "resource"]),
      bytes.containsSequence(Array("\"method\"".utf8)), bytes.containsSequence(Array("path\"".utf8))
    {
      return .dicomWebCapabilities
    }
    return unknown
  }

  /// JSON of another kind.
  static let unknown = DocumentFormat.unreadable(
    code: "unsupported-format", name: "a JSON document of a kind that is not known",
    advice: "Give a FHIR capability statement, DICOMweb capabilities or an OpenAPI description, or the statement as "
      + "PDF, DOCX, ODT, HTML, Markdown or text.")
}
