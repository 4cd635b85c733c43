/// Phrases that are looked for in texts, word by word, whatever their capitals and the space between them.
package struct PhraseList: Sendable {
  private let byFirstWord: [Substring: [[Substring]]]

  /// Takes phrases in small letters.
  package init(_ phrases: [String]) {
    byFirstWord = Dictionary(grouping: phrases.map { $0.split(separator: " ") }, by: { $0.first ?? "" })
  }

  /// The phrases in a text, each once, in the order of the text.
  package func found(in text: String) -> [String] {
    let lowered = text.lowercased()
    let words = lowered.split { !($0.isLetter || $0 == "/" || $0 == "-") }
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
}
