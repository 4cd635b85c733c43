/// The rules that the repository keeps, each of which can be broken on purpose.
public enum RepositoryRule: String, CaseIterable, Hashable, Sendable {
  // What is provided
  case demandsDocuments, codesMissingDocument, demandsMetadata, codesMissingMetadata
  case computesHash, computesSize, statesItself
  /// Only what the registry took is told as a success.
  case passesRefusals
  /// What documents have to do with others is passed on, and refused with the rest where it can't be.
  case passesRelations
  /// Whoever a submission is meant for, it is taken.
  case takesRecipients
  // What is retrieved
  case givesWhole, givesBytes, givesAsked, givesOnce, namesDocuments, attaches
  case refusesUnknownDocuments, codesUnknownDocuments
  case refusesOtherRepositories, codesOtherRepositories
  case tellsPartialSuccess
  /// The media type is that which the source stated.
  case statesMediaType
  // What is removed
  case forgetsRemoved
}
