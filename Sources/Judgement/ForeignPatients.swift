import Evidence

/// What is to be said where systems returned patients who are not of the run.
enum ForeignPatients {
  /// A problem for each system that did, sorted.
  static func problems(of judged: [JudgedEvidence]) -> [Problem] {
    struct Answers {
      var count = 0
      var most = 0
      var place = ""
    }
    var systems: [String: Answers] = [:]
    // Of several records of one item the last counts.
    var latest: [EvidenceKey: Int] = [:]
    for (place, piece) in judged.enumerated() { latest[piece.key] = place }
    let ordered = judged.enumerated().filter { latest[$1.key] == $0 && !$1.foreignAnswers.isEmpty }.sorted {
      left, right in
      (left.element.key.requirement, left.element.key.evidence, left.offset)
        < (right.element.key.requirement, right.element.key.evidence, right.offset)
    }
    for (_, piece) in ordered {
      for answer in piece.foreignAnswers {
        var answers = systems[answer.system] ?? Answers()
        answers.count += 1
        if answer.patients > answers.most {
          answers.most = answer.patients
          answers.place = "\(answer.kind) of \(piece.key.requirement)"
        }
        systems[answer.system] = answers
      }
    }
    return systems.sorted { $0.key < $1.key }.map { system, answers in
      let patients = answers.most == 1 ? "a patient who is" : "\(answers.most) patients who are"
      let further = answers.count == 1 ? "" : " \(answers.count) answers of the system held such patients."
      return Problem(
        area: "patients", subject: system,
        message: "\(answers.place) returned \(patients) not of this run.\(further) Nothing of them was kept in clear.",
        advice: """
          Find out who they are: no real person's record may be in a system that is evaluated. Name its own test patients \
          under test-patients in the network file.
          """)
    }
  }
}
