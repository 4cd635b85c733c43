/// Counts paragraphs and tables as they follow each other, for places that a user can find: `/body/tbl[3]/tr[7]`.
///
/// Elements that only group others, such as content controls, are not counted.
struct PlaceCounter {
  private var levels: [(path: String, counts: [String: Int])]

  /// Begins at the element around all others.
  init(root: String) { levels = [(root, [:])] }

  /// The path of the next element of this name.
  mutating func next(_ name: String) -> String {
    let last = levels.count - 1
    levels[last].counts[name, default: 0] += 1
    return "\(levels[last].path)/\(name)[\(levels[last].counts[name] ?? 1)]"
  }

  /// Goes into an element.
  mutating func enter(_ path: String) { levels.append((path, [:])) }

  /// Goes back to the element around.
  mutating func leave() { if levels.count > 1 { levels.removeLast() } }
}
