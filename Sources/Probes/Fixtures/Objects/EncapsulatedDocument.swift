import Foundation

/// The documents that encapsulated objects hold.
enum EncapsulatedDocument: Hashable, Sendable {
  case pdf
  case cda

  /// The media type (MIME Type of Encapsulated Document, PS3.3 §C.24.2).
  var mediaType: String {
    switch self {
    case .pdf: "application/pdf"
    case .cda: "text/XML"
    }
  }

  /// The document about a study.
  func bytes(_ study: SyntheticStudy) -> [UInt8] {
    switch self {
    case .pdf: Self.pdf("Synthetic report on study \(study.accessionNumber)")
    case .cda: Array(Self.cda(study).utf8)
    }
  }

  /// A page with one line, with cross-reference table (ISO 32000-1 §7.5).
  static func pdf(_ line: String) -> [UInt8] {
    // A literal string escapes its own delimiters (ISO 32000-1 §7.3.4.2).
    let literal = line.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
    let text = "BT /F1 12 Tf 20 100 Td (\(literal)) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      """
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>
      """, "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var output = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(output.utf8.count)
      output += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = output.utf8.count
    output += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets { output += String("000000000\(offset)".suffix(10)) + " 00000 n \n" }
    output += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(output.utf8)
  }

  /// A CDA R2 document with a body of text.
  private static func cda(_ study: SyntheticStudy) -> String {
    let patient = study.patient
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
    let names = patient.nameComponents.map(escaped)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <ClinicalDocument xmlns="urn:hl7-org:v3">
      <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
      <id root="\(SyntheticUID.make(seed: study.uid, name: "document"))"/>
      <code code="18748-4" codeSystem="2.16.840.1.113883.6.1" displayName="Diagnostic imaging study"/>
      <title>Synthetic report</title>
      <effectiveTime value="\(study.date)"/>
      <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
      <recordTarget><patientRole><id root="2.16.840.1.113883.2.1.4.1" extension="\(patient.nhsNumber)"/>
      <patient><name><given>\(names.dropFirst().first ?? "")</given><family>\(names.first ?? "")</family></name>
      <birthTime value="\(patient.birthDate)"/></patient></patientRole></recordTarget>
      <author><time value="\(study.date)"/><assignedAuthor><id nullFlavor="NI"/></assignedAuthor></author>
      <custodian><assignedCustodian><representedCustodianOrganization><id nullFlavor="NI"/>
      </representedCustodianOrganization></assignedCustodian></custodian>
      <component><structuredBody><component><section><title>Findings</title><text>None.</text></section></component>
      </structuredBody></component>
      </ClinicalDocument>

      """
  }
}
