import Foundation

/// Where specifications lie when the user names none.
enum SpecificationFolders {
  /// Folders below `Specs` here, and below the place where the program is installed.
  static func all() -> [String] {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let installed = program.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/assay/Specs").path
    return ["Specs", installed].flatMap { root in
      ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted().map { "\(root)/\($0)" }
        .filter { FileManager.default.fileExists(atPath: "\($0)/specification.yaml") }
    }
  }
}
