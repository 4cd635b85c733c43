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
}
