/// The small parts of a document's package.
enum WordParts {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let namespaces = """
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    """
  private static let types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"

  static let contentTypes: String = {
    let parts = ["styles", "numbering", "settings"].map {
      "<Override PartName=\"/word/\($0).xml\" ContentType=\"\(types).\($0)+xml\"/>"
    }
    return """
      <Types xmlns="\(package)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/word/document.xml" ContentType="\(types).document.main+xml"/>\(parts.joined())\
      <Override PartName="/word/header1.xml" ContentType="\(types).header+xml"/>\
      <Override PartName="/word/footer1.xml" ContentType="\(types).footer+xml"/>\
      <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
      <Override PartName="/docProps/app.xml" \
      ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>
      """
  }()

  static let relationships = """
    <Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(relations)/officeDocument" Target="word/document.xml"/>\
    <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
    <Relationship Id="rId3" Type="\(relations)/extended-properties" Target="docProps/app.xml"/></Relationships>
    """

  static func documentRelationships(links: [String]) -> String {
    let parts = [
      ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("header", "header1"),
      ("footer", "footer1"),
    ]
    let own = parts.enumerated().map { index, part in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relations)/\(part.0)\" Target=\"\(part.1).xml\"/>"
    }
    let web = links.enumerated().map { index, address in
      "<Relationship Id=\"rLink\(index + 1)\" Type=\"\(relations)/hyperlink\" Target=\"\(XMLText.escaped(address))\" "
        + "TargetMode=\"External\"/>"
    }
    return "<Relationships xmlns=\"\(package)/relationships\">\((own + web).joined())</Relationships>"
  }

  static func core(title: String, author: String) -> String {
    """
    <cp:coreProperties xmlns:cp="\(package)/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
    <dc:title>\(XMLText.escaped(title))</dc:title><dc:creator>\(XMLText.escaped(author))</dc:creator>\
    <dc:language>en-GB</dc:language></cp:coreProperties>
    """
  }

  static let application = """
    <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
    <Application>Assay</Application></Properties>
    """

  /// Word processors bring the table of contents up to date when the document is opened (§17.15.1.90).
  static let settings = """
    <w:settings \(namespaces)><w:updateFields w:val="true"/><w:defaultTabStop w:val="567"/><w:compat>\
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
    </w:settings>
    """

  static func header(_ title: String) -> String {
    "<w:hdr \(namespaces)>\(WordBody.paragraph("Header", WordBody.run(title)))</w:hdr>"
  }

  static func footer(_ text: String) -> String {
    func number(_ name: String) -> String {
      """
      <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> \(name) </w:instrText></w:r>\
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      """
    }
    let content = "\(WordBody.run(text))<w:r><w:tab/></w:r>\(number("PAGE"))\(WordBody.run(" / "))\(number("NUMPAGES"))"
    return "<w:ftr \(namespaces)>\(WordBody.paragraph("Footer", content))</w:ftr>"
  }

  /// Number of the list of bullets.
  static let bulletList = 2
  /// Number of the first ordered list; each begins at 1 anew.
  static let firstOrderedList = 10

  static func numbering(lists: Int) -> String {
    func level(_ level: Int, _ format: String, _ text: String, _ left: Int, _ more: String = "") -> String {
      """
      <w:lvl w:ilvl="\(level)"><w:start w:val="1"/><w:numFmt w:val="\(format)"/>\(more)<w:lvlText w:val="\(text)"/>\
      <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="\(left)" w:hanging="\(max(left, 283))"/></w:pPr></w:lvl>
      """
    }
    let ordered = (0..<lists).map { index in
      """
      <w:num w:numId="\(firstOrderedList + index)"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">\
      <w:startOverride w:val="1"/></w:lvlOverride></w:num>
      """
    }
    return """
      <w:numbering \(namespaces)><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>\
      \(level(0, "decimal", "%1", 567, "<w:pStyle w:val=\"Heading1\"/>"))\
      \(level(1, "decimal", "%1.%2", 737, "<w:pStyle w:val=\"Heading2\"/>"))</w:abstractNum>\
      <w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>\(level(0, "bullet", "•", 283))\
      </w:abstractNum><w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>\
      \(level(0, "decimal", "%1.", 340))</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>\
      <w:num w:numId="\(bulletList)"><w:abstractNumId w:val="1"/></w:num>\(ordered.joined())</w:numbering>
      """
  }
}
