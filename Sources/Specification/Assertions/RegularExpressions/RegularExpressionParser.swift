/// The tree of a pattern.
indirect enum RegularExpressionTree {
  case empty
  case scalar(Unicode.Scalar)
  case any
  case set(ScalarSet)
  case assert(RegularExpression.Assertion)
  case sequence([RegularExpressionTree])
  case alternatives([RegularExpressionTree])
  case repetition(RegularExpressionTree, least: Int, most: Int?)
}

/// Reads a pattern.
struct RegularExpressionParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ pattern: String) throws(RegularExpression.Fault) {
    scalars = Array(pattern.unicodeScalars)
    guard !scalars.isEmpty else { throw RegularExpression.Fault(0..<0, "the regular expression is empty") }
    guard scalars.count <= RegularExpression.maximumLength else {
      throw RegularExpression.Fault(
        0..<scalars.count,
        "the regular expression has \(scalars.count) characters, \(RegularExpression.maximumLength) are allowed")
    }
  }

  mutating func parse() throws(RegularExpression.Fault) -> RegularExpressionTree {
    let tree = try alternatives(depth: 0)
    if position < scalars.count {
      throw fault(position..<(position + 1), "`)` closes no group", hint: "write `\\)` for the character")
    }
    return tree
  }

  private mutating func alternatives(depth: Int) throws(RegularExpression.Fault) -> RegularExpressionTree {
    var branches = [try sequence(depth: depth)]
    while position < scalars.count, scalars[position] == "|" {
      position += 1
      branches.append(try sequence(depth: depth))
    }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence(depth: Int) throws(RegularExpression.Fault) -> RegularExpressionTree {
    var parts: [RegularExpressionTree] = []
    while position < scalars.count, scalars[position] != "|", scalars[position] != ")" {
      let start = position
      let atom = try self.atom(depth: depth)
      parts.append(try repeated(atom, from: start))
    }
    return parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func atom(depth: Int) throws(RegularExpression.Fault) -> RegularExpressionTree {
    let start = position
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "(": return try group(from: start, depth: depth)
    case "[": return .set(try set(from: start))
    case ".": return .any
    case "^": return .assert(.start)
    case "$": return .assert(.end)
    case "\\": return try escape(from: start)
    case "*", "+", "?":
      throw fault(
        start..<position, "`\(scalar)` has nothing before it to repeat", hint: "write `\\\(scalar)` for the character")
    case "{":
      throw fault(start..<position, "`{` has nothing before it to repeat", hint: "write `\\{` for the character")
    case "]", "}":
      throw fault(start..<position, "`\(scalar)` closes nothing", hint: "write `\\\(scalar)` for the character")
    default: return .scalar(scalar)
    }
  }

  private mutating func group(from start: Int, depth: Int) throws(RegularExpression.Fault) -> RegularExpressionTree {
    guard depth < RegularExpression.maximumDepth else {
      throw fault(start..<position, "groups are nested more than \(RegularExpression.maximumDepth) deep")
    }
    if position < scalars.count, scalars[position] == "?" {
      guard position + 1 < scalars.count, scalars[position + 1] == ":" else {
        throw fault(
          start..<min(position + 2, scalars.count), "look-around, named groups and options are not part of the subset",
          hint: "groups are `(…)`; case matters, and `[Aa]` allows both")
      }
      position += 2
    }
    let tree = try alternatives(depth: depth + 1)
    guard position < scalars.count else { throw fault(start..<(start + 1), "the group that starts here has no `)`") }
    position += 1
    return tree
  }

  private mutating func repeated(
    _ atom: RegularExpressionTree, from start: Int
  ) throws(RegularExpression.Fault) -> RegularExpressionTree {
    guard position < scalars.count else { return atom }
    let bounds: (least: Int, most: Int?)
    switch scalars[position] {
    case "?": bounds = (0, 1)
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "{":
      bounds = try counts()
    default: return atom
    }
    position += 1
    if case .assert = atom {
      throw fault(start..<position, "an anchor can't be repeated")
    }
    if position < scalars.count, "?*+{".unicodeScalars.contains(scalars[position]) {
      throw fault(
        start..<(position + 1), "a repetition can't be repeated",
        hint: "greedy or lazy makes no difference to whether a text matches; group with `(…)` to repeat a repetition")
    }
    return .repetition(atom, least: bounds.least, most: bounds.most)
  }

  /// `{m}`, `{m,}`, `{m,n}`; leaves the position on the closing brace.
  private mutating func counts() throws(RegularExpression.Fault) -> (least: Int, most: Int?) {
    let start = position
    position += 1
    let least = number()
    var most = least
    if position < scalars.count, scalars[position] == "," {
      position += 1
      most = number()
    }
    guard position < scalars.count, scalars[position] == "}", let least else {
      throw fault(
        start..<min(position + 1, scalars.count), "a count is written `{m}`, `{m,}` or `{m,n}`",
        hint: "write `\\{` for the character")
    }
    let largest = max(least, most ?? 0)
    guard largest <= RegularExpression.maximumRepetition else {
      throw fault(start..<(position + 1), "a count is at most \(RegularExpression.maximumRepetition)")
    }
    if let most, most < least { throw fault(start..<(position + 1), "the counts are the wrong way round") }
    return (least, most)
  }

  /// Digits; beyond the greatest count the value stays just above it.
  private mutating func number() -> Int? {
    var value: Int?
    while position < scalars.count, Lexer.isDigit(scalars[position]) {
      let digit = Int(scalars[position].value) - 0x30
      value = min((value ?? 0) * 10 + digit, RegularExpression.maximumRepetition + 1)
      position += 1
    }
    return value
  }

  private mutating func escape(from start: Int) throws(RegularExpression.Fault) -> RegularExpressionTree {
    guard position < scalars.count else {
      throw fault(start..<position, "the regular expression ends within an escape")
    }
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case "b": return .assert(.wordBoundary)
    case "B": return .assert(.noWordBoundary)
    case "0"..."9":
      throw fault(start..<position, "back references are not part of the subset")
    default:
      if let set = Self.classes[scalar] { return .set(set) }
      return .scalar(try literal(scalar, from: start))
    }
  }

  private static let classes: [Unicode.Scalar: ScalarSet] = [
    "d": .digits, "w": .word, "s": .space,
    "D": ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true),
    "W": ScalarSet(ranges: ScalarSet.word.ranges, isNegated: true),
    "S": ScalarSet(ranges: ScalarSet.space.ranges, isNegated: true),
  ]

  /// The character that an escape stands for.
  private func literal(_ scalar: Unicode.Scalar, from start: Int) throws(RegularExpression.Fault) -> Unicode.Scalar {
    switch scalar {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    default:
      guard !Lexer.isLetter(scalar) || scalar == "_", !Lexer.isDigit(scalar) else {
        throw fault(
          start..<position, "`\\\(scalar)` is not an escape of the subset",
          hint: "escapes are \\d \\w \\s \\D \\W \\S \\b \\B \\n \\r \\t, and a backslash before any sign")
      }
      return scalar
    }
  }

  private mutating func set(from start: Int) throws(RegularExpression.Fault) -> ScalarSet {
    var set = ScalarSet()
    if position < scalars.count, scalars[position] == "^" {
      set.isNegated = true
      position += 1
    }
    let first = position
    while position < scalars.count, scalars[position] != "]" || position == first {
      let memberStart = position
      guard let low = try member(into: &set) else { continue }
      guard position + 1 < scalars.count, scalars[position] == "-", scalars[position + 1] != "]" else {
        set.ranges.append(low...low)
        continue
      }
      position += 1
      guard let high = try member(into: &set), low <= high else {
        throw fault(memberStart..<position, "the range has no order", hint: "write `\\-` for the character")
      }
      set.ranges.append(low...high)
    }
    guard position < scalars.count else { throw fault(start..<(start + 1), "the class that starts here has no `]`") }
    position += 1
    return set
  }

  /// One character of a class; nil where it was a class itself (`\d`), which is then taken in.
  private mutating func member(into set: inout ScalarSet) throws(RegularExpression.Fault) -> Unicode.Scalar? {
    let start = position
    let scalar = scalars[position]
    position += 1
    guard scalar == "\\" else { return scalar }
    guard position < scalars.count else {
      throw fault(start..<position, "the regular expression ends within an escape")
    }
    let escaped = scalars[position]
    position += 1
    guard let inner = Self.classes[escaped] else { return try literal(escaped, from: start) }
    guard !inner.isNegated else {
      throw fault(start..<position, "a complement can't stand within a class", hint: "negate the whole class: `[^\\d]`")
    }
    set.ranges += inner.ranges
    return nil
  }

  private func fault(_ range: Range<Int>, _ message: String, hint: String? = nil) -> RegularExpression.Fault {
    RegularExpression.Fault(range, message, hint: hint)
  }
}
