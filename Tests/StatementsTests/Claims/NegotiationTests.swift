import Evidence
import Statements
import Testing

@Suite("Extended negotiation and character sets")
struct NegotiationTests {
  static func read(_ text: String, _ name: String = "statement.md") -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: name)
  }

  static func negotiations(_ reading: DocumentReading) -> [String] {
    reading.claims.filter { $0.kind == .extendedNegotiation }.map { claim in
      [
        claim.sopClass, claim.property, claim.value, claim.role?.rawValue,
        claim.polarity == .supported ? nil : claim.polarity.rawValue,
      ].compactMap { $0 }.joined(separator: " ")
    }
  }

  static func sets(_ text: String) -> [String] {
    read(text).claims.filter { $0.kind == .characterSet }.map { claim in
      "\(claim.name ?? "")\(claim.polarity == .supported ? "" : " " + claim.polarity.rawValue)"
        + (claim.confidence >= Claim.decisiveConfidence ? "" : " ?")
    }
  }

  @Test(
    "The column of presentation contexts says what is negotiated for a class, None included; empty cells say nothing")
  func contexts() {
    let reading = Self.read(
      """
      <html><body><h2>Accepted Presentation Contexts</h2><table>
      <tr><th colspan="2">Abstract Syntax</th><th colspan="2">Transfer Syntax</th><th>Role</th><th>Ext. Neg.</th></tr>
      <tr><th>Name</th><th>UID</th><th>Name</th><th>UID</th><th>Role</th><th>Ext. Neg.</th></tr>
      <tr><td>Study Root Query/Retrieve Information Model - FIND</td><td>1.2.840.10008.5.1.4.1.2.2.1</td>
      <td>Implicit VR Little Endian</td><td>1.2.840.10008.1.2</td><td>SCP</td><td>Relational, Fuzzy</td></tr>
      <tr><td>Verification</td><td>1.2.840.10008.1.1</td>
      <td>Implicit VR Little Endian</td><td>1.2.840.10008.1.2</td><td>SCP</td><td>None</td></tr>
      <tr><td>CT Image Storage</td><td>1.2.840.10008.5.1.4.1.1.2</td>
      <td>Implicit VR Little Endian</td><td>1.2.840.10008.1.2</td><td>SCU</td><td></td></tr>
      </table></body></html>
      """, "statement.html")
    #expect(
      Self.negotiations(reading) == [
        "1.2.840.10008.5.1.4.1.2.2.1 relational-queries scp", "1.2.840.10008.5.1.4.1.2.2.1 fuzzy-semantic-matching scp",
        "1.2.840.10008.1.1 extended-negotiation scp not-supported",
      ])
  }

  @Test(
    "Properties and sentences are read in conformance sections only",
    arguments: [
      ("| Parameter | Value |\n|---|---|\n| SCP/SCU Role Selection | Supported |", ["role-selection"]),
      ("Acme does not support extended negotiation.", ["extended-negotiation not-supported"]),
      ("The SCP supports hierarchical queries and not relational queries.", ["relational-queries scp not-supported"]),
      ("STORAGE-SCP is Level 2 (Full) conformant as a Storage SCP.", ["storage-level 2"]),
      (
        "Acme supports user identity negotiation with username and passcode, Kerberos and SAML.",
        ["user-identity username-and-passcode", "user-identity kerberos", "user-identity saml"]
      ),
      ("Extended negotiation shall be described.", []), ("Relational data are kept in a database.", []),
      ("The series level 2 is shown.", []),
    ])
  func sentences(text: String, expected: [String]) {
    #expect(Self.negotiations(Self.read("# Acme\n\n## Networking\n\n\(text)")) == expected)
    #expect(Self.negotiations(Self.read("# Acme\n\n## Glossary\n\n\(text)")).isEmpty)
  }

  @Test(
    "Character sets are taken by defined term; a name alone is never decisive",
    arguments: [
      (
        "| Character Set | Defined Term | Support |\n|---|---|---|\n| Latin 1 | ISO_IR 100 | Yes |\n| Greek | ISO_IR 126 | No |",
        ["ISO_IR 100", "ISO_IR 126 not-supported"]
      ),
      ("| Character Set | Support |\n|---|---|\n| UTF-8 | Yes |", ["ISO_IR 192 ?"]),
      (
        "All applications support the\n\nISO_IR 100 (Latin Alphabet No. 1 supplementary set)\n\nISO_IR 144 (Cyrillic)",
        ["ISO_IR 100", "ISO_IR 144"]
      ),
      ("The following are not supported:\n\n- ISO_IR 13", ["ISO_IR 13 not-supported ?"]),
      ("Acme supports Latin-1 and the default character repertoire.", ["ISO_IR 6 ?", "ISO_IR 100 ?"]),
      ("Names in ISO_IR 100 look odd.", []),
      ("### Mapping\n\n| HL7 | Character Set |\n|---|---|\n| 8859/1 | ISO_IR 100 |", []),
    ])
  func characterSets(text: String, expected: [String]) {
    #expect(Self.sets("# Acme\n\n## Support of Character Sets\n\n\(text)") == expected)
  }

  @Test("Character sets named outside their section are not claimed by a name")
  func elsewhere() { #expect(Self.sets("# Acme\n\n## Networking\n\nThe log is written in UTF-8.").isEmpty) }

  @Test(
    "Real documents give what a person reads there",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
  func corpus() throws {
    func reading(_ name: String) throws -> DocumentReading {
      StatementReader.read(file: try #require(SharedStatements.document(name)))
    }
    let sample = Self.negotiations(try reading("ps32-2018-annex-F.rst"))
    #expect(sample.contains("relational-queries scp not-supported") && sample.contains("storage-level 2"))
    #expect(Self.negotiations(try reading("orthanc.txt")) == ["extended-negotiation not-supported"])
    let sets = try reading("ps32-2018-annex-B.rst").claims.filter { $0.kind == .characterSet }
    #expect(Set(sets.compactMap(\.name)) == ["ISO_IR 100", "ISO_IR 144"])
    #expect(sets.allSatisfy { $0.polarity == .supported })
  }
}
