import Evidence
import Statements
import Testing

@Suite("HL7 messages")
struct HL7MessageTests {
  static func read(_ text: String) -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: "statement.md")
  }

  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.compactMap { claim in
      guard case .message(let message)? = claim.detail else { return nil }
      return [
        message.event, message.structure ?? "", message.version ?? "", message.direction?.rawValue ?? "",
        claim.polarity == .supported ? "" : claim.polarity.rawValue,
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  @Test("Columns of senders and receivers give a claim per side and version")
  func sides() {
    let reading = Self.read(
      """
      ## HL7 Messages

      | HL7 message | HL7 version | Sender | Receiver |
      |---|---|---|---|
      | Patient Administration | | | |
      | ADT/ACK - Admit (Event A01) | 2.3.1, 2.5.1 | No | Yes |
      | ORU^R01^ORU_R01 | 2.5.1 | Yes | |
      """)
    #expect(
      Self.facts(reading) == [
        "ADT^A01 2.3.1 outbound not-supported", "ADT^A01 2.3.1 inbound", "ADT^A01 2.5.1 outbound not-supported",
        "ADT^A01 2.5.1 inbound", "ORU^R01 ORU_R01 2.5.1 outbound",
      ])
    #expect(reading.claims.allSatisfy { $0.confidence >= Claim.decisiveConfidence })
  }

  @Test("Type and events in columns of their own, several in one cell, and the direction as a word")
  func events() {
    #expect(
      Self.facts(
        Self.read(
          """
          | Message Type | Trigger Event | Direction | Structure |
          |---|---|---|---|
          | ADT | A01, A04, A08 | Inbound | ADT_A01 |
          | ORM^O01 | | in/out (both) | |
          | SIU | S12 | Sent | |
          """)) == [
          "ADT^A01 ADT_A01 inbound", "ADT^A04 ADT_A01 inbound", "ADT^A08 ADT_A01 inbound", "ORM^O01 inbound",
          "ORM^O01 outbound", "SIU^S12 outbound",
        ])
  }

  @Test("Without a direction a claim is never decisive")
  func noDirection() {
    let reading = Self.read("## HL7\n\n| Message | Description |\n|---|---|\n| ADT^A08 | Update |")
    #expect(Self.facts(reading) == ["ADT^A08"])
    #expect(reading.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
  }

  @Test("Sections and captions about a message claim it, in the direction of the section around them")
  func sections() {
    let reading = Self.read(
      """
      # HL7 Conformance Statement

      ## Inbound Messages

      ### ADT - Update Patient Information (Event A08)

      #### Supported Segments

      Table 7-1 below lists them.

      ## Mapping of ORM^O01

      How it is mapped.
      """)
    #expect(Self.facts(reading) == ["ADT^A08 inbound"])
  }

  @Test(
    "Lists and sentences are read with what introduces them; other systems' messages are not",
    arguments: [
      (
        "Acme receives the following messages:\n\n- ADT^A01 Admit\n- ADT^A40 Merge",
        ["ADT^A01 inbound", "ADT^A40 inbound"]
      ),
      ("Acme sends ORU^R01 messages to the archive.", ["ORU^R01 outbound"]),
      ("Acme supports the message SIU^S12.", ["SIU^S12"]),
      ("Acme does not support the message SIU^S12.", ["SIU^S12 not-supported"]),
      ("The RIS sends ORM^O01 messages.", []), ("Field MSH-9 shall be valued ADT^A01^ADT_A01.", []),
      ("MSH|^~\\&|A|B|C|D|20200101||ADT^A08|1|P|2.5", []), ("The message has A04 pages.", []),
      ("| Segment | Message |\n|---|---|\n| PID | ADT^A01 |", []),
      ("### Sample Messages\n\n| Message | Direction |\n|---|---|\n| ADT^A01 | Inbound |", []),
    ])
  func prose(text: String, expected: [String]) {
    #expect(Self.facts(Self.read("# Acme\n\n## HL7 Interface\n\n\(text)")) == expected)
  }

  @Test("An overview that denies what a section describes is disputed")
  func dispute() {
    let reading = Self.read(
      """
      ## Overview

      | HL7 message | Sender | Receiver |
      |---|---|---|
      | OMI^O23 | No | Yes |

      ## Outbound

      ### OMI - Imaging Order (Event O23)

      It is sent when an order changes.
      """)
    let outbound = reading.claims.filter { $0.disputedBy.isEmpty == false }
    #expect(outbound.count == 2 && reading.claims.count == 3)
  }

  @Test(
    "Messages of real documents are those that a person reads there",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
  func corpus() throws {
    func messages(_ name: String) throws -> DocumentReading {
      StatementReader.read(file: try #require(SharedStatements.document(name)))
    }
    #expect(
      Set(Self.facts(try messages("sedia-hl7.md"))) == ["ORM^O01 inbound", "ORU^R01 outbound"])
    #expect(
      Self.facts(try messages("kcenon-ihe-integration-statement.md")) == ["ADT^A08", "ADT^A40", "ADT^A24"])

    let archive = try messages("dcm4chee-arc-hl7cs.html")
    func received(_ method: String) -> Set<String> {
      Set(
        archive.claims.compactMap { claim in
          guard claim.method == method, claim.polarity == .supported, case .message(let message)? = claim.detail,
            message.direction == .inbound
          else { return nil }
          return message.event
        })
    }
    let admissions = [
      "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13", "A28", "A31", "A38", "A40", "A47",
    ].map { "ADT^\($0)" }
    let orders = ["ORM^O01", "OMG^O19", "OMI^O23", "ORU^R01"]
    #expect(received("hl7-message/table") == Set(admissions + orders + ["QBP^Q22"]))
    #expect(
      received("hl7-message/section") == Set(admissions + orders + ["ADT^A10", "SIU^S12", "SIU^S13", "SIU^S15"]))
    // The overview denies sending OMI^O23, and a section describes it.
    #expect(
      archive.claims.contains { claim in
        guard case .message(let message)? = claim.detail else { return false }
        return message.event == "OMI^O23" && message.direction == .outbound && !claim.disputedBy.isEmpty
      })
  }
}
