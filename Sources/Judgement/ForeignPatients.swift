import Evidence

/// What is to be said where systems returned patients who are not of the run.
enum ForeignPatients {
  /// A problem for each system that did, sorted.
  static func problems(of records: [EvidenceRecord]) -> [Problem] {
    struct Answers {
      var count = 0
      var most = 0
      var place = ""
    }
    var systems: [String: Answers] = [:]
    // Of several records of one item the last counts.
    let latest = Dictionary(records.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    let ordered = latest.values.sorted { ($0.requirement, $0.evidence) < ($1.requirement, $1.evidence) }
    for record in ordered {
      guard case .probe(let evidence) = record.content else { continue }
      for step in evidence.steps {
        guard let number = step.foreignPatients, number > 0 else { continue }
        var answers = systems[step.system] ?? Answers()
        answers.count += 1
        if number > answers.most {
          answers.most = number
          answers.place = "\(step.kind) of \(record.requirement)"
        }
        systems[step.system] = answers
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
