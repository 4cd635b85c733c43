import Foundation
import GRDB

/// The index of the runs: a SQLite database that holds nothing that the run directories do not say, so that it can be thrown
/// away at any time and is, whenever it can't be read or is of another form.
struct SQLiteRunIndex: RunIndex {
  /// Its file within the served folder.
  static let fileName = ".assay-index.sqlite"

  /// Form of the tables; another one is built anew.
  private static let form = 1

  private let database: DatabaseQueue
  /// Where it is kept; nil in memory alone, where the folder can't be written.
  let file: URL?

  /// Opens the index of a folder, or begins it anew.
  ///
  /// - Throws: Where SQLite gives not even a database in memory.
  init(of folder: URL) throws {
    let file = folder.appendingPathComponent(Self.fileName)
    if let opened = Self.open(file) {
      (database, self.file) = (opened, file)
      return
    }
    // What stands there is no index of ours any more, whatever it is: it says nothing that could be lost.
    for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
    if let opened = Self.open(file) {
      (database, self.file) = (opened, file)
      return
    }
    let memory = try DatabaseQueue()
    try Self.build(memory)
    (database, self.file) = (memory, nil)
  }

  var notice: String? {
    file == nil ? "The index can't be written into the folder and is kept in memory." : nil
  }

  @discardableResult
  func update(to runs: [ServedFolder.Run], in root: URL) throws -> Int {
    let known = try database.read { database in
      try Row.fetchAll(database, sql: "SELECT key, stamp FROM run").reduce(into: [String: String]()) { result, row in
        result[row["key"]] = row["stamp"]
      }
    }
    let present = Set(runs.map(\.key))
    let changed = runs.filter { known[$0.key] != $0.stamp }
    let gone = known.keys.filter { !present.contains($0) }
    if changed.isEmpty, gone.isEmpty { return 0 }
    // Read before the transaction begins: a list is answered meanwhile.
    for run in changed {
      let (indexed, verdicts) = RunReading.read(run, in: root)
      try database.write { database in
        try database.execute(sql: "DELETE FROM run WHERE key = ?", arguments: [run.key])
        try indexed.insert(database)
        for verdict in verdicts { try verdict.insert(database, onConflict: .replace) }
      }
    }
    if !gone.isEmpty {
      try database.write { database in
        for key in gone { try database.execute(sql: "DELETE FROM run WHERE key = ?", arguments: [key]) }
      }
    }
    return changed.count
  }

  func runs(_ filter: RunFilter) throws -> (runs: [IndexedRun], total: Int) {
    let (sql, values) = filter.condition(.sqlite)
    let condition = sql.isEmpty ? "" : " WHERE \(sql)"
    let arguments = StatementArguments(values)
    return try database.read { database in
      let total = try Int.fetchOne(database, sql: "SELECT count(*) FROM run\(condition)", arguments: arguments) ?? 0
      let runs = try IndexedRun.fetchAll(
        database,
        sql: "SELECT * FROM run\(condition) ORDER BY startedAt DESC, path LIMIT ? OFFSET ?",
        arguments: arguments + [filter.limit, filter.offset])
      return (runs, total)
    }
  }

  func run(_ key: String) throws -> IndexedRun? {
    try database.read { try IndexedRun.fetchOne($0, sql: "SELECT * FROM run WHERE key = ?", arguments: [key]) }
  }

  func choices() throws -> RunChoices {
    try database.read { database in
      func column(_ name: String) throws -> [String] {
        try String.fetchAll(
          database, sql: "SELECT DISTINCT \(name) FROM run WHERE \(name) <> '' ORDER BY \(name) LIMIT 500")
      }
      return try RunChoices(
        networks: column("network"), bids: column("bid"), specifications: column("specification"))
    }
  }

  func verdicts(of key: String) throws -> [String: IndexedVerdict] {
    try database.read { database in
      let all = try IndexedVerdict.fetchAll(
        database, sql: "SELECT * FROM verdict WHERE run = ?", arguments: [key])
      return Dictionary(all.map { ($0.requirement, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Opens a file that is a sound index of today's form; nil for everything else.
  private static func open(_ file: URL) -> DatabaseQueue? {
    let type = (try? FileManager.default.attributesOfItem(atPath: file.path))?[.type] as? FileAttributeType
    // A link could lead anywhere.
    if let type, type != .typeRegular { return nil }
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    guard let database = try? DatabaseQueue(path: file.path, configuration: configuration) else { return nil }
    do {
      if type == nil { try build(database) }
      let isSound = try database.read { database in
        try Int.fetchOne(database, sql: "PRAGMA user_version") == form
          && String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok"
          && database.tableExists(IndexedVerdict.databaseTableName)
      }
      if isSound { return database }
    } catch {
      // It is no database, or one that can't be written: both end below.
    }
    try? database.close()
    return nil
  }

  private static func build(_ database: DatabaseQueue) throws {
    try database.write { database in
      try database.create(table: IndexedRun.databaseTableName) { table in
        table.primaryKey("key", .text)
        for name in ["path", "stamp", "condition", "run", "startedAt", "network", "bid", "bidder"] {
          table.column(name, .text).notNull()
        }
        for name in ["specification", "version", "sha256"] { table.column(name, .text).notNull() }
        for name in ["problem", "endedAt", "profile", "gate", "low", "high", "coverage", "only"] {
          table.column(name, .text)
        }
        table.column("lowShare", .double)
        table.column("highShare", .double)
        table.column("isPartial", .boolean).notNull()
      }
      try database.create(index: "runByNetwork", on: IndexedRun.databaseTableName, columns: ["network", "startedAt"])
      try database.create(table: IndexedVerdict.databaseTableName, options: .withoutRowID) { table in
        table.column("run", .text).notNull().references(IndexedRun.databaseTableName, onDelete: .cascade)
        table.column("requirement", .text).notNull()
        table.column("revision", .integer).notNull()
        table.column("title", .text).notNull()
        table.column("state", .text).notNull()
        table.primaryKey(["run", "requirement"])
      }
      try database.execute(sql: "PRAGMA user_version = \(form)")
    }
  }
}
