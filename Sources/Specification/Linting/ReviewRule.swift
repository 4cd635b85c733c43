/// What a review warns of beside the linter: how demands are worded and how they are shown. The raw value is the
/// diagnostic's `code`.
public enum ReviewRule: String, DiagnosticCode {
  case declarationOnly = "declaration-only"
  case untestedWithoutReason = "untested-without-reason"
  case oneSided = "one-sided"
  case contradictoryThresholds = "contradictory-thresholds"
  case demandInDesirable = "demand-in-desirable"
  case severalDemands = "several-demands"
  case ambiguousWord = "ambiguous-word"
  case missingSection = "missing-section"

  // The list of findings that stand.
  case acceptedWithoutReason = "accepted-without-reason"
  case acceptedWithoutEffect = "accepted-without-effect"
}
