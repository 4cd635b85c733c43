extension RecordsDefect {
  /// What goes wrong.
  public var sentence: String { description.sentence }

  /// The clause that is broken.
  public var clause: String { description.clause }

  /// What becomes of patients and staff.
  public var harm: String { description.harm }

  private typealias Description = (sentence: String, clause: String, harm: String)

  private var description: Description {
    switch self {
    case .oldRelease:
      (
        "The capability statement is of release 3.0.2.",
        "R4 http.html §3.1.0.6",
        "A client for R4 does not connect, or misreads what it gets."
      )
    case .claimsHistory:
      (
        "Versions and history are claimed and not there.",
        "R4 capabilitystatement.html §5.2.1",
        "What the next supplier builds on it fails on the day it goes live."
      )
    case .claimsParameter:
      (
        "A search parameter is claimed and refused.",
        "R4 capabilitystatement.html §5.2.1",
        "What the next supplier builds on it fails on the day it goes live."
      )
    case .sendsTextPlain:
      (
        "Resources come as text/plain.",
        "R4 http.html §3.1.0.1.10",
        "Clients that look at the type throw every answer away."
      )
    case .ignoresAccept:
      (
        "A format that cannot be given is answered with another.",
        "R4 http.html §3.1.0.1.10",
        "An import at night reads what it cannot read."
      )
    case .answersErrorsInHTML:
      (
        "Errors are pages for people.",
        "R4 http.html §3.1.0.1.1",
        "A program cannot tell a missing patient from a broken server."
      )
    case .omitsOutcome:
      (
        "Errors have no content.",
        "R4 http.html §3.1.0.1.1",
        "A program cannot tell what was wrong with what it sent."
      )
    case .succeedsWithOutcome:
      (
        "Errors are sent with status 200.",
        "R4 http.html §3.1.0.1.1",
        "What was refused is taken for kept, and is lost."
      )
    case .acceptsAnything:
      (
        "What breaks the rules of its type is taken.",
        "R4 http.html §3.1.0.8.2",
        "A date of birth that is none stands in the record."
      )
    case .ignoresStrict:
      (
        "Unknown parameters are left out although the client forbids that.",
        "R4 search.html §3.1.1.1",
        "Everybody's studies come as if they were the patient's."
      )
    case .noETag:
      (
        "Resources come without the tag of their version.",
        "R4 http.html §3.1.0.5",
        "Two people correct a patient at once, and one correction is lost."
      )
    case .ignoresIfMatch:
      (
        "An update of an old version overwrites the current one.",
        "R4 http.html §3.1.0.5",
        "Two people correct a patient at once, and one correction is lost."
      )
    case .givesCurrentVersion:
      (
        "The current version is given where a former one is asked for.",
        "R4 http.html §3.1.0.3",
        "Nobody can show what the record said on the day of the error."
      )
    case .listsCurrentVersion:
      (
        "The history of a resource lists its current version alone.",
        "R4 http.html §3.1.0.13",
        "Changes cannot be followed back to whoever made them."
      )
    case .keepsDeleted:
      (
        "What was deleted is still read.",
        "R4 http.html §3.1.0.7",
        "An order that was withdrawn is carried out."
      )
    case .partialTransaction:
      (
        "A transaction that fails leaves what went before.",
        "R4 http.html §3.1.0.11.2",
        "Half a document stays that nobody can repair."
      )
    case .tellsNoCreation:
      (
        "What a transaction created is told as if it had been there.",
        "R4 http.html §3.1.0.11.4",
        "A sender takes its report for one of another."
      )
    case .ignoresIfNoneExist:
      (
        "A patient who is there already is created again.",
        "R4 http.html §3.1.0.8.1",
        "One patient has two records, each with half of a history."
      )
    case .wrongTotal:
      (
        "The number of all matches is one too many.",
        "R4 search.html §3.1.1.5.7",
        "Staff look for a study that does not exist."
      )
    case .dropsSecondPage:
      (
        "The second page of a search is empty.",
        "R4 http.html §3.1.0.9",
        "The earlier study that explains the shadow is never shown."
      )
    case .endlessPaging:
      (
        "Every page has a next one.",
        "R4 http.html §3.1.0.9",
        "Clients ask on until they are switched off."
      )
    case .repeatsFirstPage:
      (
        "Every page is the first one.",
        "R4 http.html §3.1.0.9",
        "The earlier study that explains the shadow is never shown."
      )
    case .forgetsExtensions:
      (
        "Extensions of a patient are not given back.",
        "R4 extensibility.html §2.4.1",
        "A number that nobody verified looks verified."
      )
    case .losesIdentifierType:
      (
        "Accession and placer numbers of orders and reports have no type and no assigner.",
        "R4 datatypes.html §2.24.0.14",
        "The numbers of two hospitals are taken for one."
      )
    case .losesAssigner:
      (
        "Accession and placer numbers of orders and reports do not tell who assigned them.",
        "R4 datatypes.html §2.24.0.11, Identifier.assigner",
        "Two trusts count from one: a report is taken for that of another patient's study."
      )
    case .losesStudyIdentifierType:
      (
        "The accession number of a study has no type and no assigner.",
        "R4 datatypes.html §2.24.0.14",
        "The numbers of two hospitals are taken for one."
      )
    case .dropsExaminationCode:
      (
        "The code of an examination is given as text alone.",
        "R4 terminologies.html §4.1",
        "Examinations cannot be counted or compared."
      )
    case .keepsCancelledOrders:
      (
        "A cancelled order stays active.",
        "HL7 v2.5.1 §4.5.1.1",
        "A patient is called for an examination that nobody wants."
      )
    case .dropsPriority:
      (
        "Every order has the priority routine.",
        "HL7 v2.5.1 §4.5.1.7",
        "A stroke waits with the check-ups."
      )
    case .dropsReason:
      (
        "The clinical question of an order is lost.",
        "HL7 v2.5.1 §4.5.3.31",
        "The radiologist answers a question that nobody asked."
      )
    case .keepsPreliminary:
      (
        "A final report is given as preliminary.",
        "HL7 v2.5.1 §4.5.3.25",
        "The ward waits for a report that it has."
      )
    case .dropsIssued:
      (
        "The moment at which a report was released is lost.",
        "R4 diagnosticreport.html §10.3",
        "A corrected report cannot be told from the first."
      )
    case .altersText:
      (
        "Small words are lost from the text of a report.",
        "HL7 v2.5.1 §2.7",
        "A finding that was excluded is read as found."
      )
    case .namesOrganisationsByText:
      (
        "The organisation that reported is named by text alone.",
        "NHS Data Dictionary, ORGANISATION CODE",
        "Nobody knows whom to call."
      )
    case .dropsReporterNumber:
      (
        "Who reported is named without the registration number.",
        "NHS Data Dictionary, GENERAL MEDICAL COUNCIL REFERENCE NUMBER",
        "Two doctors of one name are taken for one."
      )
    case .miscountsInstances:
      (
        "A study has one instance more than was stored.",
        "R4 imagingstudy.html §10.4",
        "Staff wait for an image that does not exist."
      )
    case .dropsSeries:
      (
        "The last series of a study is not listed.",
        "R4 imagingstudy.html §10.4",
        "The images with contrast medium are not looked at."
      )
    case .startsAtReceipt:
      (
        "A study is dated by the moment at which it arrived.",
        "R4 imagingstudy.html §10.4",
        "An old study is taken for the new one."
      )
    case .mistakesPatients:
      (
        "A study is of somebody else than the one whose images were stored.",
        "R4 ImagingStudy.subject",
        "Images are read as those of another patient."
      )
    case .generalisesModality:
      (
        "The modality of each series is given as OT.",
        "PS3.3 §C.7.3.1.1.1",
        "The earlier CT is not among the CTs."
      )
    case .givesDeadEndpoint:
      (
        "The address at which the images of a study are leads nowhere.",
        "R4 imagingstudy.html §10.4",
        "The list shows images that nobody can open."
      )
    case .ignoresModality:
      (
        "Searches by modality find all modalities.",
        "R4 search.html §3.1.1.1",
        "The earlier CT is lost among the X-rays."
      )
    case .ignoresBodySite:
      (
        "Searches by anatomy find everything.",
        "R4 search.html §3.1.1.1",
        "The earlier chest is lost among the knees."
      )
    case .ignoresPatient:
      (
        "Searches for one patient's studies find everybody's.",
        "R4 search.html §3.1.1.1",
        "A stranger's images stand in the patient's list."
      )
    case .emptyForUnknownDomain:
      (
        "A query in an unknown domain succeeds with nothing.",
        "ITI TF-2 §3.83.4.2.2",
        "A wrong setting looks like a patient without history."
      )
    case .missesUnknownDomain:
      (
        "An unknown domain is told as an unknown patient is.",
        "ITI TF-2 §3.83.4.2.2",
        "The help desk looks for a patient where a setting is wrong."
      )
    case .emptyForUnknownPatient:
      (
        "A query for an unknown identifier succeeds with nothing.",
        "ITI TF-2 §3.83.4.2.2",
        "A mistyped number looks like a patient without history."
      )
    case .echoesSource:
      (
        "The identifier that was asked by is among those that are found.",
        "ITI TF-2 §3.83.4.2.2",
        "A patient whom nobody else knows looks as if somebody did."
      )
    case .firstCandidate:
      (
        "Of several patients who fit the first one is given alone.",
        "ITI TF-2 §3.78.4.2.2",
        "The clerk takes the wrong one of two, and is shown no other."
      )
    case .mergesTwins:
      (
        "A search by number finds everybody of the same name and date of birth too.",
        "ITI TF-2 §3.78.4.1.2",
        "Twins get each other's images."
      )
    case .tracesLate:
      (
        "Every fifth search for a patient takes seconds.",
        "the network's performance schedule",
        "At the desk people type a new record rather than wait for the old one."
      )
    case .directoryWithoutCode:
      (
        "The organisation stands in the directory without its code.",
        "ITI TF-2 §3.90.4.1.2",
        "Who looks a trust up by its code finds none."
      )
    case .directoryWithoutEndpoint:
      (
        "The organisation stands in the directory without its endpoint.",
        "ITI TF-2 §3.90.4.2.2",
        "Images are sent by courier because no address is known."
      )
    case .closesEndpoint:
      (
        "An endpoint that is in use stands in the directory as switched off.",
        "R4 endpoint.html §8.10",
        "Images are sent by courier because the address is taken for closed."
      )
    case .ignoresDocumentKind:
      (
        "Searches for documents leave class, type and event out.",
        "ITI TF-2 §3.67.4.1.2",
        "The report is lost among letters."
      )
    case .ignoresDocumentDate:
      (
        "Searches for documents leave dates out.",
        "ITI TF-2 §3.67.4.1.2",
        "The newest report is lost among old ones."
      )
    case .ignoresSecurityLabel:
      (
        "Searches for documents leave the confidentiality out.",
        "ITI TF-2 §3.67.4.1.2",
        "Restricted documents stand in the list of all."
      )
    case .altersDocument:
      (
        "Documents lose their last byte.",
        "ITI TF-2 §3.68.4.2.2",
        "A report without its end says something else."
      )
    case .mislabelsDocument:
      (
        "Documents come as a type that says nothing.",
        "ITI TF-2 §3.68.4.2.2",
        "The viewer offers to save a report instead of showing it."
      )
    case .losesSubmissionSets:
      (
        "Submissions are taken apart, and their lists forgotten.",
        "ITI TF-2 §3.65.4.1.3",
        "Nobody knows which documents belonged together."
      )
    case .losesFHIRDocuments:
      (
        "Documents of FHIR are taken, and forgotten.",
        "ITI TF-2 §3.65.4.1.3",
        "The entry leads to a document that nobody has, and its source believes it kept."
      )
    case .refusesFHIRDocumentsByNoCode:
      (
        "Documents of FHIR are refused, and no code says why.",
        "ITI TF-2 §3.65.4.1.3",
        "The source cannot tell that the same document in another form would be taken."
      )
    case .ignoresListKind:
      (
        "Searches for lists find folders and submission sets alike.",
        "ITI TF-2 §3.66.4.1.2",
        "Folders fill with what never was in them."
      )
    case .ignoresAccessionNumber:
      (
        "Searches by accession number find documents of others.",
        "IHE RAD MADO",
        "The report of another examination is opened."
      )
    case .ignoresStudy:
      (
        "Searches by study find documents of others.",
        "IHE RAD MADO",
        "The images of another examination are opened."
      )
    case .ignoresRegion:
      (
        "Searches by region find documents of all.",
        "IHE RAD MADO",
        "The earlier chest is lost among the knees."
      )
    case .keepsFirstExpansion:
      (
        "An expansion keeps the codes that the value set first had.",
        "R4 valueset-operation-expand.html",
        "New examinations cannot be ordered until the server is restarted."
      )
    case .writesNoLog:
      (
        "Nothing is logged.",
        "ITI TF-2 §3.20",
        "Nobody can tell a patient who looked at his record."
      )
    case .logsEverythingAsExecution:
      (
        "Reading a record is logged as something else.",
        "PS3.15 §A.5.1",
        "A search for who read the record finds nobody."
      )
    case .ignoresAuditedPatient:
      (
        "A search for the events of one patient gives those of all.",
        "FHIR R4, AuditEvent, search parameter patient",
        "Who looked at a neighbour's record is told to the patient who asked."
      )
    case .opensWithoutToken:
      (
        "Requests without a token are answered.",
        "RFC 6750 §3",
        "Whoever is in the building reads every record."
      )
    case .acceptsUnsigned:
      (
        "Tokens without signature are trusted.",
        "RFC 8725 §3.1",
        "Whoever can write a line of text reads every record."
      )
    case .acceptsForeignKey:
      (
        "The signature of tokens is not looked at.",
        "RFC 7519 §7.2",
        "Whoever can write a line of text reads every record."
      )
    case .ignoresExpiry:
      (
        "Tokens whose time is over are trusted.",
        "RFC 7519 §4.1.4",
        "Who left the trust years ago still reads its records."
      )
    case .ignoresScope:
      (
        "Tokens open what they are not for.",
        "SMART App Launch 2.2, Scopes",
        "The directory's client reads patients."
      )
    case .ignoresAudience:
      (
        "Tokens for another service are trusted.",
        "RFC 7519 §4.1.3",
        "A leak at one supplier opens all others."
      )
    case .anySecret:
      (
        "A client gets a token by any secret.",
        "RFC 6749 §2.3.1",
        "Whoever knows a name reads every record."
      )
    case .anyClient:
      (
        "A client that is not registered gets a token.",
        "RFC 6749 §2.3",
        "Whoever finds the address reads every record."
      )
    case .anyGrant:
      (
        "A request of an unknown kind brings a token.",
        "RFC 6749 §5.2",
        "Ways in stay open that nobody watches."
      )
    case .takesExpiredAssertion:
      (
        "A client's own token is trusted after its time.",
        "RFC 7523 §3",
        "What was once recorded opens the records for ever."
      )
    case .takesAssertionForOthers:
      (
        "A client's own token for another server is trusted.",
        "RFC 7523 §3",
        "One server can act as the client at all others."
      )
    case .takesReplayedAssertion:
      (
        "A client's own token is trusted twice.",
        "SMART App Launch 2.2, Client Authentication: Asymmetric",
        "What was once recorded opens the records again."
      )
    case .takesUnsignedAssertion:
      (
        "A client's own token is trusted without signature.",
        "RFC 8725 §3.1",
        "Whoever knows a name reads every record."
      )
    case .takesForeignAssertion:
      (
        "The signature of a client's own token is not looked at.",
        "RFC 7523 §3",
        "Whoever knows a name reads every record."
      )
    case .longLived:
      (
        "Tokens are good for a day.",
        "SMART App Launch 2.2, Backend Services",
        "A stolen token works until the next morning."
      )
    case .omitsExpiry:
      (
        "Tokens come without their lifetime.",
        "RFC 6749 §5.1",
        "Clients use tokens until work stops in the middle."
      )
    case .omitsScope:
      (
        "Tokens come without what they open.",
        "SMART App Launch 2.2, Backend Services",
        "Clients find out what they may do by being refused."
      )
    case .plainChallenge:
      (
        "The plain method of proof for codes is offered.",
        "SMART App Launch 2.2, Conformance",
        "A code that is seen on its way opens the record."
      )
    case .omitsLaunch:
      (
        "The capability that applications are launched is not stated.",
        "SMART App Launch 2.2, Conformance",
        "The application is opened beside the record, for whichever patient."
      )
    case .plainTokenEndpoint:
      (
        "The token endpoint is named by an address without TLS.",
        "SMART App Launch 2.2, Conformance",
        "Secrets are sent so that everybody on the way reads them."
      )
    case .oddScopes:
      (
        "A scope is stated in a form that no version has.",
        "SMART App Launch 2.2, Scopes",
        "Applications ask for what they are never given."
      )
    case .namesAnotherIssuer:
      (
        "The authorization server's document names another issuer than the one that it was asked for as.",
        "RFC 8414 §3.3",
        "Who can answer in its place has staff sign on at theirs."
      )
    case .plainKeySet:
      (
        "The keys by which tokens are checked stand at an address without TLS.",
        "RFC 8414 §2",
        "Who stands on the line gives out keys of his own, and signs for anybody."
      )
    case .takesUnsignedClients:
      (
        "Clients may show who they are by tokens without a signature.",
        "RFC 8414 §2",
        "Whoever knows the name of a client is that client."
      )
    case .guessesMatch:
      (
        "A patient who is merely possible is given to who asks for certain ones.",
        "R4 Patient/$match, onlyCertainMatches",
        "A twin's record is joined to the other's, and nobody was asked."
      )
    case .sendsContentUnasked:
      (
        "Calls hold the resource although none was asked for.",
        "R4 subscription.html §2.46.7.1",
        "Names of patients stand in the logs of every proxy."
      )
    case .refusesSubscriptions:
      (
        "Subscriptions are refused.",
        "R4 subscription.html §2.46.7",
        "Every ward asks all day long whether there is something new."
      )
    case .callsLate:
      (
        "Who subscribed is called seconds after a study is there.",
        "the network's performance schedule",
        "The reader who waits for an emergency hears of it late."
      )
    }
  }
}
