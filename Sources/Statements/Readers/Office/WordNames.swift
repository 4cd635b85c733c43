/// Names of ECMA-376, transitional and strict.
enum WordNames {
  /// Whether a namespace is that of word processing.
  static func isWord(_ namespace: String?) -> Bool {
    namespace == "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      || namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
  }

  /// Whether a namespace is that of formulas.
  static func isFormula(_ namespace: String?) -> Bool {
    namespace == "http://schemas.openxmlformats.org/officeDocument/2006/math"
      || namespace == "http://purl.oclc.org/ooxml/officeDocument/math"
  }

  /// Elements without text of the document: properties, deleted text, readings over characters.
  static let withoutText: Set<String> = [
    "pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "customXmlPr",
    "smartTagPr", "delText", "delInstrText", "rt", "rubyPr", "footnotePr", "endnotePr", "ffData", "comment",
  ]
}
