import Testing

@testable import Evidence
@testable import Specification

@Suite("An exchange that did not complete")
struct FailureTests {
  /// Every predicate, negated and not, with every quantifier: on fields that the empty observation does not have.
  static let all: [String] = {
    var texts: [String] = []
    let predicates: [(path: String, several: String?, predicates: [String])] = [
      (
        "comment", "responses[*].comment",
        [
          "== x", "!= x", "contains x", "contains any [x]", "contains all [x]", "starts with x", "ends with x",
          "matches /x/", "exists", "is absent", "is empty",
          "in [x]", "conforms to nhs-number",
        ]
      ),
      (
        "sent", nil, ["== 1", "!= 1", "< 1", "<= 1", "> 1", ">= 1", "between 0 and 9", "in [1]", "exists", "is absent"]
      ),
      (
        "titles", nil,
        [
          "== [x]", "!= [x]", "contains x", "contains any [x]", "contains all [x]", "same set as [x]", "is empty",
          "exists", "is absent",
        ]
      ),
      ("outcome", "responses[*].status", ["exists", "is absent"]), ("responses.count", nil, ["== 0", "< 5", ">= 0"]),
      ("responses[status == failure].count", nil, ["== 0", "< 5"]),
      ("contexts[CTImageStorage]", nil, ["exists", "is absent"]),
      ("matches[0].PatientID", "matches[*].PatientID", ["== x", "is absent", "exists", "!= x"]),
      ("matches[*].ModalitiesInStudy", nil, ["contains CT", "is empty", "same set as [CT]"]),
    ]
    for (path, several, predicates) in predicates {
      for predicate in predicates {
        for not in ["", "not "] {
          texts.append("\(path) \(not)\(predicate)")
          guard let several else { continue }
          for quantifier in ["every", "some", "no"] { texts.append("\(quantifier) \(several) \(not)\(predicate)") }
        }
      }
    }
    return texts
  }()

  @Test(
    "Nothing holds on an empty record: it fails through the system, and is undecided through anything else",
    arguments: StepFailure.Blame.allCases)
  func empty(_ blame: StepFailure.Blame) throws {
    for text in Self.all {
      let assertion = try #require(Sample.assertion(text), "\(text)")
      let outcome = AssertionEvaluator.evaluate(
        assertion, on: .record([:]), schema: Sample.schema, failure: Sample.failure(blame), variables: Sample.variables)
      #expect(Sample.verdict(outcome) == (blame == .system ? "fails" : "exchange"), "\(text)")
      #expect(
        outcome.report.found.contains("the exchange ended before: the peer aborted"), "\(text): \(outcome.report.found)"
      )
    }
  }

  @Test(
    "Nothing that would not hold is failed for a fault of others",
    arguments: [StepFailure.Blame.configuration, .network, .silence, .harness, .person])
  func blame(_ blame: StepFailure.Blame) {
    #expect(
      Sample.verdict(
        "outcome == completed", changing: ["outcome": .string("timed-out")], failure: Sample.failure(blame))
        == "exchange")
    #expect(
      Sample.verdict(
        "outcome == timed-out", changing: ["outcome": .string("timed-out")], failure: Sample.failure(blame)) == "holds")
    #expect(Sample.verdict("every contexts[*].result == acceptance", failure: Sample.failure(blame)) == "exchange")
    for text in Self.all {
      let verdict = Sample.verdict(text, failure: Sample.failure(blame))
      #expect(verdict != "fails" && verdict != "unreadable", "\(text)")
    }
  }

  @Test("What is recorded is judged when the system ended the exchange")
  func system() {
    let failure = Sample.failure(.system)
    #expect(
      Sample.verdict("outcome == rejected", changing: ["outcome": .string("rejected")], failure: failure) == "holds")
    #expect(
      Sample.verdict("outcome == completed", changing: ["outcome": .string("rejected")], failure: failure) == "fails")
    #expect(Sample.verdict("contexts[CTImageStorage].result == acceptance", failure: failure) == "holds")
    #expect(Sample.verdict("every contexts[*].result in [acceptance, no-reason]", failure: failure) == "holds")
    #expect(Sample.verdict("matches[0].AccessionNumber is absent", failure: failure) == "holds")
  }

  @Test(
    "Of a list that was filling up, only what more elements could not undo holds",
    arguments: [
      ("every responses[*].status in [success, warning]", "fails"), ("no responses[*].status == failure", "fails"),
      ("some responses[*].status == success", "holds"),
      ("responses.count == 3", "fails"), ("responses.count >= 3", "holds"), ("responses.count > 2", "holds"),
      ("responses.count <= 3", "fails"), ("responses.count not < 3", "fails"),
      ("responses[status == failure].count == 0", "fails"), ("responses[status == success].count >= 2", "holds"),
      ("responses exists", "holds"),
      ("responses not is empty", "holds"), ("responses[0].status == success", "holds"),
      ("responses[7] is absent", "fails"),
    ])
  func partial(_ text: String, _ verdict: String) {
    #expect(Sample.verdict(text, failure: Sample.failure(.system)) == verdict)
    #expect(Sample.verdict(text, failure: Sample.failure(.network)) == (verdict == "fails" ? "exchange" : verdict))
  }
}
