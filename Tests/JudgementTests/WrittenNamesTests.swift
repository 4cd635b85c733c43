import Evidence
import Specification
import Testing

@testable import Judgement

/// Parts of a scorecard say in which order their names are written, which nothing but this holds against what they have.
@Suite("Names of what is written")
struct WrittenNamesTests {
  @Test("every part of a scorecard is written whole, and its names in order")
  func names() throws {
    let scorecard = Sample.judge(
      try Sample.input(Sample.rules([Sample.requirement("STO-A")]), ["STO-A": [[.undetermined]]]))
    let group = try #require(scorecard.groups.first)
    let requirement = try #require(group.requirements.first)
    let binding = try #require(requirement.bindings.first)
    let evidence = try #require(binding.evidence.first)
    let step = EvidenceVerdict.StepSummary(
      id: "", kind: "", system: "", endpoint: "", startedAt: "", outcome: "", duration: "", attempts: 1, failure: nil,
      transcript: nil)
    let finding = Finding(
      assertion: "", step: nil, result: .holds, expected: "", found: "", span: SourceSpan(file: "", line: 1, column: 1))
    let parts: [(any Sendable, [String])] = [
      (scorecard, Scorecard.CodingKeys.allCases.map(\.rawValue)),
      (scorecard.score, Score.CodingKeys.allCases.map(\.rawValue)),
      (group, GroupVerdict.CodingKeys.allCases.map(\.rawValue)),
      (requirement, RequirementVerdict.CodingKeys.allCases.map(\.rawValue)),
      (binding, BindingVerdict.CodingKeys.allCases.map(\.rawValue)),
      (evidence, EvidenceVerdict.CodingKeys.allCases.map(\.rawValue)),
      (step, EvidenceVerdict.StepSummary.CodingKeys.allCases.map(\.rawValue)),
      (finding, Finding.CodingKeys.allCases.map(\.rawValue)),
      (
        SiteMatrix.Cell(from: "", to: "", state: .met, bindings: 1),
        SiteMatrix.Cell.CodingKeys.allCases.map(\.rawValue)
      ),
    ]
    for (part, names) in parts {
      #expect(names == Mirror(reflecting: part).children.compactMap(\.label).sorted(), "\(type(of: part))")
    }
  }
}
