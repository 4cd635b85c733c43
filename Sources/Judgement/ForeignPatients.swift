import Evidence

/// What is to be said where systems returned patients who are not of the run.
enum ForeignPatients {
  /// The answers of a system.
  private struct Answers {
    var count = 0
    var most = 0
    var place = ""

    mutating func add(_ number: Int, _ answer: JudgedEvidence.ForeignAnswer, of requirement: String) {
      guard number > 0 else { return }
      count += 1
      if number > most { (most, place) = (number, "\(answer.kind) of \(requirement)") }
    }
  }

  /// A problem for each system that did, sorted, and one for each whose pseudonyms are nobody's for certain.
  static func problems(of judged: [JudgedEvidence]) -> [Problem] {
    var systems: [String: (patients: Answers, pseudonyms: Answers)] = [:]
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
        systems[answer.system, default: (Answers(), Answers())].patients.add(
          answer.patients, answer, of: piece.key.requirement)
        systems[answer.system]?.pseudonyms.add(answer.pseudonyms, answer, of: piece.key.requirement)
      }
    }
    return systems.sorted { $0.key < $1.key }.flatMap { system, answers in
      [patients(answers.patients, of: system), pseudonyms(answers.pseudonyms, of: system)].compactMap { $0 }
    }
  }

  private static func patients(_ answers: Answers, of system: String) -> Problem? {
    guard answers.count > 0 else { return nil }
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

  private static func pseudonyms(_ answers: Answers, of system: String) -> Problem? {
    guard answers.count > 0 else { return nil }
    let pseudonyms = answers.most == 1 ? "a pseudonym" : "\(answers.most) pseudonyms"
    let further = answers.count == 1 ? "" : " \(answers.count) answers of the system held such pseudonyms."
    return Problem(
      area: "patients", subject: system,
      message: """
        \(answers.place) returned objects without identity under \(pseudonyms), and nothing in them shows whether they \
        were made of this run's own objects.\(further)
        """,
      advice: """
        Make sure that the system exports nothing else to the harness while it is evaluated. Where it does not, these are \
        pseudonyms of this run's own patients.
        """)
  }
}
