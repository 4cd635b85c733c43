/// Writes the main part of a document (ECMA-376-1 §17.2), and notes the relationships and lists that other parts declare.
struct WordBody {
  private(set) var links: [String] = []
  private(set) var orderedLists = 0
  private var linkNumbers: [String: Int] = [:]
  private var bookmarks: [String: String] = [:]
  private var bookmarkCount = 0
  private let title: String

  init(title: String) { self.title = title }

  /// Width of the text on A4 with the margins of `section`, in twentieths of a point.
  private static let textWidth = 9_638

  /// The whole part.
  mutating func xml(_ document: TextDocument) -> String {
    for case .heading(_, _, let anchor?) in document.blocks where bookmarks[anchor] == nil {
      bookmarks[anchor] = "a\(bookmarks.count + 1)"
    }
    var parts: [String] = [Self.paragraph("Title", Self.run(document.title))]
    if !document.subtitle.isEmpty { parts.append(Self.paragraph("Subtitle", Self.run(document.subtitle))) }
    if !document.facts.isEmpty { parts.append(facts(document.facts)) }
    parts.append(contents(document))
    for block in document.blocks { parts.append(xml(block)) }
    let body = parts.joined()
    return """
      <w:document \(WordParts.namespaces)><w:body>\(body)<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>\
      <w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>\
      <w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" w:header="624" w:footer="624" w:gutter="0"/>\
      <w:titlePg/></w:sectPr></w:body></w:document>
      """
  }

  // MARK: Blocks

  private mutating func xml(_ block: TextDocument.Block) -> String {
    switch block {
    case .heading(let level, let text, let anchor): return heading(level, text, anchor)
    case .paragraph(let runs): return Self.paragraph("BodyText", xml(runs))
    case .label(let text): return Self.paragraph("Label", Self.run(text))
    case .table(let table): return xml(table)
    case .list(let items, let isOrdered):
      if isOrdered { orderedLists += 1 }
      let number = isOrdered ? WordParts.firstOrderedList + orderedLists - 1 : WordParts.bulletList
      var result = ""
      for item in items {
        result += """
          <w:p><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="\(number)"/></w:numPr>\
          </w:pPr>\(xml(item))</w:p>
          """
      }
      return result
    }
  }

  private mutating func heading(_ level: Int, _ text: String, _ anchor: String?) -> String {
    let style = "Heading\(min(max(level, 1), 3))"
    guard let anchor, let name = bookmarks[anchor] else { return Self.paragraph(style, Self.run(text)) }
    bookmarkCount += 1
    let mark = bookmarkCount
    return Self.paragraph(
      style,
      "<w:bookmarkStart w:id=\"\(mark)\" w:name=\"\(name)\"/>\(Self.run(text))<w:bookmarkEnd w:id=\"\(mark)\"/>")
  }

  private mutating func xml(_ table: TextDocument.Table) -> String {
    let total = max(1, table.columns.reduce(0) { $0 + $1.share })
    let widths = table.columns.map { Self.textWidth * $0.share / total }
    var rows = row(table.columns.map { Self.paragraph("TableHead", Self.run($0.title)) }, widths, isHead: true)
    for cells in table.rows {
      var paragraphs: [String] = []
      for cell in cells { paragraphs.append(Self.paragraph("TableText", xml(cell))) }
      rows += row(paragraphs, widths, isHead: false)
    }
    return Self.table("Grid", widths, rows)
  }

  private func facts(_ facts: [TextDocument.Fact]) -> String {
    let widths = [2_600, Self.textWidth - 2_600]
    let rows = facts.map { fact in
      row(
        [Self.paragraph("TableHead", Self.run(fact.name)), Self.paragraph("TableText", Self.run(fact.value))], widths,
        isHead: false)
    }
    return Self.table("Plain", widths, rows.joined())
  }

  private static func table(_ style: String, _ widths: [Int], _ rows: String) -> String {
    let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    // A paragraph after each table: two tables that touch become one.
    return """
      <w:tbl><w:tblPr><w:tblStyle w:val="\(style)"/><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/>\
      <w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>\(grid)</w:tblGrid>\(rows)\
      </w:tbl>\(paragraph("AfterTable", ""))
      """
  }

