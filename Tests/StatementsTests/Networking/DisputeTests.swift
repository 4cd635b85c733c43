import Evidence
import Statements
import Testing

@Suite("Disputes within a statement")
struct DisputeTests {
  private func statement(overview: String, table: String, context: String, entity: String = "STORE") -> ReadStatement {
    ReadStatement(
      """
      # Acme Conformance Statement

      ## Overview

      | SOP Classes | UID | User of Service (SCU) | Provider of Service (SCP) |
      |---|---|---|---|
      | CT Image Storage | \(Known.ct) | - | \(overview) |

      ## \(entity) AE

      | SOP Class | UID | SCP |
      |---|---|---|
      | CT Image Storage | \(Known.ct) | \(table) |

      ### Accepted Presentation Contexts

      | Abstract Syntax Name | UID | Transfer Syntax Name | Transfer Syntax UID | Role |
      |---|---|---|---|---|
      | CT Image Storage | \(Known.ct) | Implicit VR Little Endian | \(Known.implicit) | \(context) |
      """)
  }

  @Test("Trust falls from the presentation contexts over the table of the entity to the overview")
  func trust() {
    let claims = statement(overview: "Yes", table: "Yes", context: "SCP").claims(.sopClass)
    #expect(claims.map(\.applicationEntity) == [nil, "STORE", "STORE"])
    #expect(zip(claims, claims.dropFirst()).allSatisfy { $0.confidence < $1.confidence })
    #expect(claims.allSatisfy { $0.confidence >= Claim.decisiveConfidence && $0.disputedBy.isEmpty })
  }

  @Test("Every place that says otherwise is listed, the most trusted first")
  func places() {
    let claims = statement(overview: "No", table: "No", context: "SCP").claims(.sopClass)
    #expect(claims.count == 3)
    #expect(claims[2].disputedBy.map(\.line) == [claims[1].evidence[0].line, claims[0].evidence[0].line])
    #expect(claims[0].disputedBy.map(\.line) == [claims[2].evidence[0].line])
  }

  @Test(
    "An entity that denies disputes what the product as a whole claims only where no other entity bears it out",
    arguments: [("Yes", "Yes", false), ("Yes", "No", true), ("No", "Yes", true)])
  func borneOut(overview: String, other: String, isDisputed: Bool) {
    let claims = ReadStatement(
      """
      # Acme Conformance Statement

      ## Overview

      | SOP Classes | UID | User of Service (SCU) | Provider of Service (SCP) |
      |---|---|---|---|
      | CT Image Storage | \(Known.ct) | - | \(overview) |

      ## QUERY AE

      | SOP Class | UID | SCP |
      |---|---|---|
      | CT Image Storage | \(Known.ct) | No |

      ## STORE AE

      | SOP Class | UID | SCP |
      |---|---|---|
      | CT Image Storage | \(Known.ct) | \(other) |
      """
    ).claims(.sopClass)
    #expect(claims.map(\.applicationEntity) == [nil, "QUERY", "STORE"])
    #expect(claims.contains { !$0.disputedBy.isEmpty } == isDisputed, "\(claims)")
  }

  @Test("A transfer syntax for one class is disputed by a denial for all, not by one for another class")
  func transferSyntaxes() {
    func disputed(_ denial: String) -> Bool {
      let text = """
        ## Presentation Contexts

        | Abstract Syntax Name | UID | Transfer Syntax Name | Transfer Syntax UID | Role |
        |---|---|---|---|---|
        | CT Image Storage | \(Known.ct) | JPEG Baseline | \(Known.jpegBaseline) | SCP |

        ## Transfer Syntaxes

        | Transfer Syntax | UID | Support |
        |---|---|---|
        | JPEG Baseline | \(Known.jpegBaseline) | \(denial) |
        """
      return ReadStatement(text).claims(.transferSyntax).contains { !$0.disputedBy.isEmpty }
    }
    #expect(disputed("No"))
    #expect(!disputed("Yes"))
    #expect(!disputed("-"))
  }

  @Test("Two values of one property of one entity dispute each other; other entities, sides and bounds do not")
  func values() {
    func disputed(_ first: String, _ second: String, entity: String = "STORE") -> Bool {
      ReadStatement("## STORE AE\n\n- \(first)\n\n## \(entity) AE\n\n- \(second)\n").claims(.association)
        .contains { !$0.disputedBy.isEmpty }
    }
    #expect(disputed("Maximum PDU size: 16384", "Maximum PDU size: 32768"))
    #expect(!disputed("Maximum PDU size: 16384", "Maximum PDU size: 16 KB"))
    #expect(!disputed("Maximum PDU size: 16384", "Maximum PDU size: 32768", entity: "PRINT"))
    #expect(
      !disputed("Maximum number of associations as initiator: 1", "Maximum number of associations as acceptor: 9"))
    #expect(!disputed("Maximum number of associations: up to 20", "Maximum number of associations: 10"))
    #expect(disputed("Maximum number of associations: up to 5", "Maximum number of associations: 10"))
  }

  @Test(
    "Thousands of values of one property dispute each other within seconds, each with a few places",
    .timeLimit(.minutes(1)))
  func manyValues() {
    let rows = (0..<20_000).map { "| Maximum PDU Size | \(20_000 + $0) |\n" }.joined()
    let claims = ReadStatement("## Association\n\n| Parameter | Value |\n|---|---|\n\(rows)").claims(.association)
    #expect(claims.count == 20_000)
    #expect(claims.allSatisfy { (1...8).contains($0.disputedBy.count) })
  }
}
