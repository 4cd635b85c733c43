/// Holds a file's tree against the form that it must have and reports every difference.
package struct FormCheck {
  private let file: String
  private var diagnostics: [Diagnostic] = []

  /// All the differences in the order of the file.
  package static func check(_ node: YAMLNode, has shape: Shape, file: String) -> [Diagnostic] {
    var check = FormCheck(file: file)
    check.check(node, shape, of: "the file")
    return check.diagnostics
  }

  private init(file: String) { self.file = file }

  /// Most differences that are reported of one file: enough to see what is wrong, and a bound on the work.
  private static let most = 200

  private mutating func report(
    _ rule: ReadingRule, _ node: YAMLNode, _ message: String, hint: @autoclosure () -> String? = nil
  ) {
    guard diagnostics.count < Self.most else { return }
    let span = SourceSpan(file: file, line: node.line, column: node.column, length: node.length)
    diagnostics.append(Diagnostic(rule, at: span, message, hint: hint()))
  }

  private mutating func check(_ node: YAMLNode, _ shape: Shape, of owner: @autoclosure () -> String) {
    switch shape {
    case .any:
      if node.isMissing {
        report(.missingValue, node, "\(owner()) has no value", hint: "write `\"\"` for an empty text")
      }
    case .list(let element, let least):
      guard case .sequence(let elements) = node.content else { return wrongShape(node, "a list", of: owner()) }
      if elements.count < least { report(.emptyList, node, "\(owner()) must hold at least one element") }
      for item in elements { check(item, element, of: "an element of \(owner())") }
    case .map(let value):
      guard case .mapping(let entries) = node.content else { return wrongShape(node, "a mapping", of: owner()) }
      for entry in entries {
        checkName(entry.keyNode)
        check(entry.value, value, of: "`\(entry.key)`")
      }
    case .form(let form): check(node, form, of: owner())
    case .variant(let key, let variants): check(node, variants, on: key, of: owner())
    case .either(let scalar, let form):
      if case .mapping = node.content {
        check(node, form, of: owner())
      } else if node.text != nil {
        check(node, scalar, of: owner())
      } else {
        wrongShape(node, "a text or a mapping", of: owner())
      }
    case .block: checkBlock(node, of: owner())
    default:
      guard case .scalar(let text, let style) = node.content else {
        return wrongShape(node, Self.words(shape), of: owner())
      }
      if node.isMissing { return report(.missingValue, node, "\(owner()) has no value; expected \(Self.words(shape))") }
      checkScalar(node, text, isPlain: style == .plain, shape, of: owner())
    }
  }

  private mutating func check(_ node: YAMLNode, _ form: Form, of owner: @autoclosure () -> String) {
    guard case .mapping(let entries) = node.content else { return wrongShape(node, "a mapping", of: owner()) }
    if form == StepForms.procedureStep, let call = entries.first(where: { $0.key == "use" }) {
      return report(
        .nestedProcedure, call.keyNode, "a procedure can't use another one",
        hint: "write the other's steps out, or call both from the requirement")
    }
    for entry in entries {
      if let key = form.key(entry.key) {
        check(
          entry.value.isMissing ? placed(entry.value, at: entry.keyNode) : entry.value, key.shape, of: "`\(key.name)`")
      } else {
        report(
          .unknownKey, entry.keyNode, "unknown key `\(entry.key)` in \(article(form.name))",
          hint: NameSuggestion.hint(for: entry.key, among: form.keys.map(\.name)))
      }
    }
    for key in form.keys where key.required && !entries.contains(where: { $0.key == key.name }) {
      report(
        .missingKey, node, "\(article(form.name)) needs the key `\(key.name)`",
        hint: "`\(key.name)`: \(key.meaning)")
    }
    for set in form.atLeastOne where !entries.contains(where: { set.contains($0.key) }) {
      let names = set.map { "`\($0)`" }.joined(separator: ", ")
      report(.oneOfKeys, node, "\(article(form.name)) needs at least one of the keys \(names)")
    }
    for set in form.exactlyOne {
      guard entries.count(where: { set.contains($0.key) }) != 1 else { continue }
      let present = entries.filter { set.contains($0.key) }
      let names = set.map { "`\($0)`" }.joined(separator: ", ")
      if present.isEmpty {
        report(.oneOfKeys, node, "\(article(form.name)) needs one of the keys \(names)")
      } else if present.count > 1 {
        report(.oneOfKeys, present[1].keyNode, "\(article(form.name)) holds only one of the keys \(names)")
      }
    }
  }

  private mutating func check(
    _ node: YAMLNode, _ variants: [VariantForm], on key: String, of owner: @autoclosure () -> String
  ) {
    guard case .mapping(let entries) = node.content else { return wrongShape(node, "a mapping", of: owner()) }
    guard let chosen = entries.first(where: { $0.key == key }) else {
      report(.missingKey, node, "\(owner()) needs the key `\(key)`", hint: Self.words(.word(variants.map(\.word))))
      return
    }
    guard let word = chosen.value.text, let variant = variants.first(where: { $0.word == word }) else {
      check(chosen.value, .word(variants.map(\.word)), of: "`\(key)`")
      return
    }
    check(node, variant.form, of: owner())
  }

  private func placed(_ node: YAMLNode, at key: YAMLNode) -> YAMLNode {
    var node = node
    (node.line, node.column, node.length) = (key.line, key.column, key.length)
    return node
  }

  private mutating func checkName(_ node: YAMLNode) {
    guard let name = node.text, !ScalarRule.isIdentifier(name) else { return }
    report(.wrongValue, node, "`\(name)` is not a name", hint: "letters, digits, `.`, `_` and `-`")
  }

  private mutating func checkBlock(_ node: YAMLNode, of owner: @autoclosure () -> String) {
    guard case .scalar(let text, .literal) = node.content else {
      report(
        .notABlock, node, "\(owner()) must be a literal block",
        hint: "write `|` after the key and one line for each below it, indented")
      return
    }
    if text.allSatisfy(\.isWhitespace) { report(.missingValue, node, "\(owner()) is an empty block") }
  }

  private mutating func checkScalar(
    _ node: YAMLNode, _ text: String, isPlain: Bool, _ shape: Shape, of owner: @autoclosure () -> String
  ) {
    switch shape {
    case .line where Self.isOneLine(text), .text where Self.isOneLine(text): break
    case .line:
      if text.trimmingTrailingSpaces.contains(where: \.isNewline), text.split(whereSeparator: \.isNewline).count > 1 {
        report(.wrongValue, node, "\(owner()) must stand in one line")
      } else if text.allSatisfy(\.isWhitespace) {
        report(.missingValue, node, "\(owner()) is empty")
      }
    case .text: if text.allSatisfy(\.isWhitespace) { report(.missingValue, node, "\(owner()) is empty") }
    case .identifier: checkName(node)
    case .integer(let range):
      guard isPlain, let number = ScalarRule.digits(Array(text.utf8)[...]) else {
        return report(.wrongValue, node, "\(owner()) must be a whole number, not `\(text)`", hint: "without quotes")
      }
      if !range.contains(number) {
        report(
          .outOfRange, node, "\(owner()) must be between \(range.lowerBound) and \(range.upperBound), not \(number)")
      }
    case .decimal(let maximum):
      guard isPlain, let fraction = ScalarRule.fraction(text) else {
        return report(
          .wrongValue, node, "\(owner()) must be a decimal number, not `\(text)`",
          hint: "such as `0.4`, with at most 9 decimals, without quotes")
      }
      if fraction.numerator > maximum.multipliedReportingOverflow(by: fraction.denominator).partialValue {
        report(.outOfRange, node, "\(owner()) must be between 0 and \(maximum), not \(text)")
      }
    case .boolean:
      if !isPlain || (text != "true" && text != "false") {
        report(.wrongValue, node, "\(owner()) must be `true` or `false`, not `\(text)`")
      }
    case .word(let words):
      if !words.contains(text) {
        report(
          .unknownWord, node, "\(owner()) can't be `\(text)`",
          hint: NearestName.suggestion(for: text, among: words).map { "did you mean `\($0)`?" }
            ?? Self.words(shape))
      }
    case .date:
      if !ScalarRule.isDate(text) {
        report(.wrongValue, node, "\(owner()) must be a date, not `\(text)`", hint: "such as `2026-04-01`")
      }
    case .time:
      if ScalarRule.minutes(text) == nil {
        report(.wrongValue, node, "\(owner()) must be a time of day, not `\(text)`", hint: "such as `\"22:00\"`")
      }
    case .duration:
      if ScalarRule.nanoseconds(text) == nil {
        report(
          .wrongValue, node, "\(owner()) must be a length of time, not `\(text)`", hint: "such as `5 s` or `300 ms`")
      }
    case .path:
      if text.contains("\\") || text.hasPrefix("/") || text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
        report(.wrongValue, node, "\(owner()) must be a relative path with `/`, not `\(text)`")
      }
    case .any, .block, .list, .map, .form, .variant, .either: break
    }
  }

  /// Whether a text is of ASCII without control characters and begins with more than a space, as most are: nothing is wrong
  /// with it.
  private static func isOneLine(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x20 else { return false }
    return text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  private mutating func wrongShape(_ node: YAMLNode, _ expected: String, of owner: @autoclosure () -> String) {
    if node.isMissing {
      report(.missingValue, node, "\(owner()) has no value; expected \(expected)")
    } else {
      report(.wrongShape, node, "\(owner()) must be \(expected), not \(node.sort)")
    }
  }

  private func article(_ name: String) -> String {
    (name.first.map { "aeiou".contains($0) } == true ? "an " : "a ") + name
  }

  /// A shape in words.
  static func words(_ shape: Shape) -> String {
    switch shape {
    case .line: "text in one line"
    case .text: "text"
    case .identifier: "a name"
    case .integer: "a whole number"
    case .decimal: "a decimal number"
    case .boolean: "`true` or `false`"
    case .word(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .date: "a date"
    case .time: "a time of day"
    case .duration: "a length of time"
    case .path: "a path"
    case .block: "a literal block"
    case .any: "a value"
    case .list: "a list"
    case .map, .form, .variant: "a mapping"
    case .either: "a text or a mapping"
    }
  }
}
