import Evidence
import Inventory
import Judgement
import Office
import Reports
import Specification
import Testing

@testable import Procurement

@Suite("Clarification questions")
struct ClarificationDraftTests {
  private static func evidence(
    _ id: String, _ kind: EvidenceKind, _ result: EvidenceVerdict.Result, words: String? = nil
  ) -> EvidenceVerdict {
    EvidenceVerdict(
      id: id, kind: kind, result: result, why: "why of \(id)", findings: [],
      citations: words.map {
        [Citation(document: "pacs.pdf", sha256: "", page: 14, table: "4-2", words: $0)]
      } ?? [], steps: [])
  }

  private static func card(_ evidence: [(String, RequirementState, [EvidenceVerdict])]) -> Scorecard {
    let rows = evidence.map { id, state, evidence in
      var row = Cards.Row(id, state)
      row.evidence = evidence
      return row
    }
    var card = Cards.card("acme", groups: [("STO", 1)], rows)
    card.contradictions = rows.filter { $0.state == .contradicted }.map(\.id)
    return card
  }

  private static let sample = card([
    (
      "STO-1", .contradicted,
      [evidence("claim", .statement, .holds, words: "Storage as SCP"), evidence("live", .probe, .fails)]
    ),
    ("STO-2", .notDemonstrated, [evidence("claim", .statement, .needsHumanEye, words: "may be configured")]),
    ("STO-3", .notDemonstrated, [evidence("claim", .statement, .silent)]),
    ("STO-4", .met, [evidence("claim", .statement, .holds, words: "yes")]),
    ("STO-5", .inconclusive, [evidence("live", .probe, .undetermined)]),
    ("STO-6", .partlyMet, [evidence("claim", .statement, .silent), evidence("live", .probe, .holds)]),
    ("STO-7", .notMet, [evidence("claim", .statement, .silent), evidence("live", .probe, .fails)]),
  ])

