/// A small PDF file made for a test: text in Helvetica at places, in the order in which it is written.
public struct WrittenPDF {
  /// One page; distances in points, `y` from the top to the baseline.
  public struct Page {
    /// Width of the paper.
    public var width = 595.0
    /// Height of the paper.
    public var height = 842.0
    /// Degrees by which a viewer turns the page.
    public var rotation = 0
    /// Drawing commands.
    public var content = ""
    private var marks = 0

    /// An empty page, A4 where nothing else is said.
    public init(width: Double = 595, height: Double = 842, rotation: Int = 0) {
      self.width = width
      self.height = height
      self.rotation = rotation
    }

    /// Text whose baseline begins at a place.
    public mutating func text(_ text: String, x: Double, y: Double, size: Double = 10) {
      content += "BT /F1 \(size) Tf 1 0 0 1 \(x) \(height - y) Tm (\(Self.escaped(text))) Tj ET\n"
    }

    /// Text that belongs to an element of the structure tree; answers its mark.
    public mutating func marked(_ text: String, x: Double, y: Double, size: Double = 10) -> Int {
      defer { marks += 1 }
      content += "/Span <</MCID \(marks)>> BDC\n"
      self.text(text, x: x, y: y, size: size)
      content += "EMC\n"
      return marks
    }

    /// Text that runs up the page.
    public mutating func sideways(_ text: String, x: Double, y: Double, size: Double = 10) {
      content += "BT /F1 \(size) Tf 0 1 -1 0 \(x) \(height - y) Tm (\(Self.escaped(text))) Tj ET\n"
    }

    /// Lines below each other; answers where the next line would stand.
    @discardableResult
    public mutating func lines(_ lines: [String], x: Double, y: Double, size: Double = 10, pitch: Double = 12) -> Double
    {
      for (index, line) in lines.enumerated() { text(line, x: x, y: y + Double(index) * pitch, size: size) }
      return y + Double(lines.count) * pitch
    }

    private static func escaped(_ text: String) -> String {
      var result = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "(", ")", "\\": result += "\\\(scalar)"
        case "\u{2022}": result += "\\200"
        case "\u{FB01}": result += "\\223"
        default: result.unicodeScalars.append(scalar.isASCII ? scalar : "?")
        }
      }
      return result
    }
  }

  /// An element of the structure tree.
  public struct Element {
    /// Structure type, `TR`.
    public var type: String
    /// Attributes of the owner Table, `/ColSpan 2`.
    public var attributes = ""
    /// Marks of its texts, with the page on which they stand, from 0.
    public var marks: [(page: Int, mark: Int)] = []
    /// Elements within it.
    public var children: [Element] = []

    /// Makes an element.
    public init(
      type: String, attributes: String = "", marks: [(page: Int, mark: Int)] = [], children: [Element] = []
    ) {
      self.type = type
      self.attributes = attributes
      self.marks = marks
      self.children = children
    }
  }

  /// The pages in order.
  public var pages: [Page] = []
  /// The structure tree; none where empty.
  public var tree: [Element] = []
  /// More entries of the trailer.
  public var trailer = ""

  /// Makes a file.
  public init(pages: [Page] = [], tree: [Element] = [], trailer: String = "") {
    self.pages = pages
    self.tree = tree
    self.trailer = trailer
  }

  /// The file.
  public var bytes: [UInt8] {
    var objects: [String] = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/PDFDocEncoding>>"]
    objects[2] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[128/bullet 147/fi]>>>>"
    var pageNumbers: [Int] = []
    for page in pages {
      objects.append("<</Length \(page.content.utf8.count)>>stream\n\(page.content)\nendstream")
      let contents = objects.count
      objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 \(page.width) \(page.height)]/Rotate \(page.rotation)"
          + "/Contents \(contents) 0 R/StructParents \(pageNumbers.count)/Resources<</Font<</F1 3 0 R>>>>>>")
      pageNumbers.append(objects.count)
    }
    objects[1] =
      "<</Type/Pages/Count \(pages.count)/Kids[" + pageNumbers.map { "\($0) 0 R" }.joined(separator: " ") + "]>>"
    var marked = ""
    if !tree.isEmpty {
      objects.append("")
      let root = objects.count
      let kids = tree.map { add($0, parent: root, pageNumbers, to: &objects) }
      objects[root - 1] =
        "<</Type/StructTreeRoot/K[" + kids.map { "\($0) 0 R" }.joined(separator: " ") + "]/ParentTree<</Nums[]>>>>"
      marked = "/MarkInfo<</Marked true>>/StructTreeRoot \(root) 0 R"
    }
    objects[0] = "<</Type/Catalog/Pages 2 0 R\(marked)>>"
    return Self.file(objects, trailer: trailer)
  }

  private func add(_ element: Element, parent: Int, _ pages: [Int], to objects: inout [String]) -> Int {
    objects.append("")
    let number = objects.count
    var kids = element.marks.map { "<</Type/MCR/Pg \(pages[$0.page]) 0 R/MCID \($0.mark)>>" }
    kids += element.children.map { "\(add($0, parent: number, pages, to: &objects)) 0 R" }
    let attributes = element.attributes.isEmpty ? "" : "/A<</O/Table\(element.attributes)>>"
    objects[number - 1] =
      "<</Type/StructElem/S/\(element.type)/P \(parent) 0 R\(attributes)/K[" + kids.joined(separator: " ") + "]>>"
    return number
  }

  /// A file of objects, the first of which is the catalog.
  public static func file(_ objects: [String], trailer: String = "") -> [UInt8] {
    var text = "%PDF-1.7\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets { text += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n" }
    text += "trailer\n<</Size \(objects.count + 1)/Root 1 0 R\(trailer)>>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }
}

extension WrittenPDF.Page {
  /// Draws a table as word processors do, cell by cell; line feeds break the lines of a cell. Answers where it ends.
  @discardableResult
  public mutating func table(
    _ rows: [[String]], at columns: [Double], y: Double, size: Double = 9, pitch: Double = 10.4, padding: Double = 3,
    isCentred: Bool = false
  ) -> Double {
    var y = y
    for row in rows {
      let cells = row.map { $0.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
      let height = Double(max(1, cells.map(\.count).max() ?? 1)) * pitch
      for (cell, x) in zip(cells, columns) {
        let offset = isCentred ? (height - Double(cell.count) * pitch) / 2 : 0
        lines(cell, x: x, y: y + offset, size: size, pitch: pitch)
      }
      y += height + padding
    }
    return y
  }

  /// Draws a table line by line, as drivers do that sort by place.
  @discardableResult
  public mutating func tableByLines(
    _ rows: [[String]], at columns: [Double], y: Double, size: Double = 9, pitch: Double = 10.4, padding: Double = 3
  ) -> Double {
    var y = y
    for row in rows {
      let cells = row.map { $0.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
      let count = max(1, cells.map(\.count).max() ?? 1)
      for line in 0..<count {
        for (cell, x) in zip(cells, columns) where line < cell.count {
          text(cell[line], x: x, y: y + Double(line) * pitch, size: size)
        }
      }
      y += Double(count) * pitch + padding
    }
    return y
  }
}
