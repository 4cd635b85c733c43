import Foundation

/// Files in a specification's folder that nothing names, so that nothing in them applies.
struct StrayFiles {
  /// The specification's folder.
  let folder: String
  /// Name of the specification's file.
  let specification: String

  /// Most files that are looked at.
  private static let most = 1_000

  /// A warning for each file that is not among those named.
  func warnings(besides named: Set<String>) -> [Diagnostic] {
    guard let content = FileManager.default.enumerator(atPath: folder) else { return [] }
    var warnings: [Diagnostic] = []
    var count = 0
    for case let path as String in content where path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      count += 1
      if count > Self.most { break }
      guard !named.contains(path), !isOtherKind(path) else { continue }
      warnings.append(
        Diagnostic(
          .warning, ReadingRule.strayFile, at: SourceSpan(file: "\(folder)/\(path)", line: 1, column: 1),
          "nothing names this file, so nothing in it applies",
          hint: "name it under `requirements` or `procedures` in \(specification), or remove it"))
    }
    return warnings
  }

  /// Whether a file is of a kind that no specification names: networks and bids may lie beside it.
  private func isOtherKind(_ path: String) -> Bool {
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)"),
      String(validating: bytes, as: UTF8.self) != nil
    else { return false }
    let kinds: [FileKind] = [
      .network, .bid, .declaration, .answers, .assessment, .waivers, .baseline, .tender,
    ]
    return bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 40).prefix(40).contains { line in
      kinds.contains { line.elementsEqual("kind: \($0.rawValue)".utf8) }
    }
  }
}
