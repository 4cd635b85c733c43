/// A position within text with inline markup, and what has been made of the text before it.
struct InlineScan {
  let scalars: [Unicode.Scalar]
  var position = 0
  var result: [Unicode.Scalar] = []
  /// Marks of which no end follows any more, so that none is looked for again.
  private var unended: Set<String> = []

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
    result.reserveCapacity(scalars.count)
  }

  var current: Unicode.Scalar? { scalar(position) }

  func scalar(_ index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

  func follows(_ mark: String) -> Bool { isMark(mark, at: position) }

  /// Takes scalars as they are.
  mutating func take(_ count: Int) {
    let end = min(scalars.count, position + count)
    result.append(contentsOf: scalars[position..<end])
    position = end
  }

  /// Takes scalars that something else stands for.
  mutating func replace(through end: Int, by other: [Unicode.Scalar]) {
    result.append(contentsOf: other)
    position = min(scalars.count, end)
  }

  /// A backslash takes the meaning from the next sign, and white space away.
  mutating func takeEscape() {
    position += 1
    guard let next = current else { return }
    if next != " ", next != "\n" { result.append(next) }
    position += 1
  }

  /// The contents of markup that starts here; nil where it does not start or never ends.
  mutating func content(
    between mark: String, isLiteral: Bool = false, isAfterRole: Bool = false
  ) -> Range<Int>? {
    guard isAfterRole || startsMarkup(), !unended.contains(mark), follows(mark) else { return nil }
    let start = position + mark.count
    guard let first = scalar(start), !first.properties.isWhitespace else { return nil }
    // A mark within quotes or brackets of its own stands for itself: "*".
    if let before = scalar(position - 1), let closing = Self.pairs[before], first == closing { return nil }
    var end = start + 1
    if !isLiteral, first == "\\" { end += 1 }
    while end < scalars.count {
      if scalars[end] == "\\", !isLiteral {
        end += 2
        continue
      }
      if isMark(mark, at: end), !scalars[end - 1].properties.isWhitespace, ends(mark, at: end + mark.count) {
        return start..<end
      }
      end += 1
    }
    unended.insert(mark)
    return nil
  }

  private func isMark(_ mark: String, at index: Int) -> Bool {
    guard index + mark.unicodeScalars.count <= scalars.count else { return false }
    return zip(mark.unicodeScalars, scalars[index...]).allSatisfy { $0 == $1 }
  }

  private func ends(_ mark: String, at index: Int) -> Bool {
    var after = index
    if mark == "`" || mark == "|" {
      if roleName(at: after) != nil { return true }
      while scalar(after) == "_", after < index + 2 { after += 1 }
    }
    return Self.mayEndMarkup(scalar(after))
  }

  /// Whether markup may start here: after nothing, white space or an opening sign.
  func startsMarkup() -> Bool {
    guard let before = scalar(position - 1) else { return true }
    // What an escaped space separates is separated.
    if before == " ", scalar(position - 2) == "\\" { return true }
    if scalar(position - 2) == "\\" { return false }
    if before.properties.isWhitespace || "'\"([{<-/:".unicodeScalars.contains(before) { return true }
    switch before.properties.generalCategory {
    case .openPunctuation, .initialPunctuation, .finalPunctuation, .dashPunctuation: return true
    case .otherPunctuation: return !before.isASCII
    default: return false
    }
  }

  /// Whether markup may end before this scalar.
  static func mayEndMarkup(_ next: Unicode.Scalar?) -> Bool {
    guard let next else { return true }
    if next.properties.isWhitespace || "'\")]}>-/\\:.,;!?|".unicodeScalars.contains(next) { return true }
    switch next.properties.generalCategory {
    case .closePunctuation, .initialPunctuation, .finalPunctuation, .dashPunctuation: return true
    case .otherPunctuation: return !next.isASCII
    default: return false
    }
  }

  /// The name of the role `:name:` at an index.
  func roleName(at index: Int) -> String? {
    guard scalar(index) == ":" else { return nil }
    var name = ""
    var end = index + 1
    while let scalar = scalar(end), name.utf8.count < 64 {
      if scalar == ":", self.scalar(end + 1) == "`" || !name.contains(":") && index > 0 && scalars[index - 1] == "`" {
        return name.isEmpty ? nil : name
      }
      guard Self.isWord(scalar) || "-_.+:".unicodeScalars.contains(scalar) else { return nil }
      name.unicodeScalars.append(scalar)
      end += 1
    }
    return nil
  }

  /// The label of `[label]` here.
  func bracketed(upTo limit: Int) -> String? {
    guard current == "[" else { return nil }
    var label = ""
    var end = position + 1
    while let scalar = scalar(end), label.unicodeScalars.count < limit {
      if scalar == "]" { return label.isEmpty ? nil : label }
      guard !scalar.properties.isWhitespace, scalar != "[" else { return nil }
      label.unicodeScalars.append(scalar)
      end += 1
    }
    return nil
  }

  /// Whether the name of a reference ends before the position: letters and digits, single signs between them.
  var endsReferenceName: Bool {
    var start = position
    var wasSign = true
    while start > 0, position - start < 80 {
      let before = scalars[start - 1]
      let isSign = "-_.+:".unicodeScalars.contains(before)
      guard isSign || Self.isWord(before) else { break }
      if isSign, wasSign { break }
      wasSign = isSign
      start -= 1
    }
    guard start < position, !wasSign else { return false }
    guard let before = scalar(start - 1) else { return true }
    return before.properties.isWhitespace || "'\"([{<-/".unicodeScalars.contains(before)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "(": ")", "[": "]", "{": "}", "<": ">",
  ]
}
