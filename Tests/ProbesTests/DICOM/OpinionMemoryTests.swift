import Testing

@testable import Probes

@Suite("Second opinions on the same file")
struct OpinionMemoryTests {
  @Test("An opinion on a file is asked for once, and that on another for itself")
  func once() {
    let memory = OpinionMemory(capacity: 8)
    var asked: [String] = []
    func opinion(on digest: String) -> SecondOpinion {
      memory.opinion(on: digest) {
        asked.append(digest)
        return .given(errors: [digest])
      }
    }
    #expect(["a", "b", "a", "b"].map(opinion) == ["a", "b", "a", "b"].map { .given(errors: [$0]) })
    #expect(asked == ["a", "b"])
  }

  @Test(
    "What was not given is asked for again",
    arguments: [SecondOpinion.endedEarly, .notInstalled, .notAsked])
  func notGiven(_ first: SecondOpinion) {
    let memory = OpinionMemory(capacity: 8)
    #expect(memory.opinion(on: "a") { first } == first)
    #expect(memory.opinion(on: "a") { .given(errors: []) } == .given(errors: []))
  }

  @Test("The earliest goes where there is no room for more")
  func bounded() {
    let memory = OpinionMemory(capacity: 2)
    for digest in ["a", "b", "c"] { _ = memory.opinion(on: digest) { .given(errors: []) } }
    #expect(memory.opinion(on: "c") { .endedEarly } == .given(errors: []))
    #expect(memory.opinion(on: "a") { .endedEarly } == .endedEarly)
  }
}
