/// What the catalogue says of a defect, beside the rule of its actor that it breaks.
struct DefectFacts<Rule: Hashable & Sendable> {
  /// The rule.
  let rule: Rule
  /// What goes wrong, in a sentence.
  let sentence: String
  /// The clause that is broken.
  let clause: String
  /// What becomes of patients and staff, in a sentence.
  let harm: String

  init(_ rule: Rule, _ sentence: String, clause: String, harm: String) {
    self.rule = rule
    self.sentence = sentence
    self.clause = clause
    self.harm = harm
  }
}
