import Evidence
import Statements
import Testing

@Suite("Lists, sentences and templates")
struct ListedItemsTests {
  @Test(
    "Items that name classes and transfer syntaxes are read as lists, with the role of their introduction or their own")
  func items() {
    let read = ReadStatement(
      """
      ## Networking

      The AE provides standard conformance to the following SOP Classes as an SCU:

      - CT Image Storage (\(Known.ct))
      - MR Image Storage

      The following transfer syntaxes are supported:

      - Implicit VR Little Endian
      - `\(Known.jpegBaseline)` JPEG Baseline
      - anything else that is agreed
      """)
    #expect(read.classes == ["\(Known.ct) scu supported", "\(Known.mr) scu supported"])
    #expect(read.claims(.sopClass)[0].confidence >= Claim.decisiveConfidence)
    #expect(read.claims(.sopClass)[1].confidence < Claim.decisiveConfidence)
    #expect(read.syntaxes == ["\(Known.implicit) for all", "\(Known.jpegBaseline) for all"])
    let own = ReadStatement(
      "## SOP Classes\n\n- Verification (\(Known.verification)): SCU and SCP\n- CT Image Storage as SCP\n")
    #expect(
      own.classes == [
        "\(Known.verification) scu supported", "\(Known.verification) scp supported", "\(Known.ct) scp supported",
      ])
  }

  @Test("A stop after the identifier of an item is none of the name; one after other words makes it a sentence")
  func stops() {
    func classes(_ item: String) -> [String] {
      ReadStatement("## Networking\n\nThe AE supports the following SOP Classes as an SCU:\n\n- \(item)\n").classes
    }
    for end in [".", ";", ""] {
      #expect(classes("CT Image Storage, \(Known.ct)\(end)") == ["\(Known.ct) scu supported"], "\(end)")
      #expect(classes("CT Image Storage (\(Known.ct))\(end)") == ["\(Known.ct) scu supported"], "\(end)")
    }
    #expect(classes("\(Known.ct) is what scanners send.").isEmpty)
  }

  @Test(
    "A denial before a table denies its rows where it speaks of them, and nothing where it speaks of something else")
  func denialBeforeTable() {
    func polarities(_ sentence: String) -> Set<Claim.Polarity> {
      Set(
        ReadStatement(
          "## Networking\n\n\(sentence)\n\n| Transfer Syntax | UID |\n|---|---|\n"
            + "| JPEG Baseline | \(Known.jpegBaseline) |\n| Implicit VR Little Endian | \(Known.implicit) |\n"
        ).claims(.transferSyntax).map(\.polarity))
    }
    #expect(polarities("Private SOP Classes are not supported.") == [.supported])
    #expect(polarities("The following transfer syntaxes are not supported:") == [.notSupported])
    #expect(polarities("The transfer syntaxes in this table are not supported.") == [.notSupported])
  }

  @Test("What stands below a heading that denies is denied; a heading that speaks of support too denies nothing")
  func denyingHeading() {
    func classes(_ heading: String) -> [String] {
      ReadStatement("# Acme\n\n## SOP Classes\n\n### \(heading)\n\n- CT Image Storage (\(Known.ct)) as SCP\n").classes
    }
    #expect(classes("Not Supported") == ["\(Known.ct) scp not-supported"])
    #expect(classes("Unsupported SOP Classes") == ["\(Known.ct) scp not-supported"])
    #expect(classes("Supported and Unsupported SOP Classes") == ["\(Known.ct) scp supported"])
    #expect(classes("Supported SOP Classes") == ["\(Known.ct) scp supported"])
  }

  @Test(
    "What is to come, and what systems at the other end have to do, is no support; what is for them is",
    arguments: [
      ("The following SOP Classes will be supported as an SCP in a later release:", "unclear"),
      ("The remote system must support the following SOP Classes as an SCP:", "unclear"),
      ("The AE offers the following SOP Classes as an SCP to remote systems:", "supported"),
      ("The following SOP Classes will be accepted as an SCP:", "supported"),
    ])
  func othersAndLater(sentence: String, polarity: String) {
    let read = ReadStatement(
      "## Networking\n\n\(sentence)\n\n| SOP Class | UID |\n|---|---|\n| CT Image Storage | \(Known.ct) |\n")
    #expect(read.classes == ["\(Known.ct) scp \(polarity)"])
  }

  @Test("Items that are denied are recorded as denied, and items about anything else claim nothing")
  func otherItems() {
    let denied = ReadStatement(
      "## Networking\n\nThe following SOP Classes are not supported as SCP:\n\n- CT Image Storage (\(Known.ct))\n")
    #expect(denied.classes == ["\(Known.ct) scp not-supported"])
    let other = ReadStatement(
      "## Features\n\nThe product shows:\n\n- CT Image Storage\n- Implementation Class UID: 1.2.276.0.1.2.3\n")
    #expect(other.classes.isEmpty)
  }

  @Test("Private identifiers are classes where the introduction says so")
  func privateClasses() {
    let text = "Acme Shutdown  1.2.276.0.7230010.3.4.1915765545.1"
    let said = ReadStatement("## Networking\n\nAcme supports the following SOP Classes as an SCU:\n\n- \(text)\n")
    #expect(said.classes == ["1.2.276.0.7230010.3.4.1915765545.1 scu supported"])
    #expect(ReadStatement("## Networking\n\nAcme has these numbers:\n\n- \(text)\n").classes.isEmpty)
  }

  @Test("The side of an association gives the role where no word does, but storage commitment reports from either")
  func policies() {
    func claims(_ heading: String, _ uid: String) -> [Claim] {
      ReadStatement(
        "## STORE AE\n\n### \(heading)\n\n#### Presentation Contexts\n\n| Abstract Syntax | UID | Transfer Syntax |\n"
          + "|---|---|---|\n| Name | \(uid) | Implicit VR Little Endian |\n"
      ).claims(.sopClass)
    }
    #expect(claims("Association Initiation Policy", Known.ct).map(\.role) == [.scu])
    #expect(claims("Association Acceptance Policy", Known.ct).map(\.role) == [.scp])
    let commitment = claims("Association Initiation Policy", "1.2.840.10008.1.20.1")
    #expect(commitment.allSatisfy { $0.confidence < Claim.decisiveConfidence })
    #expect(claims("Other Policies", Known.ct).map(\.role) == [nil])
  }

  @Test("What a paragraph announces before a heading goes on below it, for each service in its own role")
  func announcements() {
    func table(_ uid: String) -> String { "| SOP Class | UID |\n|---|---|\n| Name | \(uid) |\n" }
    let find = "1.2.840.10008.5.1.4.1.2.2.1"
    let read = ReadStatement(
      """
      # Acme

      ## Supported Services

      Acme supports the Query/Retrieve service as an SCU and the Storage service as an SCP. The following SOP
      classes are supported:

      ### Query/Retrieve Service

      #### SOP Classes

      \(table(find))

      ### Storage Service

      #### SOP Classes

      \(table(Known.ct))
      """)
    #expect(read.classes == ["\(find) scu supported", "\(Known.ct) scp supported"])
  }

  @Test(
    "Sentences about others, about details and about courses of events claim nothing",
    arguments: [
      "Remote AEs are shown if they support the CT Image Storage SOP Class as an SCP.",
      "Support depends on Verification and when the SCP sends the report.",
      "The Verification SCU details are covered in the details of the conformance statement.",
    ])
  func sentences(text: String) {
    #expect(!ReadStatement("## Networking\n\n\(text)\n").classes.contains { $0.hasSuffix(" supported") })
  }

  @Test("Sentences claim transfer syntaxes by name, never decisively, and preferences claim none")
  func transferSyntaxSentences() {
    func read(_ text: String) -> [Claim] { ReadStatement("## Networking\n\n\(text)\n").claims(.transferSyntax) }
    let claims = read("The AE accepts the Implicit VR Little Endian and JPEG Baseline transfer syntaxes.")
    #expect(claims.map(\.uid) == [Known.implicit, Known.jpegBaseline])
    #expect(claims.allSatisfy { $0.confidence < Claim.decisiveConfidence && $0.polarity == .supported })
    #expect(read("The JPEG Baseline transfer syntax is not supported.").map(\.polarity) == [.notSupported])
    #expect(read("Of the transfer syntaxes, JPEG Baseline is the preferred one that is accepted.").isEmpty)
  }

  @Test("A template claims nothing and says so; a statement that keeps an instruction is read")
  func template() {
    let table = "| SOP Class | UID | SCP |\n|---|---|---|\n| CT Image Storage | \(Known.ct) | Yes |\n\n"
    func statement(_ instructions: Int) -> ReadStatement {
      ReadStatement(
        "## Networking\n\n" + table
          + String(repeating: "This section shall list what the application entity does.\n\n", count: instructions))
    }
    #expect(statement(20).classes.isEmpty && statement(20).problems.contains("template"))
    #expect(statement(2).classes == ["\(Known.ct) scp supported"] && !statement(2).problems.contains("template"))
  }

  @Test("Private classes named in one place and numbered in another are the same class")
  func namedElsewhere() {
    let read = ReadStatement(
      """
      ## Overview

      | SOP Class | SCU | SCP |
      |---|---|---|
      | Private Acme Object Storage | Yes | - |
      | Private Acme Other Storage | Yes | - |

      ## STORE AE

      | SOP Class | UID | SCP |
      |---|---|---|
      | Private Acme Object Storage | 1.2.276.0.99.1.2 | Yes |
      """)
    #expect(
      read.classes == ["1.2.276.0.99.1.2 scu supported", "- scu supported", "1.2.276.0.99.1.2 scp supported"])
    #expect(read.claims(.sopClass)[0].confidence < Claim.decisiveConfidence)
  }

  @Test("Mistyped and retired identifiers are reported with what is meant, and stay as they are printed")
  func registry() {
    func read(_ name: String, _ uid: String) -> ReadStatement {
      ReadStatement("## Networking\n\n| SOP Class | UID | SCP |\n|---|---|---|\n| \(name) | \(uid) | Yes |\n")
    }
    let slip = read("Something", "1.2.840.10008.5.1.4.1.1.1288")
    #expect(slip.problems == ["unregistered-uid"])
    #expect(slip.reading.problems[0].message.contains("1.2.840.10008.5.1.4.1.1.128"))
    #expect(slip.classes == ["1.2.840.10008.5.1.4.1.1.1288 scp supported"])
    #expect(read("CT Image Storage", "1.2.840.10008.5.1.4.1.1.2x").problems.contains("malformed-uid"))
    #expect(read("Ultrasound Image Storage", "1.2.840.10008.5.1.4.1.1.6").problems.contains("retired-uid"))
    #expect(read("CT Image Storage", Known.ct).problems.isEmpty)
  }
}
