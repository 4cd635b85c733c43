/// The states of a requirement, as the language defines them.
public enum RequirementState: String, CaseIterable, Codable, Hashable, Sendable {
  case met
  case partlyMet = "partly met"
  case notMet = "not met"
  case contradicted
  case notDemonstrated = "not demonstrated"
  case notApplicable = "not applicable"
  case inconclusive
}
