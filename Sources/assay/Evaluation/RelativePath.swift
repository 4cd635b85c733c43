import Foundation

/// Paths between folders, for links.
enum RelativePath {
  /// The path that leads from a folder to a file.
  static func path(from folder: URL, to file: URL) -> String {
    let start = folder.standardizedFileURL.pathComponents
    let end = file.standardizedFileURL.pathComponents
    let shared = zip(start, end).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - shared) + end[shared...]).joined(separator: "/")
  }
}
