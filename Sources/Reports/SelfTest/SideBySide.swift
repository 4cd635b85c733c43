/// Two columns of a terminal, or one under the other where there is no room.
struct SideBySide {
  /// Characters of the page.
  let columns: Int

  /// From here on two columns can be read.
  private static let leastColumns = 100

  /// Whether the two stand beside each other.
  var isWide: Bool { columns >= Self.leastColumns }
  /// Characters of the left column, or of a line.
  var leftWidth: Int { isWide ? (columns - 5) * 11 / 20 : columns - 2 }
  /// Characters of the right column, or of a line.
  var rightWidth: Int { isWide ? columns - 5 - leftWidth : columns - 2 }

  /// The lines, the right column beginning beside a line of the left.
  func lines(left: [String], right: [String], from start: Int) -> [String] {
    guard isWide else { return right + left }
    // What is on the right stays beside what it is about, unless it would run far below it.
    let start = max(0, min(start, left.count - right.count))
    return (0..<max(left.count, start + right.count)).map { index in
      let first = left.indices.contains(index) ? left[index] : ""
      let second = right.indices.contains(index - start) ? right[index - start] : ""
      return first + String(repeating: " ", count: max(0, leftWidth - first.count))
        + (second.isEmpty ? " │" : " │ \(second)")
    }
  }
}
