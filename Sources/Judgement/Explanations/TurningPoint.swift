import Specification

/// What a requirement turns on under one binding, so that a reason names what decided, and not what failed first.
struct TurningPoint {
  /// By which it stands as it does.
  private let deciding: Set<String>
  /// What does not hold and would have to.
  private let wanting: Set<String>
  /// What need not hold, as another way that the requirement allows was shown.
  private let spared: Set<String>

  init(_ expression: EvidenceExpression, evidence: [EvidenceVerdict]) {
    let results = Dictionary(
      evidence.map { ($0.id, SettledResult($0.result)) }, uniquingKeysWith: { first, _ in first })
    deciding = expression.deciding(results)
    wanting = expression.wanting(results)
    spared = expression.spared(results)
  }

  /// The evidence from which reasons are taken: what decided, then what is missing besides, then the rest but for what need
  /// not hold, each in its order.
  func telling(_ evidence: [EvidenceVerdict]) -> [EvidenceVerdict] {
    let told = evidence.filter { !isSpared($0) }
    let decided = told.filter { deciding.contains($0.id) }
    let missing = told.filter { !deciding.contains($0.id) && wanting.contains($0.id) }
    return decided + missing + told.filter { !deciding.contains($0.id) && !wanting.contains($0.id) }
  }

  /// Whether evidence does not hold and nothing is lost by that.
  func isSpared(_ verdict: EvidenceVerdict) -> Bool {
    switch verdict.result {
    case .holds, .holdsInPart: false
    case .fails, .silent, .needsHumanEye, .undetermined: spared.contains(verdict.id) && !wanting.contains(verdict.id)
    }
  }
}
