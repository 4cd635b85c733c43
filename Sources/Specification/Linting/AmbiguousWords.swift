/// Words that two honest readers understand differently. A demand that rests on one cannot be judged: nobody can say when
/// an answer is quick enough or a format appropriate.
enum AmbiguousWords {
  private static let phrases: [[Substring]] = [
    "adequate", "adequately", "and/or", "appropriate", "appropriately", "as far as possible", "as soon as possible",
    "best effort", "best practice", "easily", "efficient", "efficiently", "etc", "flexible", "generally",
    "if necessary", "if needed", "industry standard", "intuitive", "minimal", "normally", "optimal", "promptly",
    "quickly", "reasonable", "reasonably", "robust", "seamless", "seamlessly", "state of the art", "sufficient",
    "sufficiently", "timely", "typically", "user-friendly", "usually", "where possible", "where practicable",
  ].map { $0.split(separator: " ") }

  private static let byFirstWord = Dictionary(grouping: phrases, by: { $0.first ?? "" })

  /// The words in a text, each once, in the order of the text.
  static func found(in text: String) -> [String] {
    let words = text.lowercased().split { !($0.isLetter || $0 == "/" || $0 == "-") }
    var found: [String] = []
    for (index, word) in words.enumerated() {
      guard let phrases = byFirstWord[word] else { continue }
      for phrase in phrases where words[index...].starts(with: phrase) {
        let name = phrase.joined(separator: " ")
        if !found.contains(name) { found.append(name) }
      }
    }
    return found
  }

  /// How often a text demands: each `shall`.
  static func demands(in text: String) -> Int { text.split { !$0.isLetter }.count { $0 == "shall" } }
}
