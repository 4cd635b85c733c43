/// The diagnostics of one load. A class, because readers of many small parts write into the same one; it never leaves the load.
package final class DiagnosticLog {
  /// What was reported so far.
  package private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  /// Makes an empty log.
  package init() {}

  /// Whether there is an error.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Takes a diagnostic, once.
  package func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Takes several.
  package func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { add(diagnostic) }
  }

  /// Reports an error.
  package func error(_ rule: some DiagnosticCode, at span: SourceSpan, _ message: String, hint: String? = nil) {
    add(Diagnostic(rule, at: span, message, hint: hint))
  }

  /// Reports a name that is not in a table, with the name that was probably meant.
  package func unknown(
    _ rule: some DiagnosticCode, _ sort: String, _ name: String, at span: SourceSpan,
    among names: some Sequence<String>,
    otherwise: String? = nil
  ) {
    error(
      rule, at: span, "there is no \(sort) `\(name)`",
      hint: NameSuggestion.hint(for: name, among: names) ?? otherwise)
  }
}
