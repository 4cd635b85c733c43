/// What the linter warns of. The raw value is the diagnostic's `code`.
public enum LintRule: String, DiagnosticCode {
  // Requirements that decide nothing.
  case undemonstrable
  case cannotFail = "cannot-fail"

  // What a requirement owes its readers.
  case missingRationale = "missing-rationale"
  case missingRemedy = "missing-remedy"
  case missingSources = "missing-sources"
  case openWithoutNote = "open-without-note"
  case tradeName = "trade-name"

  // What a reviewer asks beside: how demands are worded and how they are shown.
  case declarationOnly = "declaration-only"
  case oneSided = "one-sided"
  case contradictoryThresholds = "contradictory-thresholds"
  case demandInDesirable = "demand-in-desirable"
  case severalDemands = "several-demands"
  case ambiguousWord = "ambiguous-word"
  case missingSection = "missing-section"

  // The list of findings that stand.
  case acceptedWithoutReason = "accepted-without-reason"
  case acceptedWithoutEffect = "accepted-without-effect"

  // Declarations that nothing refers to.
  case unusedSource = "unused-source"
  case unusedInput = "unused-input"
  case unusedRole = "unused-role"
  case unusedFixture = "unused-fixture"
  case unusedProcedure = "unused-procedure"
}
