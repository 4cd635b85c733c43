import Statements
import Testing

@Suite("Reading reStructuredText")
struct RestructuredTextTests {
  /// The blocks as lines of a short notation, each with the line of the document on which it starts.
  private func outline(_ text: String) -> [String] {
    let document = StatementReader.examine(bytes: Array(text.utf8), name: "a.rst").document
    return (document?.blocks ?? []).map { block in
      let line = block.place.line ?? 0
      switch block.content {
      case .heading(let level, let number, let text):
        return "\(line) h\(level) " + (number.map { $0 + " " } ?? "") + text
      case .paragraph(let text): return "\(line) p " + text.replacing("\n", with: "/")
      case .listItem(let depth, let text): return "\(line) i\(depth) " + text.replacing("\n", with: "/")
      case .preformatted(let text): return "\(line) f " + text.replacing("\n", with: "/")
      case .table(let table):
        return "\(line) t " + (table.caption.map { "“\($0)” " } ?? "") + rows(table.header) + " = " + rows(table.rows)
      }
    }
  }

  private func rows(_ rows: [Table.Row]) -> String {
    rows.map { row in
      let cells = row.cells.map { cell in
        let spans = (cell.columnSpan > 1 ? "c\(cell.columnSpan)" : "") + (cell.rowSpan > 1 ? "r\(cell.rowSpan)" : "")
        return cell.text.replacing("\n", with: "/") + (spans.isEmpty ? "" : "{\(spans)}")
      }
      return "\(row.place.line ?? 0)[" + cells.joined(separator: "|") + "]"
    }.joined()
  }

  @Test("Titles have the level in whose order their adornment appears, under or over and under")
  func titles() {
    let text = """
      ============
      Product A 5
      ============

      3 Networking
      ------------
      3.1 AE
      ~~~~~~
      Text.

      4 Security
      ----------
      """
    #expect(outline(text) == ["2 h1 Product A 5", "5 h2 3 Networking", "7 h3 3.1 AE", "9 p Text.", "11 h2 4 Security"])
  }

  @Test("A line of spaces as long as the title under it is an underline; a shorter one is none")
  func blankUnderlines() {
    #expect(outline("A\n=\n\nGeneral\n       \n\nText.\n") == ["1 h1 A", "4 h2 General", "7 p Text."])
    #expect(outline("A\n=\n\nGeneral\n    \n\nText.\n") == ["1 h1 A", "4 p General", "7 p Text."])
  }

  @Test(
    "Inline markup is taken off, and what only looks like it stays",
    arguments: [
      ("``CT`` *is* **supported**", "CT is supported"), ("EX_VERS_01 and a_b", "EX_VERS_01 and a_b"),
      ("2 * 3 * 4", "2 * 3 * 4"), ("See `the site <https://a.example/>`_.", "See the site."),
      ("See `here`__ and Name_.", "See here and Name."), (":dcm:`Storage<part04/chapter_B.html>`", "Storage"),
      ("March 8\\ :sup:`th`, 2018", "March 8th, 2018"), ("\\*.dcm \\|x\\|", "*.dcm |x|"),
      (":py:class:`~pkg.mod.Name`", "Name"), ("`<x>`", "<x>"), ("a ``b\\c`` d", "a b\\c d"), ("*open", "*open"),
      ("\"*\" and '**'", "\"*\" and '**'"), ("|unknown|", "|unknown|"), ("key: `value`:code:", "key: value"),
      (":menuselection:`A --> B`", "A --> B"), ("see [2]_ and [CIT]_", "see (2) and [CIT]"),
    ])
  func inline(source: String, shown: String) {
    #expect(outline(source + "\n") == ["1 p " + shown])
  }

