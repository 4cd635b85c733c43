import Evidence
import Statements
import Testing

@Suite("Answers in cells")
struct AnswerTests {
  private func read(_ cell: String, heading: String = "SCP") -> ReadStatement {
    ReadStatement(
      """
      ## SOP Classes

      | SOP Class | UID | \(heading) |
      |---|---|---|
      | CT Image Storage | \(Known.ct) | \(cell) |
      """)
  }

  @Test(
    "Yes and no are understood in their many ways",
    arguments: [
      ("Yes", "supported"), ("Y", "supported"), ("X", "supported"), ("\u{2713}", "supported"),
      ("\u{2714} *", "supported"), ("Yes (1)", "supported"), ("Yes (see note 2)", "supported"), ("Ja", "supported"),
      ("Oui", "supported"), ("\u{662F}", "supported"), ("No", "not-supported"), ("N/A", "not-supported"),
      ("Not supported", "not-supported"), ("Nein", "not-supported"), ("\u{5426}", "not-supported"),
      ("\u{2717}", "not-supported"), ("Planned", "unclear"),
    ])
  func answers(cell: String, polarity: String) {
    #expect(read(cell).classes == ["\(Known.ct) scp \(polarity)"])
  }

  @Test(
    "What answers nothing is silence", arguments: ["", "-", "\u{2014}", "1", "0", "Stored and Viewed", "Yes/No", "?"])
  func silence(cell: String) {
    #expect(read(cell).classes.isEmpty)
  }

  @Test(
    "A column of roles names one role or both, in words or in two answers",
    arguments: [
      ("SCU", ["scu supported"]), ("SCP", ["scp supported"]), ("Both", ["scu supported", "scp supported"]),
      ("SCU/SCP", ["scu supported", "scp supported"]), ("SCU,\u{00A0}SCP", ["scu supported", "scp supported"]),
      ("User", ["scu supported"]), ("Provider", ["scp supported"]),
      ("Yes/No", ["scu supported", "scp not-supported"]), ("-", []), ("None", []),
    ])
  func roles(cell: String, facts: [String]) {
    #expect(read(cell, heading: "SCU/SCP").classes == facts.map { "\(Known.ct) \($0)" })
  }

  @Test("Two answers follow the order of their heading")
  func order() {
    #expect(
      read("Yes/No", heading: "SCP/SCU").classes == ["\(Known.ct) scu not-supported", "\(Known.ct) scp supported"])
  }

  @Test("A note that makes the answer conditional is quoted; one that is not there is a dangling reference")
  func notes() {
    let table = """
      ## SOP Classes

      | SOP Class | UID | SCP |
      |---|---|---|
      | CT Image Storage | \(Known.ct) | Yes (see Note 2) |


      """
    let found = ReadStatement(table + "Note 1: Anything else.\n\nNote 2: Only if the archive option is licensed.\n")
    #expect(found.claims(.sopClass).map(\.availability) == [.conditional])
    #expect(found.claims(.sopClass).first?.condition?.contains("archive option") == true)
    let harmless = ReadStatement(table + "Note 2: This is the class of old.\n")
    #expect(harmless.claims(.sopClass).map(\.availability) == [.standard])
    #expect(ReadStatement(table).problems.contains("dangling-reference"))
    #expect(!found.problems.contains("dangling-reference"))
  }

  @Test("Marks of notes are signs, numbers or Roman numerals in either brackets; other words in brackets are none")
  func marks() {
    func availability(_ mark: String, _ note: String) -> Claim.Availability? {
      ReadStatement(
        "## SOP Classes\n\n| SOP Class | UID | SCP |\n|---|---|---|\n| CT Image Storage \(mark) | \(Known.ct) | Yes |\n\n"
          + "\(note) Only if the archive option is licensed.\n", "statement.md"
      ).claims(.sopClass).first?.availability
    }
    for mark in ["(1)", "(i)", "[2]", "[iv]", "(#)"] { #expect(availability(mark, mark) == .conditional, "\(mark)") }
    #expect(availability("[1]", "[2]") == .standard)
    #expect(availability("(retired)", "(retired)") == .standard)
  }

  @Test("Columns that say what is sent and received answer for a transfer syntax; remarks do not")
  func sendAndReceive() {
    func polarity(_ cells: String) -> [String] {
      ReadStatement(
        "## Transfer Syntaxes\n\n| Transfer Syntax | UID | Send | Receive |\n|---|---|---|---|\n"
          + "| JPEG Baseline | \(Known.jpegBaseline) | \(cells) |\n"
      ).claims(.transferSyntax).map { "\($0.polarity.rawValue) \($0.availability.rawValue)" }
    }
    #expect(polarity("N | N") == ["not-supported default"])
    #expect(polarity("N | Y") == ["supported default"])
    #expect(polarity("O | N") == ["supported configurable"])
    #expect(polarity("8 bits | fast") == ["supported default"])
  }

  @Test("What is not limited to a list is not denied")
  func notLimited() {
    func read(_ lead: String) -> [String] {
      ReadStatement(
        "# Acme\n\n## Storage SCP\n\n\(lead)\n\n| SOP Class | UID |\n|---|---|\n| CT Image Storage | \(Known.ct) |\n"
      ).classes
    }
    #expect(read("The AE accepts storage SOP classes, including but not limited to:") == ["\(Known.ct) scp supported"])
    #expect(read("The AE does not accept these storage SOP classes:") == ["\(Known.ct) scp not-supported"])
  }

  @Test("A table of DIMSE services claims verification, which has one class, and nothing of the others")
  func services() {
    let read = ReadStatement(
      "## Services\n\n| Service | Role | Notes |\n|---|---|---|\n| C-ECHO | SCP | |\n| C-STORE | SCP | |\n")
    #expect(read.classes == ["\(Known.verification) scp supported"])
    #expect(read.claims(.sopClass).allSatisfy { $0.confidence < Claim.decisiveConfidence })
  }
}
