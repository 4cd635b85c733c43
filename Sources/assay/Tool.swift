/// This program.
enum Tool {
  /// Semantic version.
  static let version = "0.1.0"
  /// As the record names it.
  static let name = "assay \(version)"
}
