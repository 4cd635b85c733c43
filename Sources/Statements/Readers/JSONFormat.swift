/// Formats of JSON documents.
enum JSONFormat {
  /// The format, told by the names of the members near the start.
  static func detect(_ bytes: [UInt8]) -> DocumentFormat {
    let head = bytes.prefix(1 << 16)
    func has(_ text: String) -> Bool { head.containsSequence(Array(text.utf8)) }
    if has("\"resourceType\""), has("\"CapabilityStatement\"") || has("\"Conformance\"") { return .fhirJSON }
    if has("\"openapi\"") || has("\"swagger\"") { return .openAPI }
    if has("\"application\"") || has("\"resources\""), has("\"method\"") || has("\"resource\"") {
      return .dicomWebCapabilities
    }
    return .unreadable(
      code: "unsupported-format", name: "a JSON document of a kind that is not known",
      advice: "Give a FHIR capability statement, DICOMweb capabilities or an OpenAPI description, or the statement as "
        + "PDF, DOCX, ODT, HTML, Markdown or text.")
  }
}
