/// The styles of a document (ECMA-376-1 §17.7): a board's paper, black on white, with one blue.
enum WordStyles {
  /// The whole part.
  static let xml: String = {
    let styles: [String] = [
      paragraph("Normal", "Normal", next: nil, "<w:spacing w:after=\"0\"/>", ""),
      paragraph("BodyText", "Body Text", "<w:spacing w:after=\"100\" w:line=\"264\" w:lineRule=\"auto\"/>", ""),
      paragraph("Title", "Title", "<w:spacing w:before=\"2400\" w:after=\"160\"/>", letters(52, blue: true)),
      paragraph(
        "Subtitle", "Subtitle", "<w:spacing w:after=\"480\"/>", "<w:color w:val=\"545F6D\"/><w:sz w:val=\"26\"/>"),
      paragraph(
        "Heading1", "heading 1",
        "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
          + "<w:spacing w:before=\"0\" w:after=\"200\"/><w:outlineLvl w:val=\"0\"/>", letters(36, blue: true)),
      paragraph(
        "Heading2", "heading 2",
        "<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>"
          + "<w:spacing w:before=\"400\" w:after=\"140\"/><w:outlineLvl w:val=\"1\"/>", letters(27, blue: true)),
      paragraph(
        "Heading3", "heading 3",
        "<w:keepNext/><w:keepLines/><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"0B5394\"/></w:pBdr>"
          + "<w:spacing w:before=\"360\" w:after=\"80\"/><w:outlineLvl w:val=\"2\"/>", letters(23, blue: false)),
      paragraph(
        "Label", "Label", "<w:keepNext/><w:spacing w:before=\"100\" w:after=\"30\"/>",
        "<w:b/><w:color w:val=\"545F6D\"/><w:sz w:val=\"17\"/>"),
      paragraph("ListParagraph", "List Paragraph", "<w:spacing w:after=\"40\"/><w:contextualSpacing/>", ""),
      paragraph("TableText", "Table Text", "<w:spacing w:before=\"30\" w:after=\"30\"/>", "<w:sz w:val=\"18\"/>"),
      paragraph("TableHead", "Table Head", "<w:spacing w:before=\"30\" w:after=\"30\"/>", "<w:b/><w:sz w:val=\"18\"/>"),
      paragraph("AfterTable", "After Table", "<w:spacing w:after=\"60\"/>", "<w:sz w:val=\"8\"/>"),
      paragraph(
        "ContentsHead", "Contents Head", "<w:keepNext/><w:pageBreakBefore/><w:spacing w:after=\"200\"/>",
        letters(36, blue: true)),
      paragraph("TOC1", "toc 1", contentsLine(indent: 0, before: 100), "<w:b/>"),
      paragraph("TOC2", "toc 2", contentsLine(indent: 340, before: 0), ""),
      paragraph("Header", "header", "", "<w:color w:val=\"545F6D\"/><w:sz w:val=\"17\"/>"),
      paragraph(
        "Footer", "footer", "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>",
        "<w:color w:val=\"545F6D\"/><w:sz w:val=\"17\"/>"),
      """
      <w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5394"/>\
      <w:u w:val="single"/></w:rPr></w:style>
      """,
      table("Plain", "", ""),
      table("Grid", "top bottom insideH", "C9D0D8"),
    ]
    return """
      <w:styles \(WordParts.namespaces)><w:docDefaults><w:rPrDefault><w:rPr>\
      <w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/><w:sz w:val="20"/>\
      <w:szCs w:val="20"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
      \(styles.joined())</w:styles>
      """
  }()

  private static func letters(_ halfPoints: Int, blue: Bool) -> String {
    "<w:b/>\(blue ? "<w:color w:val=\"0B5394\"/>" : "")<w:sz w:val=\"\(halfPoints)\"/>"
  }

  private static func contentsLine(indent: Int, before: Int) -> String {
    "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"\(before)\" "
      + "w:after=\"30\"/><w:ind w:left=\"\(indent)\"/>"
  }

  private static func paragraph(
    _ id: String, _ name: String, next: String? = "BodyText", _ properties: String, _ letters: String
  ) -> String {
    let isBase = next == nil
    let base = isBase ? "" : "<w:basedOn w:val=\"Normal\"/>"
    let isHeading = id.hasPrefix("Heading") || id == "Label"
    let follow = isHeading ? next.map { "<w:next w:val=\"\($0)\"/>" } ?? "" : ""
    return """
      <w:style w:type="paragraph"\(isBase ? " w:default=\"1\"" : "") w:styleId="\(id)"><w:name w:val="\(name)"/>\(base)\
      \(follow)<w:qFormat/><w:pPr>\(properties)</w:pPr><w:rPr>\(letters)</w:rPr></w:style>
      """
  }

  private static func table(_ id: String, _ lines: String, _ colour: String) -> String {
    let borders = lines.split(separator: " ").map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"\(colour)\"/>"
    }
    return """
      <w:style w:type="table" w:styleId="\(id)"><w:name w:val="Assay \(id)"/><w:tblPr>\
      <w:tblBorders>\(borders.joined())</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/>\
      <w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
      """
  }
}
