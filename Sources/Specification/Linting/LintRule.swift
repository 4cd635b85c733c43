/// What the linter warns of. The raw value is the diagnostic's `code`.
public enum LintRule: String, DiagnosticCode {
  // Requirements that decide nothing.
  case undemonstrable
  case cannotFail = "cannot-fail"
  // Requirements whose systems may disturb one another.
  case sharedChange = "shared-change"

  // What a requirement owes its readers.
  case missingRationale = "missing-rationale"
  case missingRemedy = "missing-remedy"
  case missingSources = "missing-sources"
  case openWithoutNote = "open-without-note"
  case tradeName = "trade-name"

  // Declarations that nothing refers to.
  case unusedSource = "unused-source"
  case unusedInput = "unused-input"
  case unusedRole = "unused-role"
  case unusedFixture = "unused-fixture"
  case unusedProcedure = "unused-procedure"
}
