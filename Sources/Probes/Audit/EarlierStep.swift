import Evidence
import Specification

/// A step that a scenario has carried out already.
public struct EarlierStep: Sendable {
  /// Step id.
  public var id: String
  /// Step kind.
  public var kind: String
  /// System aimed at, `site/system`.
  public var system: String
  /// Inputs with every name replaced; secrets left out.
  public var inputs: [String: Value]
  /// What was seen at the last attempt.
  public var observation: [String: Value]
  /// Why the exchange did not complete; nil when it did.
  public var failure: StepFailure?
  /// When its first attempt began.
  public var begin: ContinuousClock.Instant
  /// When its last attempt had ended.
  public var end: ContinuousClock.Instant
  /// While the exchange of its last attempt was under way, without what it had to wait for before.
  public var exchange: ClosedRange<ContinuousClock.Instant>
  /// When each thing came that it awaited; nothing where it awaited nothing.
  public var arrivals: [ContinuousClock.Instant]

  /// Of a step as the record keeps it.
  ///
  /// - Parameter exchange: From its begin to its end where nil.
  init(
    _ record: StepRecord, begin: ContinuousClock.Instant, end: ContinuousClock.Instant,
    exchange: ClosedRange<ContinuousClock.Instant>? = nil, arrivals: [ContinuousClock.Instant] = []
  ) {
    id = record.id
    kind = record.kind
    system = record.system
    inputs = if case .record(let fields) = record.inputs { fields } else { [:] }
    observation = if case .record(let fields) = record.observation { fields } else { [:] }
    failure = record.failure
    self.begin = begin
    self.end = end
    self.exchange = exchange ?? begin...max(begin, end)
    self.arrivals = arrivals
  }
}
