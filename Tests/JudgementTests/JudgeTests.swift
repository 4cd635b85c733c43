import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("Judging a record")
struct JudgeTests {
  private static let all = [
    Sample.item("claim", .statement), Sample.item("live", .probe), Sample.item("word", .declaration),
    Sample.item("mark", .assessment),
  ]

  private func evidence(_ input: JudgementInput) -> [String: EvidenceVerdict] {
    let found = Sample.judge(input).verdict("STO-A")?.bindings.first?.evidence ?? []
    return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
  }

  @Test("Nothing gathered: papers and probes are undetermined, an unanswered declaration and a missing mark are silent")
  func nothingGathered() throws {
    let found = evidence(try Sample.input(Sample.rules([Sample.requirement("STO-A", evidence: Self.all)])))
    #expect(found["claim"]?.result == .undetermined)
    #expect(found["live"]?.result == .undetermined)
    #expect(found["word"]?.result == .silent)
    #expect(found["mark"]?.result == .silent)
    #expect(found["mark"]?.why == "No mark of the evaluators is recorded. They decide: “How good?”")
    #expect(found["live"]?.why == "It was not gathered in this run, which says nothing of the bidder.")
  }

  @Test("A declaration that was given but not recorded is undetermined")
  func unrecordedDeclaration() throws {
    var input = try Sample.input(Sample.rules([Sample.requirement("STO-A", evidence: Self.all)]))
    input.plan.declaration = Declaration(
      specification: "spec", version: "1", answers: ["STO-A@1": Declaration.Answer(level: .full, span: Sample.span)])
    #expect(evidence(input)["word"]?.result == .undetermined)
  }

