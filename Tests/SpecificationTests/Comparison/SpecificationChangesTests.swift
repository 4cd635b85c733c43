import Testing

@testable import Specification

@Suite("Changes between versions, and what a specification covers")
struct SpecificationChangesTests {
  private static func requirement(_ id: String, revision: Int = 1, _ statement: String = "It shall answer.")
    -> Requirement
  {
    let place = SourceSpan(file: "a.yaml", line: revision, column: 1)
    let question = EvidenceItem(
      id: "mark", body: .assessment(question: "\(id.prefix(1))?", descriptors: []), span: place)
    return Requirement(
      id: id, revision: revision, group: "G", title: "Title \(id)", statement: statement,
      sources: [SourceReference(ref: "PS3.4", section: "B.5")], level: .scored, weight: 2, evidence: [question],
      require: .evidence("mark"), provenance: Provenance(state: .checked, note: "Catalogue row C-009."), span: place)
  }

  private static func rules(_ requirements: [Requirement], limit: Int64 = 5) -> RuleSet {
    RuleSet(
      id: "sample", version: "1", title: "Sample", sources: ["PS3.4": Source(title: "A"), "PS3.5": Source(title: "B")],
      inputs: [
        "limit": InputValue(title: "", type: .duration, value: .duration(nanoseconds: limit * 1_000_000_000)),
        "key": InputValue(title: "", type: .string, value: .string("hidden \(limit)"), isSecret: true),
      ],
      requirements: requirements)
  }

  @Test("A version differs in nothing from itself, wherever its lines stand")
  func same() {
    var moved = Self.requirement("A-1")
    moved.span.line = 99
    #expect(SpecificationChanges(from: Self.rules([Self.requirement("A-1")]), to: Self.rules([moved])).isEmpty)
  }

  @Test("Added, removed, renumbered and changed are told apart; thresholds are named and secrets never shown")
  func changes() {
    let old = Self.rules([
      Self.requirement("A-1"), Self.requirement("A-2"), Self.requirement("B-1", "Old."), Self.requirement("C-1", "C."),
    ])
    var weighed = Self.requirement("A-1")
    weighed.weight = 3
    let new = Self.rules(
      [
        weighed, Self.requirement("A-9"), Self.requirement("C-1", revision: 2, "C, and more."),
        Self.requirement("D-1", "D."),
      ],
      limit: 6)
    let changes = SpecificationChanges(from: old, to: new)
    #expect(changes.added.map(\.reference) == ["D-1@1"])
    #expect(changes.removed.map(\.reference) == ["B-1@1"])
    #expect(changes.renumbered.map { "\($0.before) \($0.after)" } == ["A-2@1 A-9@1"])
    #expect(
      changes.changed.map { "\($0.id) \($0.isWithoutRevision) \($0.differences.map(\.field))" } == [
        "A-1 false [\"weight\"]", "C-1 false [\"statement\"]",
      ])
    #expect(changes.settings == [.init(field: "input limit", before: "5 s", after: "6 s")])
  }

  @Test("What decides and changed without a new revision is flagged; a remark that changed is not")
  func silent() {
    var evidence = Self.requirement("A-1")
    evidence.evidence[0].body = .assessment(question: "Really?", descriptors: [])
    var remark = Self.requirement("A-1")
    remark.rationale = "Because."
    for (changed, expected) in [(evidence, true), (Self.requirement("A-1", "Other."), true), (remark, false)] {
      let changes = SpecificationChanges(from: Self.rules([Self.requirement("A-1")]), to: Self.rules([changed]))
      #expect(changes.changed.map(\.isWithoutRevision) == [expected])
    }
  }

  @Test("Coverage says what no system shows and why, which sections are referred to, and which rows are untouched")
  func coverage() {
    let catalogue = [("A-1", "a"), ("C-009", "named"), ("D-1", "part"), ("Z-1", "untouched")].map {
      (id: $0.0, title: $0.1)
    }
    var probed = Self.requirement("D-1a")
    probed.provenance = nil
    probed.evidence[0].body = .probe(steps: [Step(id: "s", kind: "dicom.echo", at: "archive", span: probed.span)])
    var paper = Self.requirement("A-1")
    paper.notTested = "What a screen shows\nis seen in no message."
    let coverage = SpecificationCoverage(
      Self.rules([paper, Self.requirement("A-2"), probed]), catalogue: catalogue)
    #expect(coverage.requirements.map(\.notTested) == [.assessmentOnly, .assessmentOnly, nil])
    #expect(coverage.requirements.map(\.reason) == ["What a screen shows is seen in no message.", nil, nil])
    #expect(
      coverage.sections.map { "\($0.source) \($0.section ?? "") \($0.requirements) \($0.probed)" } == [
        "PS3.4 B.5 [\"A-1\", \"A-2\", \"D-1a\"] [\"D-1a\"]"
      ])
    #expect(coverage.sourcesWithout == ["PS3.5"])
    #expect(coverage.catalogue?.map(\.requirements) == [["A-1"], ["A-1", "A-2"], ["D-1a"], []])
  }
}
