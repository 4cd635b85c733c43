import Inventory
import Specification

/// What a gate says of a change: the scorecard, what is worse than before, what came out differently when it was tried again,
/// and which waivers end soon.
public struct GateReport: Hashable, Sendable {
  /// A requirement that failed and was met when it was tried again.
  public struct Flaky: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// Title.
    public var title: String
    /// What it came to, attempt by attempt.
    public var states: [RequirementState]

    /// Makes an entry.
    public init(requirement: String, title: String, states: [RequirementState]) {
      self.requirement = requirement
      self.title = title
      self.states = states
    }
  }

  /// A waiver that still holds and ends soon.
  public struct Expiring: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// Last day, `YYYY-MM-DD`.
    public var expires: String
    /// Who gave it.
    public var approver: String
  }

  /// The verdicts of the first attempt.
  public var scorecard: Scorecard
  /// What changed since the baseline; nil without one.
  public var changes: BaselineComparison?
  /// What came out differently when it was tried again.
  public var flaky: [Flaky]
  /// Waivers that end soon.
  public var expiring: [Expiring]
  /// What the gate exits with.
  public let exitCode: Int

  /// Makes a report.
  ///
  /// A requirement that was met when it was tried again does not fail the gate, and the points that it lost do not put the
  /// score below the threshold; it stays in the report as flaky, and the score shown is that of the first attempt.
  ///
  /// - Parameters:
  ///   - threshold: the score that the specification asks for, on its scale.
  ///   - waivers: the network owner's waivers, of which those that end by `horizon` are announced.
  ///   - horizon: a day, `YYYY-MM-DD`.
  public init(
    _ scorecard: Scorecard, changes: BaselineComparison?, flaky: [Flaky], waivers: [Waiver], horizon: String,
    threshold: ExactFraction?
  ) {
    self.scorecard = scorecard
    self.flaky = flaky
    let recovered = Set(flaky.map(\.requirement))
    self.changes = changes.map { changes in
      var rest = changes
      rest.worse.removeAll { recovered.contains($0.requirement) }
      return rest
    }
    let now = scorecard.run.now
    expiring = waivers.filter { $0.granted <= now && now <= $0.expires && $0.expires <= horizon }
      .sorted { ($0.expires, $0.requirement) < ($1.expires, $1.requirement) }
      .map { Expiring(requirement: $0.requirement, expires: $0.expires, approver: $0.approver) }
    let references = Dictionary(
      scorecard.groups.flatMap(\.requirements).map { ($0.id, "\($0.id)@\($0.revision)") },
      uniquingKeysWith: { first, _ in first })
    let failing = scorecard.gate.failing.contains { id in references[id].map { !recovered.contains($0) } ?? true }
    let regained = scorecard.groups.flatMap(\.requirements).filter { recovered.contains("\($0.id)@\($0.revision)") }
      .reduce(Rational.zero) { $0 + (Rational(exact: $1.lost.exact) ?? .zero) }
    let points =
      ((Rational(exact: scorecard.score.low.exact) ?? .zero) + regained)
      * Rational(scorecard.specification.scale.maximum)
    let isBelow = threshold.map { points < Rational($0) } ?? false
    let isWorse = !(self.changes?.worse.isEmpty ?? true) || !(self.changes?.slower.isEmpty ?? true)
    switch scorecard.exitCode {
    case 3, 6: exitCode = scorecard.exitCode
    default: exitCode = failing ? 4 : isBelow || isWorse ? 5 : 0
    }
  }
}
