import Evidence
import Foundation
import Statements
import Testing

@Suite("Comparison of two versions of a statement")
struct StatementComparisonTests {
  static func read(_ text: String, _ name: String = "statement.md") -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: name)
  }

  static func services(_ rows: [String], before: String = "", after: String = "") -> DocumentReading {
    read(
      """
      # DICOM Conformance Statement of Acme

      \(before)

      ## SOP Classes

      | SOP Class Name | SOP Class UID | SCU | SCP |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      \(after)
      """)
  }

  static let ct = "| CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No | Yes |"
  static let mr = "| MR Image Storage | 1.2.840.10008.5.1.4.1.1.4 |  | Yes |"

  static func events(_ comparison: StatementComparison) -> [String] {
    comparison.changes.map { change in
      let said = [change.old, change.new].map { $0.map { ([$0.support] + $0.values).joined(separator: " ") } ?? "-" }
      return "\(change.change.rawValue) \(change.side ?? "") \(change.what): \(said.joined(separator: " > "))"
    }
  }

  @Test("A class that is new, one that is gone and one of which something else is said are told apart")
  func events() {
    let old = Self.services([Self.ct, Self.mr])
    let new = Self.services([
      "| CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | Yes | Yes (optional) |",
      "| Verification | 1.2.840.10008.1.1 |  | Yes |",
    ])
    let comparison = StatementComparison(old: old, new: new)
    #expect(
      Self.events(comparison) == [
        "changed SCU CT Image Storage: not-supported > supported",
        "changed SCP CT Image Storage: supported > configurable",
        "dropped SCP MR Image Storage: supported > -", "added SCP Verification SOP Class: - > supported",
      ])
    #expect(comparison.changes[0].old?.evidence.first?.line == 9)
    #expect(comparison.changes[0].new?.evidence.first?.line == 9)
    let text = StatementComparisonText.text(comparison)
    #expect(text.contains("1 added, 1 dropped, 2 changed"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= ClaimsText.width })
  }

  @Test("What only moved or is only worded otherwise is no change")
  func moved() {
    let old = Self.services([Self.ct, Self.mr])
    let new = Self.services(
      ["| MR Image Storage SOP Class | 1.2.840.10008.5.1.4.1.1.4 |  | Y |", Self.ct],
      before: "Some words more.\n\nAnd more.")
    let comparison = StatementComparison(old: old, new: new)
    #expect(Self.events(comparison) == [])
    #expect(comparison.unchanged == 3)
  }

  @Test("A value that changed is shown with both values and places; the same value is no change")
  func values() {
    func statement(_ length: String) -> DocumentReading {
      Self.services([Self.ct], after: "| Parameter | Value |\n|---|---|\n| Maximum PDU length | \(length) |")
    }
    let changed = StatementComparison(old: statement("16384"), new: statement("32768"))
    #expect(Self.events(changed) == ["changed  maximum length: supported 16384 B > supported 32768 B"])
    #expect(Self.events(StatementComparison(old: statement("16384"), new: statement("16,384 bytes"))) == [])
  }

  @Test("Transfer syntaxes are compared for each SOP class, whether listed once or for each")
  func transferSyntaxes() {
    func contexts(_ syntaxes: [String]) -> DocumentReading {
      let rows = syntaxes.map { "| CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | \($0) |" }
      return Self.services(
        [Self.ct],
        after: "## Presentation Contexts\n\n| Abstract Syntax Name | Abstract Syntax UID | Transfer Syntax UID |\n"
          + "|---|---|---|\n" + rows.joined(separator: "\n"))
    }
    let same = StatementComparison(
      old: contexts(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"]),
      new: contexts(["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"]))
    #expect(Self.events(same) == [])
    let changed = StatementComparison(
      old: contexts(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"]),
      new: contexts(["1.2.840.10008.1.2.1", "1.2.840.10008.1.2.4.90"]))
    #expect(changed.changes.map(\.what) == ["CT Image Storage"])
    let text = StatementComparisonText.text(changed)
    #expect(text.contains("no longer: Implicit VR Little Endian"), "\(text)")
    #expect(text.contains("now also: JPEG 2000 Image Compression (Lossless Only)"), "\(text)")
    // The list for each class and the list for all say the same.
    let once = Self.services(
      [Self.ct],
      after: "## Transfer Syntaxes\n\n| Transfer Syntax | UID |\n|---|---|\n"
        + "| Implicit VR Little Endian | 1.2.840.10008.1.2 |\n| Explicit VR Little Endian | 1.2.840.10008.1.2.1 |")
    #expect(
      Self.events(StatementComparison(old: once, new: contexts(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"]))) == [])
  }

  @Test("Properties of a message are topics beside the message itself")
  func properties() {
    func reading(_ usage: String) -> DocumentReading {
      let citation = Citation(document: "p", sha256: "", element: "/x", words: "w")
      let message = ClaimDetail.message(.init(event: "ADT^A31", version: "2.5", direction: .inbound))
      return DocumentReading(
        document: "p", sha256: "", format: "text",
        claims: [
          Claim(kind: .hl7Message, detail: message, evidence: [citation], method: "test", confidence: 100),
          Claim(
            kind: .hl7Message, name: "PID-3", property: "usage", value: usage, detail: message, evidence: [citation],
            method: "test", confidence: 100),
        ], problems: [])
    }
    let changed = StatementComparison(old: reading("R"), new: reading("O"))
    #expect(Self.events(changed) == ["changed inbound ADT^A31 HL7 2.5 PID-3 usage: supported R > supported O"])
    #expect(changed.unchanged == 1)
    #expect(Self.events(StatementComparison(old: reading("R"), new: reading("R"))) == [])
  }

  @Test("The comparison survives JSON")
  func json() throws {
    let comparison = StatementComparison(old: Self.services([Self.ct]), new: Self.services([Self.mr]))
    let text = try ClaimsJSON.object(comparison)
    #expect(try JSONDecoder().decode(StatementComparison.self, from: Data(text.utf8)) == comparison)
  }

  @Test("A document without claims is said to be silent, not changed in everything unseen")
  func silence() {
    let comparison = StatementComparison(old: Self.services([Self.ct]), new: Self.read("Nothing to see."))
    #expect(comparison.changes.allSatisfy { $0.change == .dropped })
    #expect(StatementComparisonText.text(comparison).contains("silence"))
  }
}
