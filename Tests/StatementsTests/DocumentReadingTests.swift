import Evidence
import Foundation
import Statements
import Testing

@Suite("Reading documents of any format")
struct DocumentReadingTests {
  private func facts(_ bytes: [UInt8], _ name: String) -> [String] {
    StatementReader.read(bytes: bytes, name: name).claims.filter { $0.kind == .sopClass }.map {
      "\($0.evidence.first?.line ?? 0) \($0.uid ?? "-") \($0.role?.rawValue ?? "-")"
    }
  }

  @Test("The source of a manual page is read, fonts and requests understood")
  func roff() {
    let page = """
      .TH "acmescp" 1 "Fri Apr 22 2022" "Version 3.6.7" "ACME" \\" -*- nroff -*-
      .SH "NAME"
      acmescp \\- storage
      .SS "DICOM Conformance"
      The \\fBacmescp\\fP application supports the following SOP Classes as an SCP\\&:
      .PP
      .nf
      VerificationSOPClass                                 1.2.840.10008.1.1

      CTImageStorage                                       1.2.840.10008.5.1.4.1.1.2
      .fi
      .PP
      """
    #expect(facts(Array(page.utf8), "acmescp.1") == ["8 1.2.840.10008.1.1 scp", "10 1.2.840.10008.5.1.4.1.1.2 scp"])
    let reading = StatementReader.read(bytes: Array(page.utf8), name: "acmescp.1")
    #expect(reading.claims.first?.evidence.first?.section == "DICOM Conformance")
    #expect(reading.version == "3.6.7")
  }

  @Test("A printed manual page is read, with tabs, letters typed over and no blank line before the list")
  func printed() {
    let bold = "acmescp".map { "\($0)\u{8}\($0)" }.joined()
    let page = """
      acmescp(1)\t\tACME\t\tacmescp(1)

      N\u{8}NA\u{8}AM\u{8}ME\u{8}E
             acmescp - storage

         D\u{8}DI\u{8}IC\u{8}COM Conformance
             The  \(bold)  application  supports  the following SOP Classes as an SCP:
             VerificationSOPClass\t\t\t\t    1.2.840.10008.1.1
             CTImageStorage  1.2.840.10008.5.1.4.1.1.2
             The application does not support extended negotiation.
      """
    #expect(facts(Array(page.utf8), "acmescp.txt").first == "8 1.2.840.10008.1.1 scp")
  }

  @Test("A manual page written for doxygen is read")
  func doxygen() {
    let page = """
      /*!
      \\section acme_synopsis SYNOPSIS
      \\subsection acme_conformance DICOM Conformance
      The \\b acme application supports the following SOP Classes as an SCU:
      \\verbatim
      CTImageStorage                                1.2.840.10008.5.1.4.1.1.2
      \\endverbatim
      */
      """
    #expect(facts(Array(page.utf8), "acme.man") == ["6 1.2.840.10008.5.1.4.1.1.2 scu"])
  }

  @Test("Tables drawn with borders are read")
  func bordered() {
    let text = """
      3.1 SOP Classes

      +------------------+---------------------------+-----+-----+
      | SOP Class Name   | SOP Class UID             | SCU | SCP |
      +==================+===========================+=====+=====+
      | CT Image         | 1.2.840.10008.5.1.4.1.1.2 | Yes | No  |
      | Storage          |                           |     |     |
      +------------------+---------------------------+-----+-----+
      """
    let reading = StatementReader.read(bytes: Array(text.utf8), name: "a.txt")
    #expect(reading.claims.map(\.polarity) == [.supported, .notSupported])
    #expect(reading.claims.first?.name == "CT Image Storage")
  }

