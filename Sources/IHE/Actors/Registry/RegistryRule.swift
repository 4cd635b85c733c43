/// The rules that the registry keeps, each of which can be broken on purpose.
public enum RegistryRule: String, CaseIterable, Hashable, Sendable {
  // Queries
  case filtersByPatient, filtersByStatus, filtersByClass, filtersByType, filtersByEvent, filtersByFormat
  case filtersByConfidentiality, filtersByFacility, filtersByPractice, filtersByAuthor, filtersByServiceTime
  case filtersByCreationTime, filtersByReference, filtersByKind
  /// A search that finds nothing is a success.
  case succeedsEmpty
  /// References are given where they are asked for, and whole objects otherwise.
  case givesReferences, givesWholeObjects
  case refusesUnknownQueries, codesUnknownQueries
  case demandsPatient, demandsStatus, codesMissingParameters
  /// Whole objects of one query are of one patient, except where a query is for several.
  case keepsToOnePatient
  /// Nothing that a search finds is left out without a word.
  case givesAll
  /// A query for several patients is answered for each of them.
  case answersForAllPatients
  /// Associations are given with the objects that a query joins.
  case givesAssociations
  // Submissions
  case listsSubmitted, keepsReferences, keepsTitles, keepsExtraMetadata
  /// A folder states when something last came into it.
  case notesFolderChanges
  case knowsPatients, codesUnknownPatients
  case demandsCodes, refusesWrongTimes
  case refusesOtherContent, codesOtherContent, refusesOtherSizes, refusesDoubleIDs
  case refusesOtherPatients, codesOtherPatients
  case resolvesReferences
  // Availability
  case deprecatesReplaced, keepsReplaced, listsReplacements, leavesAppended, refusesDeprecated
  // Changes of what is listed
  case refusesReferredTo, leavesNothingAlone, listsVersions, refusesStaleVersions, keepsPatientsOfVersions
  /// What is removed or deprecated is no longer found.
  case withdraws
  // Patients
  /// Patients whom it is told of are taken in.
  case takesFeeds
  /// What belonged to a patient who gave way becomes the other's, and nothing more is taken for the first.
  case mergesPatients, refusesSubsumed
}
