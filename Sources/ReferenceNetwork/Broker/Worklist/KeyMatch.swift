import DICOM

/// Holds a data set against the keys of a query and cuts it down to what was asked for (PS3.4 §C.2.2.2, §K.2.2.1).
struct KeyMatch {
  /// Keys that are passed over.
  var ignored: Set<Tag> = []
  /// Whether ranges of dates and times are taken for single values.
  var takesRangesLiterally = false

  /// Depth of sequences that is looked at; deeper keys match everything.
  private static let depth = 4

  /// Whether every key matches.
  func matches(_ keys: DataSet, _ item: DataSet, depth: Int = depth, inheriting: Sets = Sets()) -> Bool {
    let sets = Sets(
      keys: keys.characterSet(inheriting: inheriting.keys), item: item.characterSet(inheriting: inheriting.item))
    return keys.elements.allSatisfy { key in
      if key.tag == .specificCharacterSet || key.tag == .queryRetrieveLevel || ignored.contains(key.tag) { return true }
      if case .items(let wanted) = key.value {
        guard let first = wanted.first, !first.elements.isEmpty, depth > 0 else { return true }
        let held = item.items(key.tag) ?? []
        // Keys that are all empty match an absent sequence too.
        if held.isEmpty { return matches(first, DataSet(), depth: depth - 1, inheriting: sets) }
        return held.contains { matches(first, $0, depth: depth - 1, inheriting: sets) }
      }
      let wanted = keys.strings(key.tag, inheriting: sets.keys) ?? []
      guard !wanted.isEmpty, wanted != ["*"] || key.vr == .DA else { return true }
      let held = item.strings(key.tag, inheriting: sets.item) ?? []
      return held.contains { value in wanted.contains { matches($0, value, key.vr) } }
    }
  }

  /// Character sets of the keys and of the item.
  struct Sets {
    var keys = SpecificCharacterSet.standard
    var item = SpecificCharacterSet.standard
  }

  private func matches(_ wanted: String, _ held: String, _ vr: VR) -> Bool {
    switch vr {
    case .DA, .TM, .DT:
      guard let dash = wanted.firstIndex(of: "-"), !takesRangesLiterally else {
        return held == wanted || (vr != .DA && held.hasPrefix(wanted))
      }
      let (low, high) = (wanted[..<dash], wanted[wanted.index(after: dash)...])
      // A bound that is less precise reaches to its end.
      return (low.isEmpty || held >= low) && (high.isEmpty || held.prefix(high.count) <= high)
    case .UI, .IS, .DS, .US, .UL, .SS, .SL, .FL, .FD: return wanted == held
    case .PN: return Wildcard(wanted.trimmedCarets).matches(held.trimmedCarets)
    default: return Wildcard(wanted).matches(held)
    }
  }

  /// The attributes of an item that the keys ask for; what the item has not is empty (PS3.4 §K.2.2.3).
  func answer(_ keys: DataSet, _ item: DataSet, depth: Int = depth) -> DataSet {
    var answer = DataSet()
    for key in keys.elements where key.tag != .queryRetrieveLevel {
      if case .items(let wanted) = key.value {
        let held = item.items(key.tag) ?? []
        guard let first = wanted.first, !first.elements.isEmpty, depth > 0 else {
          answer.setItems(key.tag, held)
          continue
        }
        answer.setItems(key.tag, held.map { self.answer(first, $0, depth: depth - 1) })
      } else {
        answer[key.tag] = item[key.tag] ?? DataElement(tag: key.tag, vr: key.vr, value: .bytes(.init()))
      }
    }
    if let set = item[.specificCharacterSet] { answer[.specificCharacterSet] = set }
    return answer
  }
}

/// A text with `*` for any characters and `?` for one (PS3.4 §C.2.2.2.4).
struct Wildcard {
  private let pattern: [Character]

  /// Makes a pattern.
  init(_ text: some StringProtocol) { pattern = Array(text) }

  /// Whether a text is of the pattern. Time is at most the product of the lengths.
  func matches(_ text: some StringProtocol) -> Bool {
    let text = Array(text)
    var (place, at) = (0, 0)
    var star: Int?
    var mark = 0
    while at < text.count {
      if place < pattern.count, pattern[place] == "*" {
        (star, mark) = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[at] {
        place += 1
        at += 1
      } else if let star {
        place = star + 1
        mark += 1
        at = mark
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}

extension String {
  /// A person's name without the delimiters of components that are empty at its end.
  fileprivate var trimmedCarets: Substring {
    var rest = self[...]
    while rest.last == "^" || rest.last == "=" { rest.removeLast() }
    return rest
  }
}
