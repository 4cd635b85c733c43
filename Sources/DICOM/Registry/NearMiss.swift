/// Keywords that resemble a mistyped one, for hints in diagnostics.
enum NearMiss {
  /// The candidates nearest to a word, best first; empty where none is near enough to be a likely slip: within so many
  /// signs as told, else as suits the length of the word.
  static func suggestions(
    for word: String, among candidates: some Sequence<String>, limit: Int, slips: Int? = nil
  ) -> [String] {
    let key = folded(word.prefix(80))
    guard !key.isEmpty, limit > 0 else { return [] }
    let allowed = slips ?? max(2, key.count / 5)
    var found: [(distance: Int, candidate: String)] = []
    for candidate in candidates where abs(candidate.utf8.count - key.count) <= allowed {
      guard let distance = distance(key, folded(candidate), atMost: allowed), distance < key.count else { continue }
      found.append((distance, candidate))
    }
    return found.sorted { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }.prefix(limit).map(\.candidate)
  }

  private static func folded(_ word: some StringProtocol) -> [UInt8] {
    word.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; nil above the bound.
  private static func distance(_ left: [UInt8], _ right: [UInt8], atMost bound: Int) -> Int? {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        var best = min(previous[column + 1], current[column]) + 1
        best = min(best, previous[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      if let least = current.min(), least > bound { return nil }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count] <= bound ? previous[right.count] : nil
  }
}
