import Evidence
import Statements
import Testing

@Suite("Security profiles")
struct SecurityTests {
  static func facts(_ text: String) -> [String] {
    facts(StatementReader.read(bytes: Array(text.utf8), name: "statement.md"))
  }

  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.filter { $0.kind == .securityProfile }.map { claim in
      [claim.name, claim.property, claim.value, claim.polarity == .supported ? nil : claim.polarity.rawValue]
        .compactMap { $0 }.joined(separator: " ")
    }
  }

  @Test("Tables name profiles, versions and cipher suites, and what they reject")
  func tables() {
    #expect(
      Self.facts(
        """
        # Acme

        ## Security

        | Feature | Support |
        |---|---|
        | Basic TLS Secure Transport Connection Profile | No |
        | BCP 195 Non-Downgrading Profile (TLS 1.3) | Yes |
        | TLS 1.1 | Rejected |
        | Audit trail | In the log |

        ### Cipher Suites

        | Cipher Suite | Comment |
        |---|---|
        | TLS_AES_128_GCM_SHA256 | preferred |
        """) == [
          "Basic TLS Secure Transport Connection Profile not-supported",
          "Non-Downgrading BCP 195 TLS Secure Transport Connection Profile", "tls-version 1.3",
          "tls-version 1.1 not-supported", "cipher-suite TLS_AES_128_GCM_SHA256",
        ])
  }

  @Test(
    "Sentences name profiles; those that deny all deny all; none is decisive",
    arguments: [
      (
        "Acme supports the Basic TLS Secure Transport Connection Profile and TLS 1.2 and 1.3.",
        ["Basic TLS Secure Transport Connection Profile", "tls-version 1.2", "tls-version 1.3"]
      ),
      (
        "Acme does not conform to any of the defined Security Profiles.", ["security-profiles not-supported"]
      ),
      ("Acme supports mutual authentication.", ["mutual-authentication"]),
      ("Acme does not support the ISCL profile.", ["ISCL Secure Transport Connection Profile not-supported"]),
      ("TLS 1.2 shall be supported by the peer.", []), ("The profile of the user is shown.", []),
      ("For example, the ISCL profile may be supported.", []),
    ])
  func prose(text: String, expected: [String]) {
    let reading = StatementReader.read(bytes: Array("# Acme\n\n## Security\n\n\(text)".utf8), name: "a.md")
    #expect(Self.facts(reading) == expected)
    #expect(reading.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
  }

  @Test("Two words below a heading deny what the heading names, glossaries deny nothing")
  func verdicts() {
    #expect(Self.facts("# A\n\n## Security Profiles\n\nNot applicable.") == ["security-profiles not-supported"])
    #expect(
      Self.facts("# A\n\n## ISCL\n\nNone.") == ["ISCL Secure Transport Connection Profile not-supported"])
    #expect(Self.facts("# A\n\n## Glossary\n\nSecurity Profile: not supported.").isEmpty)
    #expect(Self.facts("# A\n\n## Printing\n\nNone.").isEmpty)
  }

  @Test(
    "Profiles of real documents are those that a person reads there",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
  func corpus() throws {
    func profiles(_ name: String) throws -> Set<String> {
      Set(Self.facts(StatementReader.read(file: try #require(SharedStatements.document(name)))))
    }
    #expect(
      try profiles("dcm4chee-arc-hl7cs.html") == [
        "Basic TLS Secure Transport Connection Profile", "AES TLS Secure Transport Connection Profile",
        "tls-version 1.0", "tls-version 1.1", "tls-version 1.2", "Audit Trail Message Format Profile",
        "Audit Trail Message Transmission Profile - SYSLOG-TLS",
        "Audit Trail Message Transmission Profile - SYSLOG-UDP",
      ])
    #expect(try profiles("monai-informatics-gateway-dicom.md") == ["security-profiles not-supported"])
    let archive = try profiles("kcenon-pacs-system.md")
    #expect(archive.filter { $0.hasPrefix("cipher-suite") }.count == 9)
    #expect(archive.isSuperset(of: ["tls-version 1.3", "tls-version 1.2", "tls-version 1.1 not-supported"]))
    for name in ["NEG-dcmtk-dcmqrcnf.txt", "dcmtk-dcmqrscp-man.txt", "slim.md", "orthanc.txt"] {
      #expect(try profiles(name).isEmpty, "\(name)")
    }
  }
}
