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

  /// Of a step as the record keeps it.
  init(_ record: StepRecord, begin: ContinuousClock.Instant, end: ContinuousClock.Instant) {
    id = record.id
    kind = record.kind
    system = record.system
    inputs = if case .record(let fields) = record.inputs { fields } else { [:] }
    observation = if case .record(let fields) = record.observation { fields } else { [:] }
    failure = record.failure
    self.begin = begin
    self.end = end
  }
}
