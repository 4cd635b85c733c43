/// Which runs a list shows.
struct RunFilter: Hashable, Sendable {
  var network: String?
  var bid: String?
  var specification: String?
  var gate: String?
  /// Words that stand in the bidder, the bid, the network, the path or the run's id, in any order.
  var words: [String] = []
  /// A requirement and the state that it must have.
  var requirement: String?
  var state: String?
  var limit = 100
  var offset = 0

  /// The filter as a condition of SQL with its values, empty where every run fits; nothing that a browser sent stands in the
  /// SQL itself.
  ///
  /// - Parameter given: How many values the statement has before.
  func condition(_ dialect: SQLDialect, after given: Int = 0) -> (sql: String, values: [String]) {
    var parts: [String] = []
    var values: [String] = []
    func place(_ value: String) -> String {
      values.append(value)
      return dialect.place(given + values.count)
    }
    for (column, value) in [("network", network), ("bid", bid), ("specification", specification), ("gate", gate)] {
      if let value { parts.append("\(column) = \(place(value))") }
    }
    for word in words.prefix(8) {
      let text = "lower(bidder || ' ' || bid || ' ' || network || ' ' || path || ' ' || run)"
      parts.append(dialect.holds(text, "lower(\(place(word)))"))
    }
    if requirement != nil || state != nil {
      var conditions = dialect == .postgresql ? ["verdict.place = listed.place"] : []
      if let requirement { conditions.append("requirement = \(place(requirement))") }
      if let state { conditions.append("state = \(place(state))") }
      parts.append("key IN (SELECT verdict.run FROM verdict WHERE \(conditions.joined(separator: " AND ")))")
    }
    return (parts.joined(separator: " AND "), values)
  }
}

/// Where two databases write the same otherwise.
enum SQLDialect: Sendable {
  case sqlite
  case postgresql

  /// The place of a value, counted from 1.
  func place(_ number: Int) -> String { self == .sqlite ? "?" : "$\(number)" }

  /// Whether a text holds another.
  func holds(_ text: String, _ part: String) -> String {
    self == .sqlite ? "instr(\(text), \(part)) > 0" : "strpos(\(text), \(part)) > 0"
  }
}

/// Values that filters can choose among.
struct RunChoices: Codable, Hashable, Sendable {
  var networks: [String]
  var bids: [String]
  var specifications: [String]
}
