import XMLTree

/// The lists of a DOCX document, and how far they have counted.
struct WordNumbering {
  /// One level of a list.
  struct Level {
    var start = 1
    var format = "decimal"
    /// The number's form: `%1.%2`.
    var text = ""
    /// Whether every number in it is printed in digits.
    var isLegal = false
    /// Level, from 1, after which it begins anew; 0 for never.
    var restart: Int?
    /// Style of paragraphs that are numbered so.
    var style: String?

    /// Whether paragraphs get a bullet and no number.
    var isBullet: Bool { format == "bullet" }
  }

  private struct Definition {
    var levels: [Int: Level] = [:]
    /// The style that stands for another definition.
    var linkedStyle: String?
  }

  private struct List {
    var definition: String
    var levels: [Int: Level] = [:]
    var starts: [Int: Int] = [:]
    var isUsed = false
  }

  private var definitions: [String: Definition] = [:]
  private var lists: [String: List] = [:]
  private var counters: [String: [Int: Int]] = [:]

  /// Levels of a list, from 0.
  private static let deepest = 8

  /// Reads the part of lists.
  init(_ tree: MarkupTree?, styles: WordStyles) {
    guard let tree else { return }
    var styleDefinitions: [String: String] = [:]
    for index in tree.nodes.indices {
      switch tree.name(of: index) {
      case "abstractNum":
        guard let id = tree.attribute("abstractNumId", of: index) else { continue }
        definitions[id] = Definition(
          levels: Self.levels(of: tree, index), linkedStyle: tree.value("numStyleLink", of: index))
        if let style = tree.value("styleLink", of: index) { styleDefinitions[style] = id }
      case "num":
        guard let id = tree.attribute("numId", of: index), let definition = tree.value("abstractNumId", of: index)
        else { continue }
        var list = List(definition: definition)
        for override in tree.children("lvlOverride", of: index) {
          guard let level = Self.level(tree.attribute("ilvl", of: override)) else { continue }
          list.levels.merge(Self.levels(of: tree, override)) { $1 }
          if let start = tree.value("startOverride", of: override).flatMap({ Int($0) }) { list.starts[level] = start }
        }
        lists[id] = list
      default: continue
      }
    }
    for (id, definition) in definitions {
      guard let style = definition.linkedStyle else { continue }
      let target = styleDefinitions[style] ?? styles[style].list.flatMap { lists[$0]?.definition }
      if let target, target != id, let levels = definitions[target]?.levels { definitions[id]?.levels = levels }
    }
  }

  private static func level(_ text: String?) -> Int? {
    text.flatMap { Int($0) }.flatMap { (0...deepest).contains($0) ? $0 : nil }
  }

  private static func levels(of tree: MarkupTree, _ index: Int) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for child in tree.children("lvl", of: index) {
      guard let number = level(tree.attribute("ilvl", of: child)) else { continue }
      var level = Level()
      if let start = tree.value("start", of: child).flatMap({ Int($0) }) { level.start = min(max(0, start), 32_767) }
      level.format = tree.value("numFmt", of: child) ?? "decimal"
      level.text = String((tree.value("lvlText", of: child) ?? "").prefix(64))
      level.isLegal = tree.child("isLgl", of: child).map { tree.isOn($0) } ?? false
      level.restart = tree.value("lvlRestart", of: child).flatMap { Int($0) }
      level.style = tree.value("pStyle", of: child)
      levels[number] = level
    }
    return levels
  }

  /// The level of a list that a style takes.
  func level(ofStyle style: String, in list: String) -> Int? {
    guard let list = lists[list] else { return nil }
    let own = list.levels.first { $0.value.style == style }?.key
    return own ?? definitions[list.definition]?.levels.first { $0.value.style == style }?.key
  }

  /// Counts a paragraph.
  /// - Returns: The level's form, the number as printed, which is empty for bullets, and the depth from 1; nil where
  ///   there is no such list.
  mutating func next(list id: String, level: Int) -> (level: Level, label: String, depth: Int)? {
    let level = min(max(0, level), Self.deepest)
    guard var list = lists[id], let definition = definitions[list.definition] else { return nil }
    guard let form = form(level, list, definition) else { return nil }
    var counts = counters[list.definition] ?? [:]
    if !list.isUsed {
      // A list that overrides the start begins anew where it is first used.
      for number in list.starts.keys { counts[number] = nil }
      list.isUsed = true
      lists[id] = list
    }
    func start(_ number: Int) -> Int {
      min(max(0, list.starts[number] ?? self.form(number, list, definition)?.start ?? 1), 32_767)
    }
    counts[level] = (counts[level].map { $0 + 1 }) ?? start(level)
    for number in (0...Self.deepest) where number > level {
      let restart = self.form(number, list, definition)?.restart
      if restart != 0, restart.map({ level < $0 }) ?? true { counts[number] = nil }
    }
    counters[list.definition] = counts
    guard !form.isBullet else { return (form, "", level + 1) }
    var label = ""
    var isPlace = false
    for character in form.text {
      if isPlace, let digit = character.wholeNumberValue, digit >= 1 {
        let number = digit - 1
        let format = form.isLegal ? "decimal" : self.form(number, list, definition)?.format ?? "decimal"
        label += ListNumber.text(counts[number] ?? start(number), format: format)
        isPlace = false
      } else if character == "%" {
        isPlace = true
      } else {
        label.append(character)
        isPlace = false
      }
    }
    return (form, label, level + 1)
  }

  private func form(_ number: Int, _ list: List, _ definition: Definition) -> Level? {
    list.levels[number] ?? definition.levels[number]
  }
}
