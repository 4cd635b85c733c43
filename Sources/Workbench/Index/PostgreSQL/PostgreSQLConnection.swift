import CPostgreSQL

#if canImport(Glibc)
  import Glibc
#endif

/// One connection, by libpq: statements one after the other, each within a time limit.
final class PostgreSQLConnection {
  private let handle: OpaquePointer

  /// Seconds until there is a connection, and milliseconds of a statement and of a wait for a lock.
  private static let limits = (connect: "5", statement: 10_000, lock: 5_000)

  /// Connects.
  init(_ address: PostgreSQLAddress) throws(PostgreSQLFailure) {
    var parameters = [
      ("dbname", address.text), ("fallback_application_name", "assay"), ("connect_timeout", Self.limits.connect),
      ("tcp_user_timeout", "15000"), ("client_encoding", "UTF8"),
    ]
    if let encryption = address.encryption { parameters.append(("sslmode", encryption)) }
    let made = Self.withTexts(parameters.map(\.0) + [nil]) { keywords in
      Self.withTexts(parameters.map(\.1) + [nil]) { PQconnectdbParams(keywords, $0, 1) }
    }
    guard let made else { throw PostgreSQLFailure("no memory for a connection") }
    guard PQstatus(made) == CONNECTION_OK else {
      defer { PQfinish(made) }
      throw PostgreSQLFailure("no connection: \(Self.line(PQerrorMessage(made)))")
    }
    handle = made
    try run(
      """
      SELECT set_config('statement_timeout', '\(Self.limits.statement)', false),
      set_config('lock_timeout', '\(Self.limits.lock)', false), set_config('client_min_messages', 'warning', false)
      """)
  }

  deinit { PQfinish(handle) }

  /// Whether the connection is gone.
  var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }

  /// Carries out a statement.
  ///
  /// - Parameter values: What stands at `$1`, `$2` …
  /// - Returns: The rows; nil for NULL.
  @discardableResult
  func run(_ sql: String, _ values: [String] = []) throws(PostgreSQLFailure) -> [[String?]] {
    // A text of PostgreSQL holds no zero, and C would end there.
    let texts = values.map { $0.utf8.contains(0) ? $0.replacing("\0", with: "\u{FFFD}") : $0 }
    let result = Self.withTexts(texts) { PQexecParams(handle, sql, Int32(texts.count), nil, $0, nil, nil, 0) }
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
      throw PostgreSQLFailure(Self.line(PQerrorMessage(handle)))
    }
    let columns = PQnfields(result)
    return (0..<PQntuples(result)).map { row in
      (0..<columns).map { column in
        PQgetisnull(result, row, column) == 1 ? nil : PQgetvalue(result, row, column).map { String(cString: $0) }
      }
    }
  }

  /// Carries out statements together, or none of them.
  func transaction(_ body: () throws(PostgreSQLFailure) -> Void) throws(PostgreSQLFailure) {
    try run("BEGIN")
    do throws(PostgreSQLFailure) {
      try body()
      try run("COMMIT")
    } catch {
      // Where the connection is gone nothing is left to be undone.
      _ = try? run("ROLLBACK")
      throw error
    }
  }

  /// Texts as C takes an array of them.
  private static func withTexts<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
  ) -> Result {
    let copies = texts.map { text in text.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { body($0.baseAddress) }
  }

  private static func line(_ message: UnsafePointer<CChar>?) -> String {
    let text = message.map { String(cString: $0) } ?? ""
    return text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(400).description
  }
}
