/// Why a file is no conformance profile, or what in one cannot be used.
public struct ProfileFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line, from 1.
  public var line: Int
  /// Column in characters, from 1.
  public var column: Int
  /// What is wrong.
  public var message: String
  /// What to do.
  public var hint: String?

  /// A sentence for people.
  public var description: String { "line \(line), column \(column): \(message)" }
}
