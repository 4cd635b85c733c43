/// The defects of the interface itself: capabilities, formats, versions, transactions, pages.
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var interfaceAccount: Account? {
    switch self {
    case .oldRelease:
      Account(
        "The capability statement is of release 3.0.2.", "R4 http.html §3.1.0.6",
        "A client for R4 does not connect, or misreads what it gets.")
    case .claimsHistory:
      Account(
        "Versions and history are claimed and not there.", "R4 capabilitystatement.html §5.2.1",
        "What the next supplier builds on it fails on the day it goes live.")
    case .claimsParameter:
      Account(
        "A search parameter is claimed and refused.", "R4 capabilitystatement.html §5.2.1",
        "What the next supplier builds on it fails on the day it goes live.")
    case .sendsTextPlain:
      Account(
        "Resources come as text/plain.", "R4 http.html §3.1.0.1.10",
        "Clients that look at the type throw every answer away.")
    case .ignoresAccept:
      Account(
        "A format that cannot be given is answered with another.", "R4 http.html §3.1.0.1.10",
        "An import at night reads what it cannot read.")
    case .answersErrorsInHTML:
      Account(
        "Errors are pages for people.", "R4 http.html §3.1.0.1.1",
        "A program cannot tell a missing patient from a broken server.")
    case .omitsOutcome:
      Account(
        "Errors have no content.", "R4 http.html §3.1.0.1.1",
        "A program cannot tell what was wrong with what it sent.")
    case .succeedsWithOutcome:
      Account(
        "Errors are sent with status 200.", "R4 http.html §3.1.0.1.1",
        "What was refused is taken for kept, and is lost.")
    case .acceptsAnything:
      Account(
        "What breaks the rules of its type is taken.", "R4 http.html §3.1.0.8.2",
        "A date of birth that is none stands in the record.")
    case .ignoresStrict:
      Account(
        "Unknown parameters are left out although the client forbids that.", "R4 search.html §3.1.1.1",
        "Everybody's studies come as if they were the patient's.")
    case .noETag:
      Account(
        "Resources come without the tag of their version.", "R4 http.html §3.1.0.5",
        "Two people correct a patient at once, and one correction is lost.")
    case .ignoresIfMatch:
      Account(
        "An update of an old version overwrites the current one.", "R4 http.html §3.1.0.5",
        "Two people correct a patient at once, and one correction is lost.")
    case .givesCurrentVersion:
      Account(
        "The current version is given where a former one is asked for.", "R4 http.html §3.1.0.3",
        "Nobody can show what the record said on the day of the error.")
    case .listsCurrentVersion:
      Account(
        "The history of a resource lists its current version alone.", "R4 http.html §3.1.0.13",
        "Changes cannot be followed back to whoever made them.")
    case .keepsDeleted:
      Account("What was deleted is still read.", "R4 http.html §3.1.0.7", "An order that was withdrawn is carried out.")
    case .partialTransaction:
      Account(
        "A transaction that fails leaves what went before.", "R4 http.html §3.1.0.11.2",
        "Half a document stays that nobody can repair.")
    case .tellsNoCreation:
      Account(
        "What a transaction created is told as if it had been there.", "R4 http.html §3.1.0.11.4",
        "A sender takes its report for one of another.")
    case .ignoresIfNoneExist:
      Account(
        "A patient who is there already is created again.", "R4 http.html §3.1.0.8.1",
        "One patient has two records, each with half of a history.")
    case .wrongTotal:
      Account(
        "The number of all matches is one too many.", "R4 search.html §3.1.1.5.7",
        "Staff look for a study that does not exist.")
    case .dropsSecondPage:
      Account(
        "The second page of a search is empty.", "R4 http.html §3.1.0.9",
        "The earlier study that explains the shadow is never shown.")
    case .endlessPaging:
      Account("Every page has a next one.", "R4 http.html §3.1.0.9", "Clients ask on until they are switched off.")
    case .repeatsFirstPage:
      Account(
        "Every page is the first one.", "R4 http.html §3.1.0.9",
        "The earlier study that explains the shadow is never shown.")
    default: nil
    }
  }
}
