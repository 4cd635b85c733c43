/// Why a PostgreSQL database does not do what it is asked.
public struct PostgreSQLFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, in one line.
  public let description: String

  init(_ description: String) { self.description = description }
}
