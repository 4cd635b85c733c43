import XMLTree

/// The lists and the numbering of headings of an OpenDocument text, and how far they have counted.
struct OpenDocumentNumbering {
  private struct Level {
    var isBullet = false
    var format = ""
    var prefix = ""
    var suffix = ""
    var shownLevels = 1
    var start = 1
    /// The number's form, `%1%.%2%`, where it is given as one.
    var pattern: String?
  }

  private var lists: [String: [Int: Level]] = [:]
  private var counters: [String: [Int: Int]] = [:]

  /// The name under which headings are counted.
  static let outline = "\u{0}outline"

  /// Levels of a list, from 1.
  private static let deepest = 10

  /// Reads the lists of the parts.
  init(_ trees: [MarkupTree]) {
    for tree in trees {
      for index in tree.nodes.indices {
        switch tree.name(of: index) {
        case "outline-style": lists[Self.outline] = Self.levels(of: tree, index)
        case "list-style":
          if let name = tree.attribute("name", of: index) { lists[name] = Self.levels(of: tree, index) }
        default: continue
        }
      }
    }
  }

  private static func levels(of tree: MarkupTree, _ index: Int) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for child in tree.children(of: index) {
      guard let name = tree.name(of: child), name.contains("level-style"),
        let number = tree.attribute("level", of: child).flatMap({ Int($0) }), (1...deepest).contains(number)
      else { continue }
      var level = Level()
      level.isBullet = name.hasSuffix("bullet") || name.hasSuffix("image")
      level.format = format(tree.attribute("num-format", of: child) ?? "")
      level.prefix = String((tree.attribute("num-prefix", of: child) ?? "").prefix(40))
      level.suffix = String((tree.attribute("num-suffix", of: child) ?? "").prefix(40))
      level.shownLevels = tree.attribute("display-levels", of: child).flatMap { Int($0) } ?? 1
      level.start = bounded(tree.attribute("start-value", of: child)) ?? 1
      level.pattern = tree.attribute("num-list-format", of: child).map { String($0.prefix(100)) }
      levels[number] = level
    }
    return levels
  }

  private static func format(_ text: String) -> String {
    switch text {
    case "1": "decimal"
    case "a": "lowerLetter"
    case "A": "upperLetter"
    case "i": "lowerRoman"
    case "I": "upperRoman"
    default: "none"
    }
  }

  /// A number that a document gives for counting.
  static func bounded(_ text: String?) -> Int? { text.flatMap { Int($0) }.map { min(max(0, $0), 32_767) } }

  /// Begins to count a list anew.
  mutating func restart(_ list: String) { counters[list] = nil }

  /// Counts an item or heading.
  /// - Returns: The number as printed, empty for a bullet or none, and whether it is a bullet; nil where there is no
  ///   such list.
  mutating func next(_ list: String, level: Int, start: Int? = nil) -> (label: String, isBullet: Bool)? {
    let level = min(max(1, level), Self.deepest)
    guard let levels = lists[list], let form = levels[level] else { return nil }
    var counts = counters[list] ?? [:]
    counts[level] = start ?? counts[level].map { $0 + 1 } ?? form.start
    for deeper in level + 1..<Self.deepest + 2 { counts[deeper] = nil }
    counters[list] = counts
    guard !form.isBullet else { return ("", true) }
    guard form.format != "none" else { return ("", false) }
    func number(_ level: Int) -> String {
      let own = levels[level] ?? Level()
      return ListNumber.text(counts[level] ?? own.start, format: own.format)
    }
    if let pattern = form.pattern {
      let parts = pattern.split(separator: "%", omittingEmptySubsequences: false)
      let label = parts.enumerated().map { position, part in
        position % 2 == 1
          ? Int(part).flatMap { (1...Self.deepest).contains($0) ? number($0) : nil } ?? "" : String(part)
      }
      return (label.joined(), false)
    }
    let first = max(1, level - max(1, form.shownLevels) + 1)
    let numbers = (first...level).map(number).filter { !$0.isEmpty }
    return (form.prefix + numbers.joined(separator: ".") + form.suffix, false)
  }
}
