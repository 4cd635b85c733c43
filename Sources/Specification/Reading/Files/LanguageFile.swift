import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// One file of the language, read and held against the form of its kind.
package struct LanguageFile: Sendable {
  /// The text.
  package var source: SourceText
  /// Its kind.
  package var kind: FileKind
  /// Its tree.
  package var root: YAMLNode

  /// Reads text. Without a result there is at least one error.
  package static func read(_ source: SourceText, expecting expected: FileKind? = nil) -> (
    file: LanguageFile?, diagnostics: [Diagnostic]
  ) {
    var (root, diagnostics) = StrictYAML.read(source)
    guard let root else { return (nil, diagnostics) }
    func report(_ rule: ReadingRule, _ node: YAMLNode, _ message: String, hint: String? = nil) {
      let span = SourceSpan(file: source.path, line: node.line, column: node.column, length: node.length)
      diagnostics.append(Diagnostic(rule, at: span, message, hint: hint))
    }
    let beginning = "begin with `edition: 1` and `kind: \(expected?.rawValue ?? "…")`"
    guard case .mapping(let entries) = root.content else {
      report(.header, root, "the file must be a mapping, not \(root.sort)", hint: beginning)
      return (nil, diagnostics)
    }
    guard let edition = entries.first, edition.key == "edition", entries.count > 1, entries[1].key == "kind" else {
      report(.header, entries.first?.keyNode ?? root, "`edition` and `kind` must be the first keys", hint: beginning)
      return (nil, diagnostics)
    }
    guard edition.value.text == "1" else {
      report(.unknownEdition, edition.value, "this tool reads edition 1 of the language", hint: "write `edition: 1`")
      return (nil, diagnostics)
    }
    guard let word = entries[1].value.text, let kind = FileKind(rawValue: word) else {
      let word = entries[1].value.text ?? ""
      report(
        .unknownKind, entries[1].value, "there is no kind of file `\(word)`",
        hint: NameSuggestion.hint(for: word, among: FileKind.allCases.map(\.rawValue)))
      return (nil, diagnostics)
    }
    if let expected, expected != kind {
      report(.wrongKind, entries[1].value, "a file of kind `\(expected.rawValue)` is expected here, not `\(word)`")
      return (nil, diagnostics)
    }
    diagnostics += FormCheck.check(root, has: .form(kind.form), file: source.path)
    return (LanguageFile(source: source, kind: kind, root: root), diagnostics)
  }

  /// What was probably meant by the path of a file that is not there.
  private static func hint(forMissing path: String) -> String? {
    let file = URL(fileURLWithPath: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)) ?? []
    if file.lastPathComponent == "specification.yaml", !names.contains(where: { $0.hasPrefix("specification.") }) {
      return "a specification is a folder with this file; `assay init FOLDER` writes one to begin with"
    }
    return NameSuggestion.nearest(to: file.lastPathComponent, among: names.sorted()).map { "did you mean `\($0)`?" }
  }

  /// Bytes of a file of the disk.
  package static func load(_ path: String, shownAs shown: String) throws(UnreadableText) -> SourceText {
    func failure(_ rule: ReadingRule, _ message: String, hint: String? = nil) -> UnreadableText {
      UnreadableText(Diagnostic(rule, at: SourceSpan(file: shown, line: 1, column: 1), message, hint: hint))
    }
    // What it is, is asked before it is opened: to open a pipe would wait for whoever writes to it.
    var status = stat()
    guard stat(path, &status) == 0 else {
      // What stands in a folder that may not be entered is not known to be missing.
      guard errno != EACCES else {
        throw failure(
          .unreadableFile, "the file can't be read", hint: "look at the permissions of the folders above it")
      }
      throw failure(.unreadableFile, "there is no such file", hint: hint(forMissing: path))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw failure(.unreadableFile, "this is a folder; a file is expected")
    default: throw failure(.unreadableFile, "this is not an ordinary file")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw failure(.unreadableFile, "the file can't be read", hint: "look at its permissions")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    // A byte more than its size, so that the end is found at once; no more than is taken for a file of the language.
    var room = min(max(Int(status.st_size), 0), SourceText.largest) + 1
    while room > 0 {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: room))
      let taken = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + start }, room) }
      if taken < 0, errno != EINTR { throw failure(.unreadableFile, "the file can't be read") }
      bytes.removeLast(room - max(taken, 0))
      if taken == 0 { break }
      // A file that grows meanwhile is read on.
      let left = room - max(taken, 0)
      room = min(left > 0 ? left : 1 << 16, SourceText.largest + 1 - bytes.count)
    }
    return try SourceText(path: shown, bytes: bytes)
  }
}
