import Evidence
import Testing

@testable import Judgement

@Suite("What is said of patients who are not of the run")
struct ForeignPatientsTests {
  private func judged(_ answers: [(patients: Int, pseudonyms: Int)]) -> [JudgedEvidence] {
    answers.enumerated().map { place, answer in
      var piece = JudgedEvidence(key: EvidenceKey(requirement: "RSR-00\(place)@1", binding: [:], evidence: "live"))
      piece.foreignAnswers = [
        .init(system: "a/gateway", kind: "dicom.await", patients: answer.patients, pseudonyms: answer.pseudonyms)
      ]
      return piece
    }
  }

  @Test("Strangers are called so, with the answer that held most of them")
  func strangers() {
    let problems = ForeignPatients.problems(of: judged([(1, 0), (3, 0)]))
    #expect(problems.map(\.subject) == ["a/gateway"])
    #expect(
      problems.first?.message.hasPrefix("dicom.await of RSR-001@1 returned 3 patients who are not of this run.") == true
    )
    #expect(problems.first?.message.contains("2 answers of the system held such patients.") == true)
  }

  @Test("Pseudonyms of which nothing shows whose they are, are not called patients who are not of the run")
  func pseudonyms() {
    let problems = ForeignPatients.problems(of: judged([(0, 1)]))
    #expect(problems.count == 1)
    #expect(problems.first?.message.contains("not of this run") == false)
    #expect(problems.first?.message.contains("nothing in them shows whether") == true)
  }

  @Test("Both are said of a system that sent both, and nothing of one that sent neither")
  func both() {
    #expect(ForeignPatients.problems(of: judged([(1, 2), (0, 1)])).count == 2)
    #expect(ForeignPatients.problems(of: judged([(0, 0)])).isEmpty)
  }
}
