/// Something about a file that its author should know: an error that stops the tool, or a warning that doesn't.
public struct Diagnostic: Hashable, Sendable {
  /// How much it matters.
  public var severity: Severity
  /// Stable kebab-case name of the rule, `unknown-key`; for filters, for tests and for the documentation.
  public var code: String
  /// Where it points.
  public var span: SourceSpan
  /// What is wrong, and what was expected; one sentence without a full stop.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// The line that the span points into, without its line end. The loader fills it in from the file that it read.
  public var sourceLine: String?
  /// Identifier of the requirement that a warning of the linter is about; nil where it is about none.
  public var requirement: String?

  /// How much a diagnostic matters.
  public enum Severity: String, CaseIterable, Codable, Hashable, Sendable {
    /// The file can't be used.
    case error
    /// The file can be used, but probably doesn't say what its author means.
    case warning
  }

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, _ code: some DiagnosticCode, at span: SourceSpan, _ message: String,
    hint: String? = nil, sourceLine: String? = nil
  ) {
    self.severity = severity
    self.code = code.rawValue
    self.span = span
    self.message = message
    self.hint = hint
    self.sourceLine = sourceLine
  }

  /// Makes an error.
  public init(_ code: some DiagnosticCode, at span: SourceSpan, _ message: String, hint: String? = nil) {
    self.init(.error, code, at: span, message, hint: hint)
  }

  /// `file:line:column: error: message`, then the source line, carets below it, and the hint. An option of the command line,
  /// which has no lines, stands by itself.
  public var rendered: String {
    let place = span.file.hasPrefix("--") ? span.file : "\(span.file):\(span.line):\(span.column)"
    var text = "\(place): \(severity.rawValue): \(message)"
    if let sourceLine {
      let excerpt = excerpt(of: sourceLine)
      text += "\n  \(Self.visible(excerpt.line))\n  \(carets(below: excerpt.line, column: excerpt.column))"
    }
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }

  /// Longest line that is shown whole.
  private static let longestLine = 200

  /// The line, or of a long one the part around the span, and the column in it at which the span begins.
  private func excerpt(of line: String) -> (line: String, column: Int) {
    let scalars = line.unicodeScalars
    guard scalars.count > Self.longestLine else { return (line, span.column) }
    let first = min(max(span.column - 1 - Self.longestLine / 2, 0), scalars.count - Self.longestLine)
    let part = scalars.dropFirst(first).prefix(Self.longestLine)
    let isEnd = first + part.count == scalars.count
    let shown = (first > 0 ? "…" : "") + String(String.UnicodeScalarView(part)) + (isEnd ? "" : "…")
    return (shown, span.column - first + (first > 0 ? 1 : 0))
  }

  /// Carets below the part of the line that the span covers. Tabs before it are kept, so that both lines keep step.
  private func carets(below line: String, column: Int) -> String {
    let scalars = line.unicodeScalars
    let before = scalars.prefix(max(column - 1, 0))
    var padding = String.UnicodeScalarView()
    for scalar in before { padding.append(scalar == "\t" ? "\t" : " ") }
    let rest = max(scalars.count - before.count, 1)
    return String(padding) + String(repeating: "^", count: max(1, min(span.length, rest)))
  }

  /// A line that can't steer the terminal: control characters other than tab become a replacement character.
  private static func visible(_ line: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && scalar != "\t"
      shown.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }
}

/// A closed set of rules whose breach is reported: each part of the reader keeps its own, so that tests can count them.
public protocol DiagnosticCode: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

extension Diagnostic: Comparable {
  /// Order of reading: by file, line and column; errors before warnings at one place.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    if left.span.file != right.span.file { return left.span.file < right.span.file }
    if left.span.line != right.span.line { return left.span.line < right.span.line }
    if left.span.column != right.span.column { return left.span.column < right.span.column }
    if left.severity != right.severity { return left.severity == .error }
    if left.code != right.code { return left.code < right.code }
    return left.message < right.message
  }
}