  @Test("Substitutions are applied, in their definitions too, and references show the title that they point to")
  func definitions() {
    let text = """
      .. |vendor| replace:: Acme
      .. |product| replace:: |vendor| Archive
      .. |(c)| unicode:: 0xA9

      See :ref:`roles`, :ref:`the table <syntaxes>` and :ref:`elsewhere`.

      |product| |(c)|

      .. _roles:

      SOP Classes
      ===========

      .. _syntaxes:

      .. table:: Transfer Syntaxes

         == ==
         A  B
         == ==
      """
    #expect(
      outline(text) == [
        "5 p See SOP Classes, the table and elsewhere.", "7 p Acme Archive ©", "11 h1 SOP Classes",
        "16 t “Transfer Syntaxes”  = 19[A|B]",
      ])
  }

  @Test("Lists of every kind are read, with what is nested in them")
  func lists() {
    let text = """
      * one
        more

        second paragraph

        - inner
      * two

      1. first
      #. second

      Term
        Definition

      -p, --port=N  The port
      /V            Version

      :Product: Archive
      :Address: Street
                Town

      | line
      | next

      A. Einstein was here
      and there.
      """
    #expect(
      outline(text) == [
        "1 i1 one/more", "4 p second paragraph", "6 i2 inner", "7 i1 two", "9 i1 first", "10 i1 second", "12 i1 Term",
        "13 p Definition", "15 p -p, --port=N The port", "16 p /V Version", "18 p Product: Archive",
        "19 p Address: Street/Town", "22 p line/next", "25 p A. Einstein was here/and there.",
      ])
  }

  @Test("Notes keep their contents; comments, targets and contents pages are left out; code stays as it is")
  func directives() {
    let text = """
      .. note:: Only
         as SCP.

      .. warning::

         Not yet.

      .. contents:: All
         :depth: 2

      .. a comment
         of two lines

      .. _target: https://a.example/

      ..

      .. code-block:: ini

         port: 11112

      Like this::

         a = b

      .. only:: html

         Inside
         ======

      .. figure:: flow.png
         :alt: Flow

         Application Data Flow

      .. versionadded:: 1.5 The role.

      .. [1] If licensed.
      .. [*] Retired.
      """
    #expect(
      outline(text) == [
        "1 p Only/as SCP.", "6 p Not yet.", "20 f port: 11112", "22 p Like this:", "24 f a = b", "28 h1 Inside",
        "34 p Application Data Flow", "36 p The role.", "38 p (1) If licensed.", "39 p * Retired.",
      ])
  }

  @Test(
    "What stands in another file is noted, and not read",
    arguments: [
      ".. include:: /etc/passwd", ".. csv-table:: T\n   :file: roles.csv", ".. literalinclude:: a.ini",
    ])
  func otherFiles(text: String) {
    let reading = StatementReader.read(bytes: Array((text + "\n").utf8), name: "a.rst")
    #expect(reading.problems.contains { $0.code == "not-followed" && $0.citation?.line == 1 })
    #expect(outline(text).isEmpty)
  }

  // The cells and spans of the next two tests are those that docutils 0.23 gives for the same text, but for the dash,
  // which is an empty list to it and an answer to a reader of statements.

  @Test("Grid tables keep spans over rows and columns, several paragraphs and lists in cells")
  func gridTables() {
    let text = """
      +-------------+---------------------+------+
      | Abstract    | Transfer Syntax     | Role |
      | Syntax      +-----------+---------+      |
      |             | Name      | UID     |      |
      +=============+===========+=========+======+
      | A           | - one     | 1.2     | SCU  |
      |             | - two     |         |      |
      |             +-----------+---------+------+
      |             | three \\|  | 1.3     | SCP  |
      +-------------+-----------+---------+------+
      | over all | of it                         |
      +-------------+-----------+---------+------+
      | para        | -         | *x*     |      |
      |             |           |         |      |
      | next        |           | **y**   |      |
      +-------------+-----------+---------+------+
      """
    #expect(
      outline(text) == [
        "1 t 2[Abstract Syntax{r2}|Transfer Syntax{c2}|Role{r2}]4[Name|UID]"
          + " = 6[A{r2}|one/two|1.2|SCU]9[three ||1.3|SCP]11[over all | of it{c4}]13[para/next|-|x/y|]"
      ])
  }

  @Test("Simple tables keep spans, rows of several lines and an open last column")
  func simpleTables() {
    let text = """
      =====  =====  ======
         Inputs     Output
      ------------  ------
        A      B    A or B
      =====  =====  ======
      False  False  False
                    by default, as the standard has it
      \\      True   True
      =====  =====  ======
      """
    #expect(
      outline(text) == [
        "1 t 2[Inputs{c2}|Output]4[A|B|A or B]"
          + " = 6[False|False|False by default, as the standard has it]8[|True|True]"
      ])
  }

  @Test("Wide characters take two columns, or one where the drawing counts them so")
  func wideCharacters() {
    let screen = "+--------+-----+\n| 画像   | SCU |\n+--------+-----+\n"
    let counted = "+--------+-----+\n| 画像     | SCU |\n+--------+-----+\n"
    #expect(outline(screen) == ["1 t  = 2[画像|SCU]"])
    #expect(outline(counted) == ["1 t  = 2[画像|SCU]"])
  }

  @Test("A drawing that does not close is read by its distances, with a note")
  func malformed() {
    let text = "+-----+-----+\n| a   | b  |\n+-----+-----+\n"
    let reading = StatementReader.read(bytes: Array(text.utf8), name: "a.rst")
    #expect(reading.problems.contains { $0.code == "malformed-table" && $0.citation?.line == 1 })
    #expect(outline(text) == ["1 t  = 2[a|b]"])
  }

  @Test("Words and identifiers that a narrow column breaks are put together; whole ones are not")
  func brokenWords() {
    let text = """
      The compression is lossy.

      +------------+------------+-------------------+
      | c          | 1.2.840.1  | 1.2.840.10008.1.1 |
      | ompression | 0008.1.2.1 | 1.2.840.10008.1.2 |
      +------------+------------+-------------------+
      | Maximum    | 1.         | 1.2.840.10008.    |
      | associated | 2.840.1000 | 1.2               |
      |            | 8.1.2.4.50 |                   |
      +------------+------------+-------------------+
      """
    #expect(
      outline(text).last
        == "3 t  = 4[compression|1.2.840.10008.1.2.1|1.2.840.10008.1.1 1.2.840.10008.1.2]"
        + "7[Maximum associated|1.2.840.10008.1.2.4.50|1.2.840.10008.1.2]")
  }

  @Test("Tables of lists and of comma-separated values have headings, captions and exact lines")
  func describedTables() {
    let text = """
      .. list-table:: SOP Classes
         :header-rows: 1
         :stub-columns: 1

         * - SOP Class
           - SCU
         * - CT Image
             Storage
           - Yes

      .. csv-table:: Syntaxes
         :header: Name, "UID"
         :delim: ,

         "Implicit VR, Little Endian", 1.2.840.10008.1.2

         RLE, "1.2.840.10008.1.2.5
         "
         Last, x
      """
    #expect(
      outline(text) == [
        "1 t “SOP Classes” 5[SOP Class|SCU] = 7[CT Image Storage|Yes]",
        "11 t “Syntaxes” 11[Name|UID] = 15[Implicit VR, Little Endian|1.2.840.10008.1.2]"
          + "17[RLE|1.2.840.10008.1.2.5]19[Last|x]",
      ])
  }

  @Test("A table's title goes on unindented where a converter broke it, and stands below where one put it there")
  func captions() {
    let table = "   === ===\n   a   b\n   === ===\n"
    #expect(outline(".. table:: Long\nname\n\n" + table + "\nText\n") == ["1 t “Long name”  = 5[a|b]", "8 p Text"])
    #expect(outline("=== ===\na   b\n=== ===\n\nTable: Named\n") == ["1 t “Named”  = 2[a|b]"])
    #expect(outline("Table 4-1 Named\n\n=== ===\na   b\n=== ===\n") == ["3 t “Table 4-1 Named”  = 4[a|b]"])
  }

  @Test("Text under another name is taken for reStructuredText only with its directives")
  func matching() {
    func format(_ text: String) -> String {
      StatementReader.read(bytes: Array(text.utf8), name: "a.txt").format
    }
    #expect(format("Title\n=====\n\n.. note:: x\n\nText\n") == "restructuredtext")
    #expect(format("Title\n=====\n\n+---+---+\n| a | b |\n+---+---+\n") == "text")
    #expect(format("Title\n=====\n\n.. see above\n... and so on::\n") == "text")
  }
}
