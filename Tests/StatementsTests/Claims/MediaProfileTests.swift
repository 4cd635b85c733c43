import Evidence
import Statements
import Testing

@Suite("Application profiles of media")
struct MediaProfileTests {
  static func facts(_ text: String) -> [String] {
    facts(StatementReader.read(bytes: Array(text.utf8), name: "statement.md"))
  }

  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.filter { $0.kind == .mediaProfile }.map { claim in
      [
        claim.name ?? claim.property ?? "", claim.role?.rawValue ?? "",
        claim.polarity == .supported ? "" : claim.polarity.rawValue,
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  @Test("The overview gives creators and readers, and its denials")
  func overview() {
    let reading = StatementReader.read(
      bytes: Array(
        """
        ## Media Services

        | Media Storage Application Profile | Write Files (FSC or FSU) | Read Files (FSR) |
        |---|---|---|
        | **Compact Disk – Recordable** | | |
        | General Purpose CD-R | Yes | No |
        | STD-GEN-USB-JPEG | Option | Yes |
        """.utf8), name: "a.md")
    #expect(
      Self.facts(reading) == [
        "STD-GEN-CD fsc", "STD-GEN-CD fsr not-supported", "STD-GEN-USB-JPEG fsc", "STD-GEN-USB-JPEG fsr",
      ])
    // A name alone is never decisive.
    #expect(reading.claims.map { $0.confidence >= Claim.decisiveConfidence } == [false, false, true, true])
    #expect(reading.claims[2].availability == .configurable)
  }

  @Test("Roles by activity are read once for each profile, with profiles left out in later rows")
  func activities() {
    #expect(
      Self.facts(
        """
        # Acme

        ## Media Interchange

        | Supported Application Profile | Real-World Activity | Roles |
        |---|---|---|
        | STD-GEN-CD, STD-CTMR-CD | Export | FSC |
        | | Browse | FSR, FSC |
        | AUG-GEN-CD | Import | File-set Reader |
        """) == [
          "STD-GEN-CD fsc", "STD-CTMR-CD fsc", "STD-GEN-CD fsr", "STD-CTMR-CD fsr", "AUG-GEN-CD fsr",
        ])
  }

  @Test(
    "Sections and sentences may deny media altogether; silence denies nothing",
    arguments: [
      ("## Media Interchange\n\nNot supported.", ["media-interchange not-supported"]),
      ("## Networking\n\nAcme does not support media interchange.", ["media-interchange not-supported"]),
      ("## Media Interchange\n\nThe application writes discs.", []),
      ("## Media Interchange\n\nIt supports STD-GEN-CD as an FSC.", ["STD-GEN-CD fsc"]),
      ("## Terms and Definitions\n\nIt supports STD-GEN-CD as an FSC.", []),
      ("## Networking\n\n| Profile | Role |\n|---|---|\n| Administrator | Nurse |", []),
    ])
  func prose(text: String, expected: [String]) { #expect(Self.facts("# Acme\n\n" + text) == expected) }

  @Test(
    "The standard's sample writes one profile, and the network statements none",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
  func corpus() throws {
    func profiles(_ name: String) throws -> [String] {
      Self.facts(StatementReader.read(file: try #require(SharedStatements.document(name))))
    }
    #expect(Set(try profiles("ps32-2018-annex-B.rst")).isSuperset(of: ["STD-GEN-CD fsc"]))
    for name in ["orthanc.txt", "NEG-dcmtk-dcmqrcnf.txt", "dcmtk-dcmqrscp-man.txt", "slim.md"] {
      #expect(try profiles(name).isEmpty, "\(name)")
    }
  }
}
