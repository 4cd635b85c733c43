import Specification

/// Shows errors and warnings of files.
enum Diagnostics {
  /// Writes all of them to standard error, then a line that counts them.
  static func show(_ diagnostics: [Diagnostic], warnings: Bool = true) {
    let shown = diagnostics.filter { warnings || $0.severity == .error }
    for diagnostic in shown { Terminal.error(diagnostic.rendered) }
    guard !shown.isEmpty else { return }
    Terminal.error(count(shown))
  }

  /// `2 errors, 1 warning`
  static func count(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.filter { $0.severity == .error }.count
    let warnings = diagnostics.count - errors
    return [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
