import Foundation

/// Looks for planted words in everything that a run left, in Python: in text, in bytes and in archives.
public enum LeakSearch {
  /// Where words were found, and how many files were looked through.
  public static func finds(_ words: [String], below folder: String) async throws -> (places: [String], files: Int) {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/leaks.py").path
    let list = String(decoding: try JSONSerialization.data(withJSONObject: words), as: UTF8.self)
    let ended = try await PeerClient.run(
      try PeerPython.interpreter().path, [script, folder, list], within: 60)
    let lines = ended.output.split(separator: "\n").map(String.init)
    guard ended.status == 0, let files = lines.last?.split(separator: " ").first.flatMap({ Int($0) }) else {
      throw PeerProcess.Unavailable(description: ended.output)
    }
    return (Array(lines.dropLast()), files)
  }
}
