/// Finds the name that a mistyped one may have meant.
enum NearestName {
  /// The closest candidate within a third of the word's length; nil where none is close.
  static func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    let typed = folded(word)
    guard !typed.isEmpty, typed.count <= 100 else { return nil }
    let bound = max(1, typed.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(typed, folded(candidate), bound: bound)
      if distance <= bound, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Case, hyphens and underscores are what people mix up most, and cost nothing.
  private static func folded(_ word: String) -> [UInt8] {
    word.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " "): nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: byte
      }
    }
  }

  /// Edits from one to the other: insert, delete, replace, swap neighbours; beyond the bound some larger number.
  private static func distance(_ left: [UInt8], _ right: [UInt8], bound: Int) -> Int {
    guard abs(left.count - right.count) <= bound else { return bound + 1 }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var next = [row + 1]
      next.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, next[column] + 1, last[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        next.append(cost)
      }
      if next.min() ?? 0 > bound { return bound + 1 }
      beforeLast = last
      last = next
    }
    return last[right.count]
  }
}
