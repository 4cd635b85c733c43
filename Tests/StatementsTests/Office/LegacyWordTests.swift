import Foundation
import Statements
import Testing

@Suite("Word's older formats")
struct LegacyWordTests {
  private static let isThere = ["/usr/bin/soffice", "/usr/local/bin/soffice"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let rtf = """
    {\\rtf1\\ansi{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}
    \\pard\\plain\\s1\\outlinelevel0 4.2 Specifications\\par
    \\pard\\plain Supported SOP Classes\\par
    \\trowd\\cellx3000\\cellx8000 SOP Class\\intbl\\cell UID\\intbl\\cell\\row
    \\trowd\\cellx3000\\cellx8000 CT\\intbl\\cell 1.2.840.10008.5.1.4.1.1.2\\intbl\\cell\\row
    \\pard\\plain End\\par}
    """

  @Test("RTF is read by way of LibreOffice, and says so", .enabled(if: isThere, "LibreOffice is not installed."))
  func rtfDocument() throws {
    let examined = StatementReader.examine(bytes: Array(rtf.utf8), name: "a.rtf")
    #expect(examined.reading.format == "rtf")
    #expect(examined.reading.problems.contains { $0.code == "converted" && $0.severity == .note })
    #expect(
      TestOffice.blocks(Array(rtf.utf8), name: "a.rtf") == [
        "H1 [4.2] Specifications", "P Supported SOP Classes", "T : [SOP Class | UID] CT | 1.2.840.10008.5.1.4.1.1.2",
        "P End",
      ])
  }

  @Test("Without LibreOffice the failure says what to do", .enabled(if: !isThere, "LibreOffice is installed."))
  func withoutLibreOffice() throws {
    let failure = try #require(TestOffice.failure(Array(rtf.utf8), name: "a.rtf"))
    #expect(failure.code == "legacy-word")
    #expect(failure.message.contains("Install LibreOffice"))
  }
}
