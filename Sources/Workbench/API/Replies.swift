import Judgement

/// Who asks.
struct SessionReply: Codable, Hashable, Sendable {
  var isSignedIn: Bool
  var name: String?
  var seal: String
}

/// A run as programs see it.
struct RunReply: Codable, Hashable, Sendable {
  var key: String
  var path: String
  var id: String
  var condition: String
  var problem: String?
  var startedAt: String
  var endedAt: String?
  var network: String
  var bid: String
  var bidder: String
  var specification: String
  var version: String
  var profile: String?
  var gate: String?
  var scoreLow: String?
  var scoreHigh: String?
  var coverage: String?
  var isPartial: Bool
  var only: String?

  init(_ run: IndexedRun) {
    key = run.key
    path = run.path
    id = run.run
    condition = run.condition.rawValue
    problem = run.problem
    startedAt = run.startedAt
    endedAt = run.endedAt
    network = run.network
    bid = run.bid
    bidder = run.bidder
    specification = run.specification
    version = run.version
    profile = run.profile
    gate = run.gate
    scoreLow = run.low
    scoreHigh = run.high
    coverage = run.coverage
    isPartial = run.isPartial
    only = run.only
  }

  /// A run that has begun and written nothing yet.
  init(_ standing: LiveRuns.Standing) {
    key = standing.key
    path = standing.path
    id = standing.key
    condition = IndexedRun.Condition.open.rawValue
    problem = standing.note
    startedAt = standing.startedAt
    network = ""
    bid = ""
    bidder = ""
    specification = ""
    version = ""
    isPartial = true
  }
}

/// A list of runs.
struct RunsReply: Codable, Hashable, Sendable {
  var runs: [RunReply]
  var total: Int
  var notices: [String]
}

/// A run with its requirements.
struct RunDetailReply: Codable, Hashable, Sendable {
  var run: RunReply
  var live: LiveRuns.Standing?
  var requirements: [Requirement]

  /// A requirement's state.
  struct Requirement: Codable, Hashable, Sendable {
    var id: String
    var revision: Int
    var title: String
    var state: String

    init(_ verdict: IndexedVerdict) {
      id = verdict.requirement
      revision = verdict.revision
      title = verdict.title
      state = verdict.state
    }
  }
}

/// A network over its runs.
struct TrendReply: Codable, Hashable, Sendable {
  var points: [Point]

  /// A run with what changed since the one before.
  struct Point: Codable, Hashable, Sendable {
    var run: RunReply
    var changes: [TrendPoint.Change]
  }
}

/// Files that a run can be started with.
struct FilesReply: Codable, Hashable, Sendable {
  var files: [File]

  /// A file.
  struct File: Codable, Hashable, Sendable {
    var key: String
    var kind: String
    var path: String
  }
}

/// What a person decides.
struct AwaitedReply: Codable, Hashable, Sendable {
  var evidence: [AwaitedEvidence]
  var conflicts: [DeclaredConflict]
}

/// What came of writing.
struct WrittenReply: Codable, Hashable, Sendable {
  /// The tag of what stands there now.
  var tag: String
}
