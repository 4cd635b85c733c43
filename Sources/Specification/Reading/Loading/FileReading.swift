/// A file of the language as it was read.
struct FileReading: Sendable {
  let kind: FileKind
  var source: Result<SourceText, UnreadableText>
  var file: LanguageFile?
  var diagnostics: [Diagnostic] = []

  init(_ path: String, shownAs shown: String, expecting kind: FileKind) {
    self.kind = kind
    do throws(UnreadableText) {
      let source = try LanguageFile.load(path, shownAs: shown)
      self.source = .success(source)
      (file, diagnostics) = LanguageFile.read(source, expecting: kind)
    } catch {
      source = .failure(error)
    }
  }
}
