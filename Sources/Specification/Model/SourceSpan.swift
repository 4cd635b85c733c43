/// A place in a file: where an error points, where a finding comes from.
public struct SourceSpan: Hashable, Codable, Sendable {
  /// Path as the user gave it, or relative to the specification's folder.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column in characters (Unicode scalars, as YAML counts), from 1.
  public var column: Int
  /// Number of characters to underline, at least 1.
  public var length: Int

  /// Makes a span.
  public init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }
}