  private func row(_ cells: [String], _ widths: [Int], isHead: Bool) -> String {
    let content = zip(cells, widths).map { cell, width in
      let ground = isHead ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E9EEF5\"/>" : ""
      return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(ground)</w:tcPr>\(cell)</w:tc>"
    }
    return "<w:tr><w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")</w:trPr>\(content.joined())</w:tr>"
  }

  // MARK: Table of contents

  /// A field that word processors bring up to date (§17.16.5.68), with its entries as they are now.
  private func contents(_ document: TextDocument) -> String {
    var entries: [(level: Int, xml: String)] = []
    var chapter = 0
    var section = 0
    for case .heading(let level, let text, let anchor?) in document.blocks where level <= 2 {
      if level == 1 { (chapter, section) = (chapter + 1, 0) } else { section += 1 }
      let number = level == 1 ? "\(chapter)" : "\(chapter).\(section)"
      let name = bookmarks[anchor] ?? ""
      let page = """
        \(Self.field("begin"))<w:r><w:instrText xml:space="preserve"> PAGEREF \(name) \\h </w:instrText></w:r>\
        \(Self.field("separate"))<w:r><w:t></w:t></w:r>\(Self.field("end"))
        """
      let words = Self.run("\(number)  \(text)")
      entries.append(
        (level, "<w:hyperlink w:anchor=\"\(name)\" w:history=\"1\">\(words)<w:r><w:tab/></w:r>\(page)</w:hyperlink>"))
    }
    var result = Self.paragraph("ContentsHead", Self.run("Contents"))
    let begin = """
      \(Self.field("begin"))<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>\
      \(Self.field("separate"))
      """
    for (index, entry) in entries.enumerated() {
      result += Self.paragraph("TOC\(entry.level)", (index == 0 ? begin : "") + entry.xml)
    }
    if !entries.isEmpty { result += Self.paragraph("TOC1", Self.field("end")) }
    return result
  }

  private static func field(_ type: String) -> String { "<w:r><w:fldChar w:fldCharType=\"\(type)\"/></w:r>" }

  // MARK: Text

  private mutating func xml(_ runs: [Run]) -> String {
    var result = ""
    for run in runs {
      var marks = run.marks
      let isLink = run.target != nil
      if isLink { marks.remove(.muted) }
      let text = Self.run(run.text, marks, isLink: isLink)
      switch run.target {
      case .web(let address): result += "<w:hyperlink r:id=\"\(link(address))\" w:history=\"1\">\(text)</w:hyperlink>"
      case .anchor(let anchor):
        if let name = bookmarks[anchor] {
          result += "<w:hyperlink w:anchor=\"\(name)\" w:history=\"1\">\(text)</w:hyperlink>"
        } else {
          result += Self.run(run.text, marks)
        }
      case nil: result += text
      }
    }
    return result
  }

  private mutating func link(_ address: String) -> String {
    if let number = linkNumbers[address] { return "rLink\(number)" }
    links.append(address)
    linkNumbers[address] = links.count
    return "rLink\(links.count)"
  }

  static func paragraph(_ style: String, _ content: some StringProtocol) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>\(content)</w:p>"
  }

  static func run(_ text: String, _ marks: Set<Run.Mark> = [], isLink: Bool = false) -> String {
    var properties = ""
    if isLink { properties += "<w:rStyle w:val=\"Hyperlink\"/>" }
    if marks.contains(.code) { properties += "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>" }
    if marks.contains(.strong) || marks.contains(.alert) { properties += "<w:b/>" }
    if marks.contains(.emphasis) { properties += "<w:i/>" }
    if marks.contains(.removed) { properties += "<w:strike/>" }
    if marks.contains(.alert) {
      properties += "<w:color w:val=\"7A4A00\"/>"
    } else if marks.contains(.muted) {
      properties += "<w:color w:val=\"545F6D\"/>"
    }
    if marks.contains(.code) { properties += "<w:sz w:val=\"18\"/>" }
    if marks.contains(.added) { properties += "<w:u w:val=\"single\"/>" }
    if marks.contains(.alert) { properties += "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FBEED5\"/>" }
    let format = properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "<w:t xml:space=\"preserve\">\(XMLText.escaped(String($0)))</w:t>"
    }
    return "<w:r>\(format)\(lines.joined(separator: "<w:br/>"))</w:r>"
  }
}
