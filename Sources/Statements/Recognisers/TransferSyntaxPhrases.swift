import Foundation

/// Transfer syntaxes that a text names in running words.
enum TransferSyntaxPhrases {
  static func uids(in words: Words) -> [String] {
    var rest = words.joined
    var found: [(position: Int, uid: String)] = []
    for candidate in Registered.transferSyntaxPhrases(among: words)
    where rest.utf8Contains(" " + candidate.phrase + " ") {
      guard let range = rest.range(of: " " + candidate.phrase + " ") else { continue }
      found.append((rest.utf8.distance(from: rest.startIndex, to: range.lowerBound), candidate.uid))
      // The same length stays, so that positions keep their order.
      rest.replaceSubrange(range, with: String(repeating: " ", count: candidate.phrase.utf8.count + 2))
    }
    var seen: Set<String> = []
    return found.sorted { $0.position < $1.position }.map(\.uid).filter { seen.insert($0).inserted }
  }
}
