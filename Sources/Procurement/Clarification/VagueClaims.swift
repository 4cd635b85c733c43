import Specification

/// Words by which a document seems to claim something and promises nothing that could be held against it.
enum VagueClaims {
  private static let phrases = PhraseList([
    "as far as possible", "at a later date", "best effort", "by arrangement", "can be configured", "coming soon",
    "configurable", "depending on configuration", "forthcoming", "future release", "future version", "generally",
    "if required", "in a future", "in development", "in principle", "normally", "on request", "on the roadmap",
    "planned",
    "roadmap", "subject to", "supports where possible", "typically", "under development", "upcoming", "usually",
    "where applicable", "where appropriate", "where possible", "where practicable", "will be available",
    "will be supported",
  ])

  /// Such words in a text, each once, the longer in the place of the shorter that it holds.
  static func found(in text: String) -> [String] {
    let found = phrases.found(in: text)
    return found.filter { phrase in !found.contains { $0 != phrase && $0.contains(phrase) } }
  }
}