  @Test("What could not be gathered through nobody's fault is silent, with its reason")
  func notGathered() throws {
    var input = try Sample.input(Sample.rules([Sample.requirement("STO-A")]))
    input.records = [
      EvidenceRecord(
        requirement: "STO-A@1", binding: ["archive": "site0/pacs"], evidence: "live",
        content: .notGathered(reason: "the network file does not permit writing to site0/pacs"))
    ]
    let scorecard = Sample.judge(input)
    #expect(scorecard.verdict("STO-A")?.state == .notDemonstrated)
    #expect(
      scorecard.verdict("STO-A")?.why
        == "Nothing shows it. It was not tried: the network file does not permit writing to site0/pacs.")
    #expect(scorecard.exitCode == 0)
  }

  @Test("Records of another revision, another system or another kind do not count", arguments: [0, 1, 2])
  func foreignRecords(index: Int) throws {
    var input = try Sample.input(Sample.rules([Sample.requirement("STO-A")]), ["STO-A": [[.holds]]])
    switch index {
    case 0: input.records[0].requirement = "STO-A@2"
    case 1: input.records[0].binding = ["archive": "site1/pacs"]
    default:
      input.records[0].content = .declaration(DeclarationEvidence(observation: .record([:]), source: Sample.span))
    }
    #expect(Sample.judge(input).verdict("STO-A")?.state == .inconclusive)
  }

  @Test("Of several records of one item the last counts")
  func lastRecord() throws {
    let rules = Sample.rules([Sample.requirement("STO-A")])
    var input = try Sample.input(rules, ["STO-A": [[.undetermined]]])
    input.records += try Sample.input(rules, ["STO-A": [[.holds]]]).records
    #expect(Sample.judge(input).verdict("STO-A")?.state == .met)
  }

  @Test("Evidence that is judged as it is read gives the same scorecard, in whatever order its pieces come")
  func pieceByPiece() throws {
    let items = Self.all.dropLast()
    var input = try Sample.input(
      Sample.rules([Sample.requirement("STO-A", evidence: Array(items)), Sample.requirement("STO-B")]),
      network: Sample.archives(3),
      [
        "STO-A": [[.holds, .holds, .fails], [.fails, .silent, .holds], [.silent, .undetermined, .holds]],
        "STO-B": [[.holds], [.fails], [.undetermined]],
      ])
    let whole = Judge.judge(input)
    let review = EvidenceReview(input)
    let records = input.records
    input.records = []
    for pieces in [records, records.reversed()] {
      #expect(Judge.judge(input, judged: pieces.map(review.judged)) == whole)
    }
    #expect(Judge.judge(input, judged: []) == Judge.judge(input))
    #expect(Judge.judge(input) != whole)
  }

  @Test("A declaration recorded once serves every system")
  func sharedDeclaration() throws {
    var input = try Sample.input(
      Sample.rules([Sample.requirement("STO-A", evidence: [Sample.item("word", .declaration)])]),
      network: Sample.archives(2), ["STO-A": [[.holds]]])
    input.records = [
      EvidenceRecord(requirement: "STO-A@1", binding: [:], evidence: "word", content: input.records[0].content)
    ]
    #expect(Sample.judge(input).verdict("STO-A")?.state == .met)
  }

  @Test("An undetermined probe makes the result provisional even where the state is certain without it")
  func provisional() throws {
    let items = [Sample.item("claim", .statement), Sample.item("live", .probe)]
    let input = try Sample.input(
      Sample.rules([Sample.requirement("STO-A", evidence: items)]), ["STO-A": [[.fails, .undetermined]]])
    #expect(Sample.judge(input).verdict("STO-A")?.state == .notMet)
    #expect(Sample.judge(input).exitCode == 3)
  }

  @Test(
    "Every state is reached",
    arguments: [
      (RequirementState.met, [EvidenceVerdict.Result.holds, .holds]), (.partlyMet, [.silent, .holds]),
      (.notMet, [.fails, .fails]), (.contradicted, [.holds, .fails]), (.notDemonstrated, [.silent, .silent]),
      (.inconclusive, [.holds, .undetermined]),
    ])
  func states(state: RequirementState, results: [EvidenceVerdict.Result]) throws {
    let items = [Sample.item("claim", .statement), Sample.item("live", .probe)]
    let requirement = Sample.requirement(
      "STO-A", evidence: items,
      partial: [Sample.partial(2, 5, when: .and([.evidence("live"), .not(.evidence("claim"))]))])
    let scorecard = Sample.judge(try Sample.input(Sample.rules([requirement]), ["STO-A": [results]]))
    #expect(scorecard.verdict("STO-A")?.state == state)
    #expect(scorecard.score.states[state.rawValue] == 1)
    #expect(scorecard.contradictions == (state == .contradicted ? ["STO-A"] : []))
  }

  private func why(
    _ rows: [[EvidenceVerdict.Result]], partial: [PartialCredit] = [], credit: CreditRule = .allOrNothing
  ) throws -> String {
    let items = [Sample.item("claim", .statement), Sample.item("live", .probe)]
    let requirement = Sample.requirement("STO-A", evidence: items, partial: partial, credit: credit)
    let input = try Sample.input(
      Sample.rules([requirement]), network: Sample.archives(rows.count), ["STO-A": rows])
    return Sample.judge(input).verdict("STO-A")?.why ?? ""
  }

  @Test("A contradiction tells both sides")
  func tellsBothSides() throws {
    #expect(
      try why([[.holds, .fails]]) == """
        The statement claims it: expected “status is success”, found status is holds. Yet Arc 1.0 (site0/pacs) did \
        otherwise in step “ask”: expected “status is success”, found status is fails.
        """)
  }

  @Test("Partly met gives the specification's reason, the credit and what is missing")
  func tellsPart() throws {
    let partial = Sample.partial(2, 5, when: .and([.evidence("live"), .not(.evidence("claim"))]))
    #expect(
      try why([[.silent, .holds]], partial: [partial]) == """
        Works but is not documented. It earns 0.40 of its points. acme.txt says nothing about it (expected: “status is \
        success”).
        """)
  }

  @Test("Inconclusive tells the cause and what it means for the score")
  func tellsInconclusive() throws {
    #expect(
      try why([[.holds, .undetermined]]) == """
        It could not be tested in step “ask” with Arc 1.0 (site0/pacs), because the network gave no answer: no answer \
        within 5 s. This is not held against the system. The score counts it as anything between none and all of its points.
        """)
  }

  @Test("Over several systems the count comes first, then the gravest case")
  func tellsSeveral() throws {
    #expect(
      try why([[.holds, .holds], [.fails, .fails], [.fails, .fails]]) == """
        Met for 1 of 3 systems. Not met for Arc 1.0 (site1/pacs) and 1 more: Arc 1.0 (site1/pacs) did otherwise in \
        step “ask”: expected “status is success”, found status is fails.
        """)
    #expect(
      try why([[.holds, .holds], [.holds, .holds]]).hasPrefix("Met for all 2 systems: Arc 1.0 (site0/pacs) and "))
    #expect(
      try why([[.silent, .silent], [.silent, .silent]]).hasPrefix("Met for none of 2 systems. Not demonstrated for "))
    #expect(
      try why([[.holds, .holds], [.holds, .fails]], credit: .proportional)
        .hasPrefix("Met for 1 of 2 systems. Contradicted for Arc 1.0 (site1/pacs): "))
  }

  @Test("A contradiction at one of several systems is listed though the requirement earns credit")
  func listsContradictions() throws {
    let items = [Sample.item("claim", .statement), Sample.item("live", .probe)]
    let input = try Sample.input(
      Sample.rules([Sample.requirement("STO-A", evidence: items, credit: .proportional)]),
      network: Sample.archives(2), ["STO-A": [[.holds, .holds], [.holds, .fails]]])
    let scorecard = Sample.judge(input)
    #expect(scorecard.verdict("STO-A")?.state == .partlyMet)
    #expect(scorecard.contradictions == ["STO-A"])
  }

  @Test("Secrets are not shown, other inputs with value and origin")
  func inputs() throws {
    var rules = Sample.rules([])
    rules.inputs = [
      "token": InputValue(
        title: "Token", type: .string, value: .string("xyzzy"), isSecret: true, origin: .environment("T")),
      "first-image": InputValue(
        title: "First image", type: .duration, value: .duration(nanoseconds: 5_000_000_000), origin: .profile("lot-2")),
      "pdu": InputValue(title: "PDU", type: .size, value: .size(bytes: 65536), origin: .commandLine),
    ]
    let scorecard = Sample.judge(try Sample.input(rules))
    #expect(
      scorecard.specification.inputs.map { "\($0.name) \($0.value) \($0.origin)" } == [
        "first-image 5 s profile lot-2", "pdu 64 KiB command line", "token (secret) environment variable T",
      ])
    #expect(!String(decoding: try ScorecardCoding.encode(scorecard), as: UTF8.self).contains("xyzzy"))
  }

  @Test("The canonical form is read back without loss and ends in one newline")
  func coding() throws {
    let scorecard = Sample.judge(
      try Sample.input(Sample.rules([Sample.requirement("STO-A")]), ["STO-A": [[.undetermined]]]))
    let bytes = try ScorecardCoding.encode(scorecard)
    #expect(try ScorecardCoding.decode(bytes) == scorecard)
    #expect(bytes.last == 0x0A && bytes.dropLast().last == UInt8(ascii: "}"))
  }

  @Test("Bytes that are no scorecard, and scorecards of a later edition, are refused with a reason")
  func refuses() throws {
    #expect(throws: ScorecardCodingError.self) { try ScorecardCoding.decode([]) }
    #expect(throws: ScorecardCodingError.self) { try ScorecardCoding.decode(Array("{}".utf8)) }
    var scorecard = Sample.judge(try Sample.input(Sample.rules([])))
    scorecard.edition = 2
    let bytes = try ScorecardCoding.encode(scorecard)
    #expect(throws: ScorecardCodingError.unknownEdition(2)) { try ScorecardCoding.decode(bytes) }
  }
}
