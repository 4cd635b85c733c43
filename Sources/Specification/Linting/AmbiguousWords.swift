/// Words that two honest readers understand differently. A demand that rests on one cannot be judged: nobody can say when
/// an answer is quick enough or a format appropriate.
enum AmbiguousWords {
  private static let phrases = PhraseList([
    "adequate", "adequately", "and/or", "appropriate", "appropriately", "as far as possible", "as soon as possible",
    "best effort", "best practice", "easily", "efficient", "efficiently", "etc", "flexible", "generally",
    "if necessary", "if needed", "industry standard", "intuitive", "minimal", "normally", "optimal", "promptly",
    "quickly", "reasonable", "reasonably", "robust", "seamless", "seamlessly", "state of the art", "sufficient",
    "sufficiently", "timely", "typically", "user-friendly", "usually", "where possible", "where practicable",
  ])

  /// The words in a text, each once, in the order of the text.
  static func found(in text: String) -> [String] { phrases.found(in: text) }

  /// How often a text demands: each `shall`.
  static func demands(in text: String) -> Int { text.split { !$0.isLetter }.count { $0 == "shall" } }
}
