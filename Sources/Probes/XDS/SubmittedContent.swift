import IHE
import XMLTree

/// The content of a document that a step submits, made of a text.
struct SubmittedContent: Hashable {
  /// Forms in which a report may be published (RAD TF-2 §4.68).
  enum Form: String, CaseIterable {
    /// The text itself.
    case text
    /// A page with the text, PDF 1.4.
    case pdf
    /// A CDA R2 document with the text in a section.
    case cda
  }

  /// The bytes.
  var bytes: [UInt8]
  /// Media type that they really have.
  var mediaType: String

  /// Makes a document of a text.
  init(_ text: String, as form: Form, patient: String, uniqueID: String, time: String) {
    switch form {
    case .text: (bytes, mediaType) = (Array(text.utf8), "text/plain")
    case .pdf: (bytes, mediaType) = (EncapsulatedDocument.pdf(text), "application/pdf")
    case .cda:
      (bytes, mediaType) = (Self.cda(text, patient: patient, uniqueID: uniqueID, time: time).document, "text/xml")
    }
  }

  private static func cda(_ text: String, patient: String, uniqueID: String, time: String) -> MarkupElement {
    func element(
      _ name: String, _ attributes: [(String, String)] = [], _ children: [MarkupElement] = []
    ) -> MarkupElement {
      MarkupElement(name, attributes.map { MarkupElement.Attribute($0.0, $0.1) }, children)
    }
    // A CX: identifier, and the authority's OID in its fourth component.
    let parts = patient.split(separator: "^", omittingEmptySubsequences: false)
    let authority = parts.count > 3 ? parts[3].split(separator: "&").first.map(String.init) ?? "" : ""
    let unknown = element("id", [("nullFlavor", "NI")])
    let role = element(
      "patientRole", [], [element("id", [("root", authority), ("extension", parts.first.map(String.init) ?? "")])])
    let custodian = element(
      "assignedCustodian", [], [element("representedCustodianOrganization", [], [unknown])])
    let section = element("section", [], [MarkupElement("title", text: "Report"), MarkupElement("text", text: text)])
    return element(
      "ClinicalDocument", [("xmlns", "urn:hl7-org:v3")],
      [
        element("typeId", [("root", "2.16.840.1.113883.1.3"), ("extension", "POCD_HD000040")]),
        element("id", [("root", uniqueID)]),
        element("code", [("code", "18748-4"), ("codeSystem", "2.16.840.1.113883.6.1")]),
        MarkupElement("title", text: "Report"), element("effectiveTime", [("value", time)]),
        element("confidentialityCode", [("code", "N"), ("codeSystem", "2.16.840.1.113883.5.25")]),
        element("recordTarget", [], [role]),
        element(
          "author", [], [element("time", [("value", time)]), element("assignedAuthor", [], [unknown])]),
        element("custodian", [], [custodian]),
        element(
          "component", [], [element("structuredBody", [], [element("component", [], [section])])]),
      ])
  }
}
