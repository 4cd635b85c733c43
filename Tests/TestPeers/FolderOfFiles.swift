import Foundation

/// Whatever has a folder of files for one test.
public protocol FolderOfFiles {
  /// The folder.
  var folder: URL { get }
}

extension FolderOfFiles {
  /// A path within the folder.
  public func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file, in folders that are made for it, and answers its path.
  @discardableResult
  public func write(_ text: String, _ name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file, options: .atomic)
    return file.path
  }

  /// Text of a file.
  public func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
}