  @Test(
    "Contradictions, doubts and silence are asked about with their citation; what is met, or not the bidder's, is not")
  func causes() {
    let questions = ClarificationDraft.questions(of: Self.sample)
    #expect(questions.map(\.requirement) == ["STO-1@1", "STO-2@1", "STO-3@1", "STO-6@1"])
    #expect(questions.map(\.cause) == [.contradiction, .doubt, .silence, .silence])
    #expect(questions.map(\.number) == [1, 2, 3, 4])
    #expect(
      questions[0].grounds == [
        "The bid says “Storage as SCP” (pacs.pdf, page 14, table “4-2”).", "why of live",
      ])
  }

  @Test("Nothing is asked about evidence that the requirement does without")
  func spared() {
    var live = Self.evidence("live", .probe, .fails)
    let failing = ("STO-1", RequirementState.contradicted, [Self.evidence("claim", .statement, .holds), live])
    #expect(ClarificationDraft.questions(of: Self.card([failing])).first?.grounds.contains("why of live") == true)
    live.needed = false
    let spared = ("STO-1", RequirementState.contradicted, [Self.evidence("claim", .statement, .holds), live])
    #expect(ClarificationDraft.questions(of: Self.card([spared])).first?.grounds.contains("why of live") == false)
    var doubt = Self.evidence("claim", .statement, .needsHumanEye, words: "may be configured")
    doubt.needed = false
    #expect(ClarificationDraft.questions(of: Self.card([("STO-2", .met, [doubt])])).isEmpty)
  }

  @Test("A requirement that several systems leave open is asked about once")
  func once() {
    var card = Self.sample
    let bindings = card.groups[0].requirements[1].bindings
    card.groups[0].requirements[1].bindings = bindings + bindings
    #expect(ClarificationDraft.questions(of: card) == ClarificationDraft.questions(of: Self.sample))
  }

  @Test("Numbers stay for good: what is settled is closed, what is new is numbered after all others")
  func numbers() {
    let first = ClarificationDraft.questions(of: Self.sample)
    let later = Self.card([
      ("STO-0", .notDemonstrated, [Self.evidence("claim", .statement, .silent)]),
      ("STO-3", .notDemonstrated, [Self.evidence("claim", .statement, .silent)]),
    ])
    let second = ClarificationDraft.questions(of: later, previous: first)
    #expect(second.map(\.number) == [1, 2, 3, 4, 5])
    #expect(second.map(\.isOpen) == [false, false, true, false, true])
    #expect(second.map(\.requirement) == ["STO-1@1", "STO-2@1", "STO-3@1", "STO-6@1", "STO-0@1"])
    // Asked again it has its number again.
    #expect(ClarificationDraft.questions(of: Self.sample, previous: second).prefix(4) == first[...])
  }

  @Test(
    "A claim in words that promise nothing is asked about with its citation, and one without is not",
    arguments: [
      ("CT storage as SCP, where possible", ["where possible"]), ("JPEG 2000 is planned for 2027", ["planned"]),
      ("On the roadmap", ["on the roadmap"]), ("Typically within 2 s", ["typically"]),
      ("The transfer syntax is configurable", ["configurable"]), ("CT Image Storage: Yes", []),
      ("Unplanned outages are logged", []),
    ])
  func ambiguity(words: String, found: [String]) {
    #expect(VagueClaims.found(in: words) == found)
    let questions = ClarificationDraft.questions(
      of: Self.card([("STO-1", .met, [Self.evidence("claim", .statement, .holds, words: words)])]))
    #expect(questions.map(\.cause) == (found.isEmpty ? [] : [.ambiguity]))
    if let question = questions.first, let word = found.first {
      #expect(question.grounds == ["The bid says “\(words)” (pacs.pdf, page 14, table “4-2”): “\(word)”."])
    }
  }

  @Test("Vague notes of a declaration are asked about; what evaluators have read, and what a probe says, is not")
  func vagueDeclaration() {
    var declared = Self.evidence("d", .declaration, .holds)
    declared.why = "The bidder declares full support: “planned for the next release”."
    var assessed = Self.evidence("claim", .statement, .holds, words: "planned")
    assessed.assessed = .init(answer: .confirmed, reason: "It is there.", evaluators: ["first"])
    var probed = Self.evidence("live", .probe, .holds)
    probed.why = "It did as planned."
    let questions = ClarificationDraft.questions(
      of: Self.card([("STO-1", .met, [declared]), ("STO-2", .met, [assessed]), ("STO-3", .met, [probed])]))
    #expect(questions.map(\.requirement) == ["STO-1@1"] && questions.first?.cause == .ambiguity)
  }

  private static func record(_ questions: [ClarificationQuestion]) -> ClarificationRecord {
    ClarificationRecord(
      tender: "t", lot: nil, bid: "acme", bidder: "Acme", specification: "spec", version: "1", questions: questions)
  }

  @Test("The document and the tables hold the open questions alone, and no cell becomes a formula")
  func forms() throws {
    var questions = ClarificationDraft.questions(of: Self.sample)
    questions[1].isOpen = false
    questions[2].title = "=1+1 \"quoted\""
    questions[3].answer = BidderAnswers.Answer(number: 4, requirement: "STO-6@1", question: "?", answer: "Page 3.")
    let text = PlainDocument.render(
      ClarificationFiles.document(questions, bidder: "Acme", tender: "T", buyer: "B"), width: 300)
    #expect(text.contains("Question 1:") && !text.contains("Question 2:") && text.contains("Question 3:"))
    #expect(!text.contains("Question 4:"))
    let table = ClarificationFiles.separated(Self.record(questions))
    #expect(table.contains("\"3\"") && !table.contains("\"2\"") && !table.contains("\"4\""))
    #expect(table.contains("\"'=1+1 \"\"quoted\"\"\""))
    #expect(try ClarificationFiles.decode(ClarificationFiles.encode(Self.record(questions))) == Self.record(questions))
  }

  @Test("A question that was answered keeps its answer, is asked no more, and is told apart from one that is settled")
  func answered() {
    var card = Self.sample
    card.groups[0].requirements[2].answers = [
      BidderAnswers.Answer(number: 3, requirement: "STO-3@1", question: "?", answer: "Page 3 of the manual.")
    ]
    let first = ClarificationDraft.questions(of: card)
    #expect(first.map(\.state) == [.open, .open, .answered, .open])
    #expect(first[2].answer?.answer == "Page 3 of the manual.")
    #expect(ClarificationDraft.questions(of: Self.sample, previous: first).map(\.state) == first.map(\.state))
  }
}
