extension FileKind {
  /// The kind that a file says it is of; nil where it cannot be read that far.
  public static func of(path: String) -> FileKind? {
    guard let source = try? LanguageFile.load(path, shownAs: path) else { return nil }
    return LanguageFile.read(source).file?.kind
  }

  /// Holds a single file against the form of its kind, without what other files say.
  public static func check(path: String) -> [Diagnostic] {
    do throws(UnreadableText) {
      let source = try LanguageFile.load(path, shownAs: path)
      return LanguageFile.read(source).diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        if diagnostic.sourceLine == nil { diagnostic.sourceLine = source.line(diagnostic.span.line) }
        return diagnostic
      }.sorted()
    } catch {
      return [error.diagnostic]
    }
  }
}