  @Test("UTF-16, a byte order mark and Windows line ends change nothing; Windows-1252 is noted")
  func encodings() {
    let text =
      "Acme supports the following SOP Classes as an SCP:\r\n\r\nCTImageStorage – A   1.2.840.10008.5.1.4.1.1.2\r\n"
    let expected = ["3 1.2.840.10008.5.1.4.1.1.2 scp"]
    #expect(facts(Array(text.utf8), "a.txt") == expected)
    #expect(facts([0xEF, 0xBB, 0xBF] + Array(text.utf8), "a.txt") == expected)
    #expect(facts([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "a.txt") == expected)
    #expect(facts([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "a.txt") == expected)
    let windows = Array(text.replacingOccurrences(of: "–", with: "@").utf8).map { $0 == UInt8(ascii: "@") ? 0x96 : $0 }
    #expect(facts(windows, "a.txt") == expected)
    let reading = StatementReader.read(bytes: windows, name: "a.txt")
    #expect(reading.problems.contains { $0.code == "encoding" })
    #expect(reading.claims.first?.name == "CTImageStorage – A")
  }

  @Test(
    "What is no text is a named problem that says what to do",
    arguments: [
      ("a.pdf", Array("%PDF-1.4 ...".utf8), "damaged"),
      ("a.docx", [0x50, 0x4B, 3, 4, 0], "damaged"),
      ("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0], "unsupported-format"), ("a.txt", [], "empty"),
      ("a.txt", Array("text".utf8) + [0, 1, 2], "binary"), ("a.json", Array("{\"a\": 1}".utf8), "unsupported-format"),
      ("a.xml", Array("<?xml version=\"1.0\"?><x/>".utf8), "unsupported-format"),
      ("a.1.gz", [0x1F, 0x8B, 8, 0, 0, 0], "damaged"),
    ] as [(String, [UInt8], String)])
  func unreadable(name: String, bytes: [UInt8], code: String) {
    let reading = StatementReader.read(bytes: bytes, name: name)
    #expect(reading.claims.isEmpty)
    #expect(reading.problems.map(\.code) == [code])
    #expect(reading.problems.first?.severity == .unreadable)
    #expect(reading.problems.first?.message.contains(name) == true)
  }

  @Test("A file that is not there is a problem of the reading, not an end of the run")
  func missing() {
    let reading = StatementReader.read(file: URL(fileURLWithPath: "/nonexistent/statement.txt"))
    #expect(reading.problems.map(\.severity) == [.unreadable])
  }

  @Test("A compressed manual page is decompressed")
  func compressed() throws {
    // The line below, compressed by gzip 1.12 with -n -9.
    let text = "Acme supports the following SOP Classes as an SCP:\n\nCTImageStorage  1.2.840.10008.5.1.4.1.1.2\n"
    let bytes = try #require(Data(base64Encoded: compressedLine))
    #expect(facts(Array(bytes), "acme.1.gz") == facts(Array(text.utf8), "acme.1"))
    #expect(facts(Array(bytes), "acme.1.gz").count == 1)
    let cut = StatementReader.read(bytes: Array(bytes.dropLast(12)), name: "acme.1.gz")
    #expect(cut.problems.map(\.code) == ["damaged"])
  }

  private let compressedLine =
    "H4sIAAAAAAACAw2IQQqAIBQF957ineCjUSDtwlWrBLuAhFlgGX6j6yfMMDDTdgXw+zy5VEY9AvacUv7OO8ItFiZ55sDwjRvO2FEIs86Xj8HVXFoARR3pXpKSUmoaSFHfbFf8Emz8Ml4AAAA="

  @Test(
    "The installed manual pages of DCMTK give the classes that they list",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/share/man/man1/storescp.1.gz"), "dcmtk is not installed.")
  )
  func installed() {
    let reading = StatementReader.read(file: URL(fileURLWithPath: "/usr/share/man/man1/storescp.1.gz"))
    let classes = reading.claims.filter { $0.kind == .sopClass && $0.role == .scp && $0.polarity == .supported }
    #expect(Set(classes.compactMap(\.uid)).count > 120)
    #expect(!reading.claims.contains { $0.role == .scu })
    let syntaxes = reading.claims.filter { $0.kind == .transferSyntax && $0.availability == .standard }
    #expect(
      Set(syntaxes.compactMap(\.uid)) == ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"])
  }
}
