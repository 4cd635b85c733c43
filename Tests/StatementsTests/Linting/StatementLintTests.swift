import Evidence
import Foundation
import Statements
import Testing

@Suite("What a vendor should mend")
struct StatementLintTests {
  private static func lint(_ text: String) -> StatementLint {
    StatementLint(StatementReader.examine(bytes: Array(text.utf8), name: "statement.md"))
  }

  private static func rules(_ lint: StatementLint) -> Set<LintRule> { Set(lint.findings.map(\.rule)) }

  /// A statement of which nothing is to be said.
  private static let sound = """
    # DICOM Conformance Statement of Acme Archive

    Product: Acme Archive

    Version: 3.1

    Date: 2026-03-01

    ## Conformance Statement Overview

    Acme Archive stores objects.

    ## SOP Classes

    | SOP Class Name | SOP Class UID | SCU | SCP |
    |---|---|---|---|
    | Verification | 1.2.840.10008.1.1 | Yes | Yes |
    | CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No | Yes |

    ## Transfer Syntaxes

    | Transfer Syntax | UID |
    |---|---|
    | Implicit VR Little Endian | 1.2.840.10008.1.2 |

    ## Association Policies

    | Parameter | Value |
    |---|---|
    | Maximum PDU length | 16384 |
    | Maximum number of simultaneous associations | 10 |
    | Asynchronous operations | Not supported |
    | Implementation Class UID | 1.2.276.0.7230010.3.0.3.6.4 |
    | AE Title | ACME |
    | Port | 104 |

    ## Support of Character Sets

    | Defined Term | Supported |
    |---|---|
    | ISO_IR 100 | Yes |

    ## Security

    No security profile is supported.

    """

  @Test("A sound statement has no finding")
  func soundStatement() {
    let lint = Self.lint(Self.sound)
    #expect(lint.findings.isEmpty, "\(StatementLintText.text(lint))")
    #expect(StatementLintText.text(lint).contains("0 errors, 0 warnings, 0 notes"))
  }

  @Test(
    "What is taken out of it is missed",
    arguments: [
      ("Product: Acme Archive\n", LintRule.noProduct), ("Version: 3.1\n", .noVersion), ("Date: 2026-03-01\n", .noDate),
      ("## Conformance Statement Overview\n", .noOverview), ("| Maximum PDU length | 16384 |\n", .noMaximumLength),
      ("| Maximum number of simultaneous associations | 10 |\n", .noNumberOfAssociations),
      ("| Asynchronous operations | Not supported |\n", .noAsynchronousNature),
      ("| Implementation Class UID | 1.2.276.0.7230010.3.0.3.6.4 |\n", .noImplementationClassUID),
      ("| AE Title | ACME |\n", .noApplicationEntityTitle), ("| Port | 104 |\n", .noPort),
      ("| Implicit VR Little Endian | 1.2.840.10008.1.2 |\n", .noTransferSyntax),
    ])
  func missing(part: String, rule: LintRule) throws {
    try #require(Self.sound.contains(part))
    var text = Self.sound.replacing(part, with: "")
    if rule == .noProduct { text = text.replacing(" of Acme Archive", with: "") }
    let lint = Self.lint(text)
    #expect(Self.rules(lint) == [rule], "\(StatementLintText.text(lint))")
  }

  @Test(
    "Whole sections that are missing are missed",
    arguments: [("Support of Character Sets", LintRule.noCharacterSets), ("Security", .noSecurity)])
  func sections(title: String, rule: LintRule) {
    let parts = Self.sound.components(separatedBy: "\n## ").filter { !$0.hasPrefix(title) }
    #expect(Self.rules(Self.lint(parts.joined(separator: "\n## "))) == [rule])
  }

  @Test(
    "What is added to it is found, with its line",
    arguments: [
      ("Acme Archive is fully DICOM compliant.", LintRule.vaguePromise),
      ("Further storage classes may be supported.", .ambiguousWord),
      ("This section shall describe the network.", .placeholder), ("The vendor is &lt;company name&gt;.", .placeholder),
      ("Port number: TBD", .placeholder), ("## Print Management - N/A", .notApplicable),
      (
        "| SOP Class | UID | SCP |\n|---|---|---|\n| CT Image Storage | 1.2.840.10008.5.1.4.1.1.4 | Yes |",
        .nameUIDMismatch
      ),
      (
        "| SOP Class | UID | SCP |\n|---|---|---|\n| New Storage | 1.2.840.10008.5.1.4.1.1.9999 | Yes |",
        .unregisteredUID
      ),
      ("| SOP Class | UID | SCP |\n|---|---|---|\n| Acme Storage | 1.2.276.0.7230010.9.1 | Yes |", .privateUID),
      (
        "| SOP Class | UID | SCP |\n|---|---|---|\n| Hardcopy Color Image Storage | 1.2.840.10008.5.1.1.30 | Yes |",
        .retiredUID
      ),
      ("| SOP Class | SCP |\n|---|---|\n| MR Image Storage | Yes |", .nameOnly),
      ("| SOP Class | UID | SCP |\n|---|---|---|\n| CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No |", .disputed),
    ])
  func found(part: String, rule: LintRule) throws {
    let lint = Self.lint(Self.sound + "\n## More\n\n\(part)\n")
    let finding = try #require(
      lint.findings.first { $0.rule == rule }, "\(StatementLintText.text(lint))")
    #expect(finding.citation?.line != nil)
    #expect(!finding.advice.isEmpty && !finding.section.isEmpty)
    if rule == .disputed { #expect(finding.others.count == 1 && finding.others[0].line != finding.citation?.line) }
  }

  @Test(
    "Plain words are not taken for placeholders or promises",
    arguments: [
      "The transfer to be completed is announced first.", "Use --sort-xxx to sort.", "Segments end with &lt;CR&gt;.",
      "The archive does not claim to be DICOM compliant.", "You may call the service desk.",
      "[x] Storage as an SCP", "Filter [x] before the query.",
    ])
  func innocent(part: String) {
    let lint = Self.lint(Self.sound + "\n## More\n\n\(part)\n")
    #expect(lint.findings.isEmpty, "\(StatementLintText.text(lint))")
  }

  @Test("Many findings of one rule are counted, not listed")
  func many() {
    let rows = (0..<100).map { "| Storage \($0) | 1.2.840.10008.5.1.4.1.1.9999.\($0 + 1) | Yes |" }
    let lint = Self.lint(
      Self.sound + "\n## More\n\n| SOP Class | UID | SCP |\n|---|---|---|\n" + rows.joined(separator: "\n"))
    let own = lint.findings.filter { $0.rule == .unregisteredUID }
    #expect(own.count == 41)
    #expect(own.last?.message == "… and 60 more of this rule.")
    #expect(lint.has(.error))
  }

  @Test("The text keeps to its width, and the findings survive JSON")
  func renderings() throws {
    let lint = Self.lint("# Conformance Statement\n\nIt supports DICOM. " + String(repeating: "word ", count: 200))
    #expect(StatementLintText.text(lint).split(separator: "\n").allSatisfy { $0.count <= ClaimsText.width })
    let json = try ClaimsJSON.object(lint)
    #expect(try JSONDecoder().decode(StatementLint.self, from: Data(json.utf8)) == lint)
    #expect(json.contains("\"rule\" : \"no-claims\""))
  }
}
