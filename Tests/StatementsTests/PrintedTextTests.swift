import Evidence
import Foundation
import Statements
import Testing

/// Text as programs print a document's pages: wrapped cells, running headers, form feeds between pages.
@Suite("Reading printed pages of text")
struct PrintedTextTests {
  private func reading(_ text: String) -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: "a.txt")
  }

  private func facts(_ text: String) -> [String] {
    reading(text).claims.filter { $0.kind == .sopClass }.map { claim in
      let place = claim.evidence.first
      return "p\(place?.page ?? 0) l\(place?.line ?? 0) \(claim.uid ?? "-") \(claim.role?.rawValue ?? "-")"
    }
  }

  private let contexts = """
                        Table 13 Print Management Presentation Contexts
                     Abstract Syntax                        Transfer Syntax      Role     Extended
                                                                                          Negotiation
                Name                       UID
     Basic Grayscale Print      1.2.840.10008.5.1.1.9        Implicit VR          SCU &    None
     Management Meta SOP                                     Little Endian        SCP
     Class
     Presentation LUT           1.2.840.10008.5.1.1.23       Implicit VR          SCU      None
     SOP Class                                               Little Endian
    """

  @Test("Rows whose cells go on below are one, and their table has its name and headings")
  func wrappedCells() throws {
    let text = "3.2  Print Management\nIt can be configured.\n\n" + contexts + "\n"
    let claims = reading(text).claims.filter { $0.kind == .sopClass }
    #expect(
      facts(text) == [
        "p0 l8 1.2.840.10008.5.1.1.9 scu", "p0 l8 1.2.840.10008.5.1.1.9 scp", "p0 l11 1.2.840.10008.5.1.1.23 scu",
      ])
    let evidence = try #require(claims.first?.evidence.first)
    #expect(evidence.table == "Table 13 Print Management Presentation Contexts")
    #expect(evidence.section == "3.2 Print Management")
    #expect(
      evidence.cells == [
        "Basic Grayscale Print Management Meta SOP Class", "1.2.840.10008.5.1.1.9", "Implicit VR Little Endian",
        "SCU & SCP", "None",
      ])
  }

  @Test("An identifier that goes on below is put together")
  func wrappedIdentifier() {
    let text = """
      SOP Class Name             SOP Class UID              SCU    SCP
      Private Image Storage of   1.2.826.0.1.3680043.       Yes    No
      Acme                       2.135.1066.5.1.4
      CT Image Storage           1.2.840.10008.5.1.4.1.1.2  Yes    No
      """
    #expect(facts(text).first == "p0 l2 1.2.826.0.1.3680043.2.135.1066.5.1.4 scu")
  }

  @Test("Where cells are centred, no role is taken from a neighbouring row")
  func centredCells() {
    let text = """
      SOP Class Name             SOP Class UID               Role
                                                             SCU &
      CT Image Storage           1.2.840.10008.5.1.4.1.1.2
                                                             SCP
      MR Image Storage           1.2.840.10008.5.1.4.1.1.4   SCU
      """
    #expect(!facts(text).contains("p0 l5 1.2.840.10008.5.1.4.1.1.4 scp"))
  }

  @Test("Running headers and page numbers are left out, and every claim has its page")
  func pages() {
    let footer = { (number: Int) in
      "\n\n                        \(number)\n\u{C}    Acme Conformance Statement of 2024\n\n"
    }
    let listed = [
      "CT Image Storage     1.2.840.10008.5.1.4.1.1.2    Yes   No",
      "MR Image Storage     1.2.840.10008.5.1.4.1.1.4    No    Yes",
      "RT Image Storage     1.2.840.10008.5.1.4.1.1.481.1    Yes   Yes",
    ]
    let heading = "SOP Class Name       SOP Class UID                SCU   SCP\n"
    let text =
      "Acme\n\nSOP classes:\n\n" + heading + listed[0] + footer(1) + listed[1] + footer(2) + heading + listed[2]
      + footer(3) + "End of text.\n"
    let document = StatementReader.examine(bytes: Array(text.utf8), name: "a.txt").document
    #expect(
      facts(text) == [
        "p1 l6 1.2.840.10008.5.1.4.1.1.2 scu", "p1 l6 1.2.840.10008.5.1.4.1.1.2 scp",
        "p2 l11 1.2.840.10008.5.1.4.1.1.4 scu", "p2 l11 1.2.840.10008.5.1.4.1.1.4 scp",
        "p3 l17 1.2.840.10008.5.1.4.1.1.481.1 scu", "p3 l17 1.2.840.10008.5.1.4.1.1.481.1 scp",
      ])
    #expect(document?.blocks.count { if case .table = $0.content { true } else { false } } == 1)
    #expect(document?.blocks.last?.place.page == 4)
  }

  @Test("The end of an identifier alone on the last line of a page is no page number; the number below it is")
  func lastLine() {
    let page = { (number: Int, uid: String) in
      """
      Name               UID                            File
      Class A \(number)          1.2.840.10008.5.1.4.1.2.\(number).      a.def
                         \(uid)
      Class B \(number)          1.2.840.10008.5.1.4.1.2.\(number).      b.def
                         2
      """ + "\n\n                        \(number)\n\u{C}    Acme Conformance Statement\n\n"
    }
    let text =
      "Acme\n\nThe AE supports the following SOP classes as an SCU:\n\n" + (1...3).map { page($0, "1") }.joined()
    let uids = (1...3).flatMap { ["1.2.840.10008.5.1.4.1.2.\($0).1", "1.2.840.10008.5.1.4.1.2.\($0).2"] }
    #expect(reading(text).claims.compactMap(\.uid) == uids)
    let document = StatementReader.examine(bytes: Array(text.utf8), name: "a.txt").document
    let numbers = document?.blocks.filter {
      if case .paragraph(let text) = $0.content { Int(text.trimmingCharacters(in: .whitespaces)) != nil } else { false }
    }
    #expect(numbers?.isEmpty == true)
  }

  @Test("A number of several parts at a distance from its title is a heading; one in a contents page or a list is not")
  func headings() {
    func headings(_ text: String) -> Int {
      let blocks = StatementReader.examine(bytes: Array(text.utf8), name: "a.txt").document?.blocks ?? []
      return blocks.count { if case .heading = $0.content { true } else { false } }
    }
    #expect(headings("3.1.5        Transfer Syntaxes\nAny of these can be used.\n") == 1)
    #expect(headings("3.1.5        Transfer Syntaxes ......... 16\n3.2          AEs ......... 17\n") == 0)
    #expect(headings("1.5  mm  slice\nthickness\n") == 0)
  }

  @Test(
    "A real statement printed to text gives the roles that a person labelled, and no other",
    .enabled(
      if: SharedStatements.isThere && FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"),
      "The statements are not beside the repository (../shared/statements), or poppler-utils is not installed."),
    arguments: [("dvtk-dvt", 170), ("conquest", 14)])
  func labelled(name: String, expected: Int) throws {
    struct Gold: Decodable {
      struct Row: Decodable {
        var uid: String?
        var scu: Bool?
        var scp: Bool?
      }
      var sopClasses: [Row]
    }
    let folder = try #require(SharedStatements.folder)
    let gold = try JSONDecoder().decode(
      Gold.self, from: Data(contentsOf: folder.appendingPathComponent("gold/\(name).json")))
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
    program.arguments = ["-layout", folder.appendingPathComponent("documents/\(name).pdf").path, "-"]
    let pipe = Pipe()
    program.standardOutput = pipe
    program.standardError = FileHandle.nullDevice
    try program.run()
    let bytes = Array(pipe.fileHandleForReading.readDataToEndOfFile())
    program.waitUntilExit()
    let labelled = Set(
      gold.sopClasses.flatMap { row in
        [(row.scu, "scu"), (row.scp, "scp")].filter { $0.0 == true }.map { "\(row.uid ?? "") \($0.1)" }
      })
    let read = Set(
      StatementReader.read(bytes: bytes, name: "a.txt").claims.filter {
        $0.kind == .sopClass && $0.polarity == .supported
      }
      .compactMap { claim in claim.role.map { "\(claim.uid ?? "") \($0.rawValue)" } })
    #expect(read.subtracting(labelled).isEmpty)
    #expect(read.intersection(labelled).count >= expected)
  }
}
