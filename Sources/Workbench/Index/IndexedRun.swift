import Evidence
import GRDB
import Judgement

/// What the index keeps of a run: enough for lists, filters and trends.
struct IndexedRun: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "run"

  /// How addresses name it.
  var key: String
  /// Path below the served folder.
  var path: String
  /// Changes whenever the record does.
  var stamp: String
  /// What can be said of it.
  var condition: Condition
  /// What is wrong with it, for people.
  var problem: String?
  /// Identifier of the run.
  var run: String
  /// Start, ISO 8601 UTC.
  var startedAt: String
  /// End, ISO 8601 UTC.
  var endedAt: String?
  /// Id of the network that it was made on.
  var network: String
  /// Id of the bid, or of the network where there are no papers.
  var bid: String
  /// The bidder.
  var bidder: String
  /// Id of the specification.
  var specification: String
  /// Its version.
  var version: String
  /// Its fingerprint.
  var sha256: String
  /// Its profile.
  var profile: String?
  /// State of the gate; nil where there is no verdict.
  var gate: String?
  /// Score as shown, low and high.
  var low: String?
  var high: String?
  /// Low and high as shares of the scale, for drawing.
  var lowShare: Double?
  var highShare: Double?
  /// Coverage in percent, as shown.
  var coverage: String?
  /// Whether the record is partial.
  var isPartial: Bool
  /// What it was limited to.
  var only: String?

  /// What can be said of a run.
  enum Condition: String, Codable, Sendable {
    /// It has verdicts.
    case judged
    /// It is closed, and nobody has judged it.
    case gathered
    /// It is not closed: it goes on, or was ended from outside.
    case open
    /// Its files are not those that were recorded.
    case unsound
  }

  /// Whether low and high say the same.
  var score: String? {
    guard let low, let high else { return nil }
    return low == high ? low : "\(low) to \(high)"
  }
}

/// A requirement's state in a run, for trends and searches.
struct IndexedVerdict: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "verdict"

  /// Key of the run.
  var run: String
  /// Id of the requirement.
  var requirement: String
  /// Its revision.
  var revision: Int
  /// Its title.
  var title: String
  /// Its state.
  var state: String
}
