import Judgement
import Office
import Testing

@testable import Reports

@Suite("What changed between two runs")
struct ChangesDocumentTests {
  @Test(
    "A state stands with what it loses; what is met, does not apply or is not asked loses nothing",
    arguments: [
      (RequirementState.notMet, "not met, −1.20"), (.partlyMet, "partly met, −1.20"), (.met, "met"),
      (.notApplicable, "not applicable"), (nil, "not asked"),
    ] as [(RequirementState?, String)])
  func losses(state: RequirementState?, text: String) {
    #expect(ChangesDocument.cell(state, lost: "1.20").map(\.text).joined() == text)
  }
}
