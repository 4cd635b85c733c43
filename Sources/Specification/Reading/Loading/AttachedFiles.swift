import Foundation
import Synchronization

/// The files beside a specification that its steps and assertions name, templates and profiles: each is read once. Files of
/// requirements are read side by side and ask for them at the same time.
final class AttachedFiles: Sendable {
  private let folder: String
  private let showsRelativePaths: Bool
  private let read = Mutex<[String: SourceText]>([:])

  /// - Parameters:
  ///   - folder: The specification's.
  ///   - showsRelativePaths: Whether messages name files by their paths within it.
  init(folder: String, showsRelativePaths: Bool) {
    self.folder = folder
    self.showsRelativePaths = showsRelativePaths
  }

  /// What was read so far, in the order of the paths.
  var sources: [SourceText] {
    read.withLock { read in read.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// A path within the folder as messages show it.
  func shown(_ path: String) -> String { folder == "." || showsRelativePaths ? path : "\(folder)/\(path)" }

  /// The text of a file.
  ///
  /// - Parameters:
  ///   - path: Its path within the folder.
  ///   - span: Where it is named; nil where it was found beside others, so that what is wrong is told of the file itself.
  func text(_ path: String, namedAt span: SourceSpan?) throws(UnreadableText) -> SourceText {
    guard let path = RelativePlace.contained(path) else {
      throw UnreadableText(
        Diagnostic(
          ReadingRule.pathOutsideFolder, at: span ?? SourceSpan(file: path, line: 1, column: 1),
          "`\(path)` leaves the specification's folder",
          hint: "keep the specification's files together: they are copied into the record of a run"))
    }
    if let source = read.withLock({ $0[path] }) { return source }
    let shown = shown(path)
    do throws(UnreadableText) {
      let source = try LanguageFile.load("\(folder)/\(path)", shownAs: shown)
      // Where two readers came at once, both go on with the text of the first.
      return read.withLock { read in
        if let first = read[path] { return first }
        read[path] = source
        return source
      }
    } catch {
      var diagnostic = error.diagnostic
      if let span, diagnostic.code == ReadingRule.unreadableFile.rawValue {
        diagnostic.span = span
        diagnostic.message = "`\(shown)`: \(diagnostic.message)"
      }
      throw UnreadableText(diagnostic)
    }
  }

  /// Whether the folder has a file of a path.
  func exists(_ path: String) -> Bool {
    RelativePlace.contained(path).map { FileManager.default.fileExists(atPath: "\(folder)/\($0)") } ?? false
  }

  /// Paths of the JSON files of a folder within the specification's.
  func definitions(in path: String) -> [String] {
    let content = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)")) ?? []
    return content.filter { $0.hasSuffix(".json") }.sorted().prefix(FHIRProfileFolder.fileLimit).map { "\(path)/\($0)" }
  }
}
