/// What the records of a site can be told to do wrong.
public enum RecordsDefect: String, NamedDefect {
  /// The capability statement is of release 3.0.2.
  case oldRelease = "capabilities.states-release-3"
  /// Versions and history are claimed and not there.
  case claimsHistory = "capabilities.claims-history-without-it"
  /// A search parameter is claimed and refused.
  case claimsParameter = "capabilities.claims-parameter-without-it"
  /// Resources come as text/plain.
  case sendsTextPlain = "formats.sends-text-plain"
  /// A format that cannot be given is answered with another.
  case ignoresAccept = "formats.ignores-accept"
  /// Errors are pages for people.
  case answersErrorsInHTML = "errors.answers-in-html"
  /// Errors have no content.
  case omitsOutcome = "errors.omits-outcome"
  /// Errors are sent with status 200.
  case succeedsWithOutcome = "errors.succeeds-with-outcome"
  /// What breaks the rules of its type is taken.
  case acceptsAnything = "create.accepts-anything"
  /// Unknown parameters are left out although the client forbids that.
  case ignoresStrict = "search.ignores-strict-handling"
  /// Resources come without the tag of their version.
  case noETag = "versions.omits-etag"
  /// An update of an old version overwrites the current one.
  case ignoresIfMatch = "versions.ignores-if-match"
  /// The current version is given where a former one is asked for.
  case givesCurrentVersion = "versions.gives-current-for-former"
  /// The history of a resource lists its current version alone.
  case listsCurrentVersion = "versions.lists-current-alone"
  /// What was deleted is still read.
  case keepsDeleted = "delete.keeps-deleted"
  /// A transaction that fails leaves what went before.
  case partialTransaction = "transaction.keeps-half"
  /// What a transaction created is told as if it had been there.
  case tellsNoCreation = "transaction.tells-no-creation"
  /// A patient who is there already is created again.
  case ignoresIfNoneExist = "create.ignores-if-none-exist"
  /// The number of all matches is one too many.
  case wrongTotal = "search.miscounts-total"
  /// The second page of a search is empty.
  case dropsSecondPage = "paging.drops-second-page"
  /// Every page has a next one.
  case endlessPaging = "paging.never-ends"
  /// Every page is the first one.
  case repeatsFirstPage = "paging.repeats-first-page"
  /// Extensions of a patient are not given back.
  case forgetsExtensions = "patients.forgets-extensions"
  /// Accession and placer numbers of orders and reports have no type and no assigner.
  case losesIdentifierType = "messages.loses-identifier-type"
  /// Accession and placer numbers of orders and reports do not tell who assigned them.
  case losesAssigner = "messages.loses-assigner"
  /// The accession number of a study has no type and no assigner.
  case losesStudyIdentifierType = "studies.loses-identifier-type"
  /// The code of an examination is given as text alone.
  case dropsExaminationCode = "messages.drops-examination-code"
  /// A cancelled order stays active.
  case keepsCancelledOrders = "orders.keeps-cancelled-active"
  /// Every order has the priority routine.
  case dropsPriority = "orders.drops-priority"
  /// The clinical question of an order is lost.
  case dropsReason = "orders.drops-reason"
  /// A final report is given as preliminary.
  case keepsPreliminary = "reports.stay-preliminary"
  /// The moment at which a report was released is lost.
  case dropsIssued = "reports.drop-release-time"
  /// Small words are lost from the text of a report.
  case altersText = "reports.alter-text"
  /// The organisation that reported is named by text alone.
  case namesOrganisationsByText = "reports.name-organisation-by-text"
  /// Who reported is named without the registration number.
  case dropsReporterNumber = "reports.drop-reporter-number"
  /// A study has one instance more than was stored.
  case miscountsInstances = "studies.miscount-instances"
  /// The last series of a study is not listed.
  case dropsSeries = "studies.drop-last-series"
  /// A study is dated by the moment at which it arrived.
  case startsAtReceipt = "studies.start-at-receipt"
  /// A study is of somebody else than the one whose images were stored.
  case mistakesPatients = "studies.mistake-patients"
  /// The modality of each series is given as OT.
  case generalisesModality = "studies.generalise-modality"
  /// The address at which the images of a study are leads nowhere.
  case givesDeadEndpoint = "studies.give-dead-endpoint"
  /// Searches by modality find all modalities.
  case ignoresModality = "search.ignores-modality"
  /// Searches by anatomy find everything.
  case ignoresBodySite = "search.ignores-body-site"
  /// Searches for one patient's studies find everybody's.
  case ignoresPatient = "search.ignores-patient"
  /// A query in an unknown domain succeeds with nothing.
  case emptyForUnknownDomain = "pixm.empty-for-unknown-domain"
  /// An unknown domain is told as an unknown patient is.
  case missesUnknownDomain = "pixm.misses-unknown-domain"
  /// A query for an unknown identifier succeeds with nothing.
  case emptyForUnknownPatient = "pixm.empty-for-unknown-patient"
  /// The identifier that was asked by is among those that are found.
  case echoesSource = "pixm.echoes-source"
  /// Of several patients who fit the first one is given alone.
  case firstCandidate = "pdqm.gives-first-candidate"
  /// A search by number finds everybody of the same name and date of birth too.
  case mergesTwins = "pdqm.merges-twins"
  /// Every fifth search for a patient takes seconds.
  case tracesLate = "pdqm.answers-late"
  /// A patient who is merely possible is given to who asks for certain ones.
  case guessesMatch = "match.guesses"
  /// The organisation stands in the directory without its code.
  case directoryWithoutCode = "directory.omits-ods-code"
  /// The organisation stands in the directory without its endpoint.
  case directoryWithoutEndpoint = "directory.omits-endpoint"
  /// An endpoint that is in use stands in the directory as switched off.
  case closesEndpoint = "directory.states-endpoint-off"
  /// Searches for documents leave class, type and event out.
  case ignoresDocumentKind = "mhd.ignores-kind"
  /// Searches for documents leave dates out.
  case ignoresDocumentDate = "mhd.ignores-dates"
  /// Searches for documents leave the confidentiality out.
  case ignoresSecurityLabel = "mhd.ignores-security-label"
  /// Documents lose their last byte.
  case altersDocument = "mhd.truncates-documents"
  /// Documents come as a type that says nothing.
  case mislabelsDocument = "mhd.mislabels-documents"
  /// Submissions are taken apart, and their lists forgotten.
  case losesSubmissionSets = "mhd.loses-submission-sets"
  /// Documents of FHIR are taken, and forgotten.
  case losesFHIRDocuments = "mhd.loses-fhir-documents"
  /// Documents of FHIR are refused without a word why.
  case refusesFHIRDocumentsByNoCode = "mhd.refuses-fhir-documents-by-no-code"
  /// Searches for lists find folders and submission sets alike.
  case ignoresListKind = "mhd.ignores-list-kind"
  /// Searches by accession number find documents of others.
  case ignoresAccessionNumber = "mhd.ignores-accession-number"
  /// Searches by study find documents of others.
  case ignoresStudy = "mhd.ignores-study"
  /// Searches by region find documents of all.
  case ignoresRegion = "mhd.ignores-anatomical-region"
  /// An expansion keeps the codes that the value set first had.
  case keepsFirstExpansion = "terminology.keeps-first-expansion"
  /// Nothing is logged.
  case writesNoLog = "audit.writes-nothing"
  /// Reading a record is logged as something else.
  case logsEverythingAsExecution = "audit.logs-reading-as-execution"
  /// A search for the events of one patient gives those of all.
  case ignoresAuditedPatient = "audit.gives-events-of-all-patients"
  /// Requests without a token are answered.
  case opensWithoutToken = "access.opens-without-token"
  /// Tokens without signature are trusted.
  case acceptsUnsigned = "access.accepts-unsigned-tokens"
  /// The signature of tokens is not looked at.
  case acceptsForeignKey = "access.accepts-any-signature"
  /// Tokens whose time is over are trusted.
  case ignoresExpiry = "access.ignores-expiry"
  /// Tokens open what they are not for.
  case ignoresScope = "access.ignores-scope"
  /// Tokens for another service are trusted.
  case ignoresAudience = "access.ignores-audience"
  /// A client gets a token by any secret.
  case anySecret = "tokens.accept-any-secret"
  /// A client that is not registered gets a token.
  case anyClient = "tokens.accept-any-client"
  /// A request of an unknown kind brings a token.
  case anyGrant = "tokens.accept-any-grant"
  /// A client's own token is trusted after its time.
  case takesExpiredAssertion = "tokens.accept-expired-assertion"
  /// A client's own token for another server is trusted.
  case takesAssertionForOthers = "tokens.accept-assertion-for-others"
  /// A client's own token is trusted twice.
  case takesReplayedAssertion = "tokens.accept-replayed-assertion"
  /// A client's own token is trusted without signature.
  case takesUnsignedAssertion = "tokens.accept-unsigned-assertion"
  /// The signature of a client's own token is not looked at.
  case takesForeignAssertion = "tokens.accept-any-assertion-key"
  /// Tokens are good for a day.
  case longLived = "tokens.live-for-a-day"
  /// Tokens come without their lifetime.
  case omitsExpiry = "tokens.omit-lifetime"
  /// Tokens come without what they open.
  case omitsScope = "tokens.omit-scope"
  /// The plain method of proof for codes is offered.
  case plainChallenge = "smart.offers-plain-challenge"
  /// The capability that applications are launched is not stated.
  case omitsLaunch = "smart.omits-launch"
  /// The token endpoint is named by an address without TLS.
  case plainTokenEndpoint = "smart.names-plain-token-endpoint"
  /// A scope is stated in a form that no version has.
  case oddScopes = "smart.states-odd-scopes"
  /// The authorization server's document names another issuer than the one that it was asked for as.
  case namesAnotherIssuer = "authority.names-another-issuer"
  /// The keys by which tokens are checked stand at an address without TLS.
  case plainKeySet = "authority.names-plain-key-set"
  /// Clients may show who they are by tokens without a signature.
  case takesUnsignedClients = "authority.takes-unsigned-clients"
  /// Calls hold the resource although none was asked for.
  case sendsContentUnasked = "subscriptions.send-content-unasked"
  /// Subscriptions are refused.
  case refusesSubscriptions = "subscriptions.are-refused"
  /// Calls come seconds late.
  case callsLate = "subscriptions.call-late"

  /// The actor that has it.
  public static var actor: String { "records" }
}
