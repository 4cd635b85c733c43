import Office

/// Two texts as one, word by word: what stayed, what went and what came.
enum WordDifference {
  /// Words beyond which the texts stand one after the other: finding the shortest way between two long and quite different
  /// texts takes the product of their lengths.
  private static let mostWords = 1_500

  /// The runs, marked.
  static func runs(from before: String, to after: String) -> [Run] {
    let (old, new) = (words(before), words(after))
    guard old.count <= mostWords, new.count <= mostWords else {
      return [Run(before, [.removed]), Run(" "), Run(after, [.added])]
    }
    let difference = new.difference(from: old)
    var isRemoved = [Bool](repeating: false, count: old.count)
    var isAdded = [Bool](repeating: false, count: new.count)
    for change in difference {
      switch change {
      case .remove(let offset, _, _): isRemoved[offset] = true
      case .insert(let offset, _, _): isAdded[offset] = true
      }
    }
    var runs: [Run] = []
    func add(_ word: Substring, _ marks: Set<Run.Mark>) {
      if let last = runs.indices.last, runs[last].marks == marks {
        runs[last].text += " \(word)"
      } else {
        if !runs.isEmpty { runs.append(Run(" ")) }
        runs.append(Run(String(word), marks))
      }
    }
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, isRemoved[left] {
        add(old[left], [.removed])
        left += 1
      } else if right < new.count, isAdded[right] {
        add(new[right], [.added])
        right += 1
      } else {
        if right < new.count { add(new[right], []) }
        left += 1
        right += 1
      }
    }
    return runs
  }

  private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
}
