/// What a patient index can be told to do wrong.
public enum IndexDefect: String, NamedDefect {
  /// Registrations over HL7 v2 are acknowledged and not kept.
  case ignoresRegistrations = "feed-v2.ignores-registrations"
  /// Pre-admissions (A05) are refused.
  case refusesPreadmissions = "feed-v2.refuses-preadmissions"
  /// Admissions (A01) are acknowledged and not kept.
  case ignoresAdmissions = "feed-v2.ignores-admissions"
  /// The status of the NHS number is not kept.
  case dropsNumberStatus = "feed-v2.drops-number-status"
  /// The status of the NHS number stays as it was first told.
  case keepsFirstNumberStatus = "feed-v2.keeps-first-number-status"
  /// Merges over HL7 v2 are acknowledged and not carried out.
  case ignoresMergesV2 = "feed-v2.ignores-merges"
  /// The identifier that gave way in a merge stays among those of the patient.
  case keepsSubsumedIdentifier = "link.keeps-subsumed-identifier"
  /// Records are linked by family name and date of birth.
  case linksByLikeness = "link.by-name-and-birth-date"
  /// Numbers with a wrong check digit are taken, and link records.
  case linksByInvalidNumbers = "link.by-invalid-numbers"
  /// Every number is taken, and those that are not ten digits link records: the check digit is looked at of ten digits alone.
  case linksByMalformedNumbers = "link.by-malformed-numbers"
  /// A query for an identifier of an unknown domain succeeds with nothing.
  case emptyForUnknownDomain = "pix-v2.empty-for-unknown-domain"
  /// A query for identifiers in an unknown domain succeeds with nothing.
  case emptyForUnknownTarget = "pix-v2.empty-for-unknown-target-domain"
  /// A query for an unknown identifier succeeds with nothing.
  case emptyForUnknownPatient = "pix-v2.empty-for-unknown-patient"
  /// An error of a query is told without the segment that says which.
  case omitsErrorSegment = "pix-v2.omits-error-segment"
  /// The identifiers of the last domain are left out.
  case missesLastDomain = "pix-v2.misses-last-domain"
  /// A trace that finds nobody ends in an error.
  case errsOnNobodyV2 = "pdq-v2.errs-on-nobody"
  /// Each patient is given twice.
  case givesTwice = "pdq-v2.gives-patients-twice"
  /// Of several patients who fit the first one is given alone.
  case firstCandidateV2 = "pdq-v2.gives-first-candidate"
  /// Every patient is given, whatever is asked for.
  case everybodyV2 = "pdq-v2.gives-everybody"
  /// The NHS number is not among the identifiers of a patient who was traced.
  case omitsNumberV2 = "pdq-v2.omits-nhs-number"
  /// A trace by ward finds patients of every ward.
  case ignoresWard = "visits.ignore-the-ward"
  /// Updates state the structure of another message.
  case mislabelsUpdates = "notify-v2.states-another-structure"
  /// An update names the new identifier and none of those that it belongs to.
  case partialUpdates = "notify-v2.tells-new-identifier-alone"
  /// Domains in an update have no object identifier.
  case namespaceUpdates = "notify-v2.names-domains-by-namespace-alone"
  /// Consumers are told of identifiers that come together, and not of merges.
  case missesMerges = "notify-v3.misses-merges"
  /// An update names the new identifier and none of those that it belongs to.
  case partialRevisions = "notify-v3.tells-new-identifier-alone"
  /// Domains in an update are named by their namespace instead of their object identifier.
  case namespaceRevisions = "notify-v3.names-domains-by-text"
  /// An update is told by the message of a record that was added.
  case tellsOfAdditions = "notify-v3.sends-another-message"
  /// Updates come late.
  case tellsLate = "notify-v3.tells-late"
  /// Revisions over HL7 V3 are acknowledged and not kept.
  case ignoresRevisions = "feed-v3.ignores-revisions"
  /// Merges over HL7 V3 are acknowledged and not carried out.
  case ignoresMergesV3 = "feed-v3.ignores-merges"
  /// A feed is acknowledged by the code of an application where the transaction has that of a receipt.
  case applicationAcknowledgement = "feed-v3.acknowledges-as-application"
  /// A query in an unknown domain is answered as one that finds nothing.
  case emptyForUnknownDomainV3 = "pix-v3.empty-for-unknown-domain"
  /// A query for an unknown identifier is answered as one that finds nothing.
  case emptyForUnknownPatientV3 = "pix-v3.empty-for-unknown-patient"
  /// The identifier that was asked by is among those that are found.
  case returnsAskedIdentifier = "pix-v3.returns-asked-identifier"
  /// Identifiers of all domains are given where one is asked for.
  case ignoresDataSource = "pix-v3.ignores-data-source"
  /// An error is told without its code.
  case omitsDetail = "pix-v3.omits-error-detail"
  /// Answers do not repeat the query.
  case omitsQueryCopy = "pix-v3.omits-query-copy"
  /// Domains are named by their namespace instead of their object identifier.
  case textDomains = "pix-v3.names-domains-by-text"
  /// Answers acknowledge another message than the one that came.
  case relatesElsewhere = "pix-v3.acknowledges-another-message"
  /// Answers carry an action that the transaction does not have.
  case wrongAction = "pix-v3.wrong-action"
  /// Of several patients who fit the first one is given alone.
  case firstCandidateV3 = "pdq-v3.gives-first-candidate"
  /// A range of birth dates finds nobody.
  case ignoresRange = "pdq-v3.finds-nobody-by-range"
  /// The sex that is asked for is compared with codes of the maker's own.
  case localSexCodes = "pdq-v3.compares-local-sex-codes"
  /// A trace in an unknown domain is answered as one that finds nobody.
  case tracesUnknownDomain = "pdq-v3.empty-for-unknown-domain"
  /// All candidates come at once where one is asked for.
  case noPaging = "pdq-v3.ignores-initial-quantity"
  /// A continuation gives the first candidates again.
  case stuckPaging = "pdq-v3.repeats-first-page"
  /// A query that was cancelled goes on.
  case forgetsCancellation = "pdq-v3.ignores-cancellation"
  /// The number of candidates that are left is wrong by one.
  case wrongCounts = "pdq-v3.miscounts-remaining"
  /// Of several patients who fit the first one is given as the match.
  case guessesCandidate = "xcpd.guesses-candidate"
  /// A number decides alone, whatever the date of birth is.
  case ignoresDemographics = "xcpd.ignores-birth-date"
  /// Each answer names another community as the patient's.
  case otherCommunity = "xcpd.names-changing-communities"
  /// The patient is given without the number that he was asked for by.
  case omitsIdentifier = "xcpd.omits-identifier"
  /// That nobody fits is told as an error.
  case errsOnNobody = "xcpd.errs-on-nobody"
  /// The answer names another query than the one that was asked.
  case forgetsQuery = "xcpd.answers-another-query"

  /// The actor that has it.
  public static var actor: String { "index" }
}
