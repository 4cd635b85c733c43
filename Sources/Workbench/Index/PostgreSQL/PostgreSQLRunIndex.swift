import Foundation

/// The index of the runs in a PostgreSQL database, which several servers share.
///
/// Each folder has a name of its own there. The tables stand in a schema that is named by their form, so that servers of
/// different versions leave each other's alone; rows go there and come back as JSON.
actor PostgreSQLRunIndex: RunIndex {
  /// Form of the tables.
  private static let schema = "assay_index_1"

  private let executor = QueueExecutor(label: "index in PostgreSQL")
  private let address: PostgreSQLAddress
  private let place: String
  private var connection: PostgreSQLConnection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  nonisolated var notice: String? { nil }

  /// Connects, and makes the tables where they are not there.
  ///
  /// - Parameter place: Name of the folder.
  init(_ address: PostgreSQLAddress, of place: String) async throws {
    self.address = address
    self.place = place
    try prepare()
  }

  private func prepare() throws { try asking { _ throws(PostgreSQLFailure) in } }

  /// Does something with the connection, once more with another one where it is gone: each of these can be repeated.
  private func asking<Result>(
    _ body: (PostgreSQLConnection) throws(PostgreSQLFailure) -> Result
  ) throws(PostgreSQLFailure) -> Result {
    if let connection {
      do throws(PostgreSQLFailure) { return try body(connection) } catch {
        guard connection.isBroken else { throw error }
      }
    }
    let another = try PostgreSQLConnection(address)
    try Self.build(another)
    connection = another
    return try body(another)
  }

  private static func build(_ connection: PostgreSQLConnection) throws(PostgreSQLFailure) {
    // All at once, and by one server at a time: of two that look whether a table is there both would make it.
    try connection.transaction { () throws(PostgreSQLFailure) in
      try connection.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [schema])
      try connection.run("CREATE SCHEMA IF NOT EXISTS \(schema)")
      try connection.run("SET LOCAL search_path TO \(schema)")
      let texts = { (names: [String]) in names.map { "\"\($0)\" text COLLATE \"C\"" } }
      let needed = texts([
        "place", "key", "path", "stamp", "condition", "run", "startedAt", "network", "bid", "bidder", "specification",
        "version", "sha256",
      ]).map { "\($0) NOT NULL" }
      let optional = texts(["problem", "endedAt", "profile", "gate", "low", "high", "coverage", "only"])
      try connection.run(
        """
        CREATE TABLE IF NOT EXISTS run (\((needed + optional).joined(separator: ", ")), "lowShare" double precision,
        "highShare" double precision, "isPartial" boolean NOT NULL, PRIMARY KEY (place, key))
        """)
      try connection.run(
        #"CREATE INDEX IF NOT EXISTS run_by_network ON run (place, network, "startedAt")"#)
      try connection.run(
        """
        CREATE TABLE IF NOT EXISTS verdict (place text COLLATE "C", run text COLLATE "C", requirement text COLLATE "C",
        revision integer NOT NULL, title text NOT NULL, state text COLLATE "C" NOT NULL,
        PRIMARY KEY (place, run, requirement),
        FOREIGN KEY (place, run) REFERENCES run (place, key) ON DELETE CASCADE)
        """)
    }
    try connection.run("SELECT set_config('search_path', '\(schema)', false)")
  }

  @discardableResult
  func update(to runs: [ServedFolder.Run], in root: URL) throws -> Int {
    let rows = try asking { connection throws(PostgreSQLFailure) in
      try connection.run("SELECT key, stamp FROM run WHERE place = $1", [place])
    }
    var known: [String: String] = [:]
    for row in rows { if let key = row[0], let stamp = row[1] { known[key] = stamp } }
    let changed = runs.filter { known[$0.key] != $0.stamp }
    for run in changed {
      let (indexed, verdicts) = RunReading.read(run, in: root)
      let values = [place, run.key, try Self.json(indexed), try Self.json(verdicts)]
      try asking { connection throws(PostgreSQLFailure) in
        try connection.transaction { () throws(PostgreSQLFailure) in
          // Another server over the same folder may write the same run.
          try connection.run("SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))", [place, run.key])
          try connection.run("DELETE FROM run WHERE place = $1 AND key = $2", [place, run.key])
          try connection.run(
            """
            INSERT INTO run SELECT (jsonb_populate_record(NULL::run, $2::jsonb || jsonb_build_object('place', $1::text))).*
            """, [values[0], values[2]])
          try connection.run(
            """
            INSERT INTO verdict SELECT $1, v.run, v.requirement, v.revision, v.title, v.state
            FROM jsonb_to_recordset($2::jsonb)
            AS v (run text, requirement text, revision integer, title text, state text)
            ON CONFLICT (place, run, requirement) DO UPDATE
            SET revision = excluded.revision, title = excluded.title, state = excluded.state
            """, [values[0], values[3]])
        }
      }
    }
    let present = Set(runs.map(\.key))
    let gone = known.keys.filter { !present.contains($0) }
    if !gone.isEmpty {
      let list = try Self.json(gone.sorted())
      try asking { connection throws(PostgreSQLFailure) in
        _ = try connection.run(
          "DELETE FROM run WHERE place = $1 AND key IN (SELECT jsonb_array_elements_text($2::jsonb))", [place, list])
      }
    }
    return changed.count
  }

  func runs(_ filter: RunFilter) throws -> (runs: [IndexedRun], total: Int) {
    let (sql, values) = filter.condition(.postgresql, after: 1)
    let condition = "WHERE place = $1" + (sql.isEmpty ? "" : " AND \(sql)")
    return try asking { connection throws(PostgreSQLFailure) in
      let total = try connection.run("SELECT count(*) FROM run AS listed \(condition)", [place] + values)
      let rows = try connection.run(
        """
        SELECT to_jsonb(listed) FROM run AS listed \(condition) ORDER BY "startedAt" DESC, path
        LIMIT \(filter.limit) OFFSET \(filter.offset)
        """, [place] + values)
      return (try Self.values(IndexedRun.self, rows), Int(total.first?.first.flatMap(\.self) ?? "") ?? 0)
    }
  }

  func run(_ key: String) throws -> IndexedRun? {
    try asking { connection throws(PostgreSQLFailure) in
      try Self.values(
        IndexedRun.self,
        try connection.run(
          "SELECT to_jsonb(listed) FROM run AS listed WHERE place = $1 AND key = $2", [place, key])
      ).first
    }
  }

  func choices() throws -> RunChoices {
    try asking { connection throws(PostgreSQLFailure) in
      func column(_ name: String) throws(PostgreSQLFailure) -> [String] {
        try connection.run(
          "SELECT DISTINCT \(name) FROM run WHERE place = $1 AND \(name) <> '' ORDER BY \(name) LIMIT 500", [place]
        ).compactMap { $0.first.flatMap(\.self) }
      }
      return RunChoices(
        networks: try column("network"), bids: try column("bid"), specifications: try column("specification"))
    }
  }

  func verdicts(of key: String) throws -> [String: IndexedVerdict] {
    let all = try asking { connection throws(PostgreSQLFailure) in
      try Self.values(
        IndexedVerdict.self,
        try connection.run("SELECT to_jsonb(verdict) FROM verdict WHERE place = $1 AND run = $2", [place, key]))
    }
    return Dictionary(all.map { ($0.requirement, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Rows as JSON

  private static func json(_ value: some Encodable) throws -> String {
    // No text of PostgreSQL holds a zero, in JSON neither.
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self).replacing("\\u0000", with: "\\ufffd")
  }

  private static func values<Value: Decodable>(
    _ type: Value.Type, _ rows: [[String?]]
  ) throws(PostgreSQLFailure) -> [Value] {
    var values: [Value] = []
    for row in rows {
      guard let text = row.first.flatMap(\.self), let value = try? JSONDecoder().decode(type, from: Data(text.utf8))
      else { throw PostgreSQLFailure("a row of the index is of another form") }
      values.append(value)
    }
    return values
  }
}
