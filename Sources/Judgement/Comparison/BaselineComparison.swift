import Inventory
import Specification

/// What changed since a baseline.
public struct BaselineComparison: Hashable, Sendable {
  /// A requirement that came to something else than before.
  public struct Change: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// Title.
    public var title: String
    /// Level.
    public var level: Level
    /// What it came to then.
    public var before: String
    /// What it came to now.
    public var after: String
    /// Why, now.
    public var why: String
  }

  /// A requirement whose probes take longer than the bound allows.
  public struct Slowing: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// Title.
    public var title: String
    /// Milliseconds then.
    public var before: Int
    /// Milliseconds now.
    public var after: Int
  }

  /// How much longer probes may take than in the baseline.
  public struct Bound: Hashable, Sendable {
    /// Per cent of the time then: 200 is twice as long.
    public var percent: Int
    /// Milliseconds by which it must be longer as well, so that the noise of short exchanges is none.
    public var floor: Int

    /// Makes a bound.
    public init(percent: Int, floor: Int = 100) {
      self.percent = percent
      self.floor = floor
    }
  }

  /// The baseline's run and day.
  public var taken: String
  /// Came to something worse than before.
  public var worse: [Change] = []
  /// Came to something better.
  public var better: [Change] = []
  /// Could not be decided on one side: neither better nor worse.
  public var undecided: [Change] = []
  /// Stand here and not in the baseline, or in another revision, by `id@revision`.
  public var added: [String] = []
  /// Stand in the baseline and not here, or in another revision, by `id@revision`.
  public var gone: [String] = []
  /// Take longer than the bound allows; only those that are met both times.
  public var slower: [Slowing] = []

  /// Holds a scorecard against a baseline.
  ///
  /// - Parameter bound: how much longer probes may take; any time where nil.
  public init(_ scorecard: Scorecard, since baseline: Baseline, bound: Bound?) {
    taken = "\(baseline.run), \(baseline.taken)"
    let known = Dictionary(baseline.entries.map { ($0.requirement, $0) }, uniquingKeysWith: { first, _ in first })
    let verdicts = scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
    for verdict in verdicts {
      let reference = "\(verdict.id)@\(verdict.revision)"
      guard let entry = known[reference], let state = RequirementState(rawValue: entry.state) else {
        added.append(reference)
        continue
      }
      compare(verdict, with: entry, state, bound)
    }
    let here = Set(verdicts.map { "\($0.id)@\($0.revision)" })
    gone = baseline.entries.map(\.requirement).filter { !here.contains($0) }
  }

  private mutating func compare(
    _ verdict: RequirementVerdict, with entry: Baseline.Entry, _ before: RequirementState, _ bound: Bound?
  ) {
    let change = Change(
      requirement: entry.requirement, title: verdict.title, level: verdict.level, before: before.rawValue,
      after: verdict.state.rawValue, why: verdict.why)
    switch (before.standing, verdict.state.standing) {
    case (let then?, let now?) where then != now:
      if now < then { worse.append(change) } else { better.append(change) }
    case (nil, nil): break
    case (nil, _), (_, nil): undecided.append(change)
    default:
      if verdict.state == .partlyMet, let then = entry.credit.flatMap({ Rational(exact: $0) }),
        let now = Rational(exact: verdict.creditLow.exact), then != now
      {
        if now < then { worse.append(change) } else { better.append(change) }
      }
    }
    guard let bound, before == .met, verdict.state == .met, let then = entry.time, let now = verdict.probed else {
      return
    }
    let (old, new) = (Double(then) / 1_000_000, now * 1_000)
    if new * 100 > old * Double(bound.percent), new - old > Double(bound.floor) {
      slower.append(
        Slowing(
          requirement: entry.requirement, title: verdict.title, before: Int(min(old, 1e12)), after: Int(min(new, 1e12)))
      )
    }
  }
}

extension RequirementState {
  /// How good a state is beside others; nil where it says nothing about the system.
  fileprivate var standing: Int? {
    switch self {
    case .met: 4
    case .partlyMet: 3
    case .notDemonstrated: 2
    case .notMet: 1
    case .contradicted: 0
    case .notApplicable, .inconclusive: nil
    }
  }
}
