/// The rules of what is told to the audit record repository, each of which can be broken on purpose.
enum AuditRule: Hashable, Sendable {
  case tellsRetrievals
  case tellsQueries
  case tellsSubmissions
  case codesEvents
  case statesOutcome
  case namesAccessPoints
  case namesPatients
  case namesDocuments
  case keepsToIdentifiers
  case keepsSchema
  case countsLengths
}
