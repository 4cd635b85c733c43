import Foundation

/// What a text takes out of a set: "all … except CT Image Storage".
enum ExceptedNames {
  static func sopClasses(in text: String) -> Set<String> {
    guard let rest = rest(of: text) else { return [] }
    let words = Words(rest)
    let printed = Registered.identifiers(inCell: rest)
    let named = Registered.sopClassPhrases(among: words).filter { words.has($0.phrase) }.map(\.uid)
    return Set(printed + named)
  }

  static func transferSyntaxes(in text: String) -> Set<String> {
    guard let rest = rest(of: text) else { return [] }
    let words = Words(rest)
    let printed = Registered.identifiers(inCell: rest)
    return Set(printed + TransferSyntaxPhrases.uids(in: words))
  }

  /// Whether what a sentence denies is only what it excepts.
  static func isException(_ sentence: Sentence) -> Bool {
    let lower = sentence.text.lowercased()
    guard let word = words.first(where: { lower.utf8Contains($0) }), let range = lower.range(of: word) else {
      return false
    }
    return !Sentence.all(in: String(lower[..<range.lowerBound])).contains(where: \.denies)
  }

  private static let words = ["except", "excluding", "other than", "but not"]

  private static func rest(of text: String) -> String? {
    let lower = text.lowercased()
    for word in words {
      if let range = lower.range(of: word) { return String(lower[range.upperBound...]) }
    }
    return nil
  }
}
