/// What the catalogue says of a defect.
struct DefectAccount: Sendable {
  /// What goes wrong, in a sentence.
  let sentence: String
  /// The clause that is broken.
  let clause: String
  /// What becomes of patients and staff, in a sentence.
  let harm: String

  init(_ sentence: String, _ clause: String, _ harm: String) {
    self.sentence = sentence
    self.clause = clause
    self.harm = harm
  }
}

extension NamedDefect {
  typealias Account = DefectAccount
}
