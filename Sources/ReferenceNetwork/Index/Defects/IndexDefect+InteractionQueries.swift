/// The defects of queries over HL7 V3.
extension IndexDefect {
  /// The account of a defect of this part; nil where it is of another.
  var interactionQueriesAccount: Account? {
    switch self {
    case .emptyForUnknownDomainV3:
      Account(
        "A query in an unknown domain is answered as one that finds nothing.", "ITI TF-2 §3.45.4.2.3",
        "A wrong setting looks like a patient without history.")
    case .emptyForUnknownPatientV3:
      Account(
        "A query for an unknown identifier is answered as one that finds nothing.", "ITI TF-2 §3.45.4.2.3",
        "A mistyped number looks like a patient without history.")
    case .returnsAskedIdentifier:
      Account(
        "The identifier that was asked by is among those that are found.", "ITI TF-2 §3.45.4.2.3",
        "A patient whom nobody else knows looks as if somebody did.")
    case .ignoresDataSource:
      Account(
        "Identifiers of all domains are given where one is asked for.", "ITI TF-2 §3.45.4.1.2",
        "A number of one member is written into the record of another.")
    case .omitsDetail:
      Account(
        "An error is told without its code.", "ITI TF-2 §3.45.4.2.3",
        "The help desk looks for the error where it is not.")
    case .omitsQueryCopy:
      Account(
        "Answers do not repeat the query.", "ITI TF-2 §3.45.4.2.2",
        "A client with two queries open takes one's answer for the other's.")
    case .textDomains:
      Account(
        "Domains are named by their namespace instead of their object identifier.", "ITI TF-2 Appendix E.1",
        "Two members with one abbreviation are taken for one.")
    case .relatesElsewhere:
      Account(
        "Answers acknowledge another message than the one that came.", "ITI TF-2 Appendix O.1",
        "Clients throw the answer away, or give it to another patient's window.")
    case .wrongAction:
      Account(
        "Answers carry an action that the transaction does not have.", "ITI TF-2 §3.45.5",
        "Toolkits of other makers refuse every answer.")
    case .firstCandidateV3:
      Account(
        "Of several patients who fit the first one is given alone.", "ITI TF-2 §3.47.4.2.3",
        "The clerk takes the wrong one of two, and is shown no other.")
    case .ignoresRange:
      Account(
        "A range of birth dates finds nobody.", "ITI TF-2 §3.47.4.1.2",
        "Who does not know his birthday is registered a second time.")
    case .localSexCodes:
      Account(
        "The sex that is asked for is compared with codes of the maker's own.", "ITI TF-2 §3.47.4.1.2",
        "A trace with all that is known finds less than one with half of it.")
    case .tracesUnknownDomain:
      Account(
        "A trace in an unknown domain is answered as one that finds nobody.", "ITI TF-2 §3.47.4.2.3",
        "A wrong setting looks like a new patient.")
    case .noPaging:
      Account(
        "All candidates come at once where one is asked for.", "ITI TF-2 §3.47.4.1.2",
        "A desk waits for a thousand patients of one name.")
    case .stuckPaging:
      Account(
        "A continuation gives the first candidates again.", "ITI TF-2 §3.47.4.3.3",
        "The patient on the second page is never seen.")
    case .forgetsCancellation:
      Account(
        "A query that was cancelled goes on.", "ITI TF-2 §3.47.4.3.3",
        "Lists that nobody reads fill the memory until the index stops.")
    case .wrongCounts:
      Account(
        "The number of candidates that are left is wrong by one.", "ITI TF-2 §3.47.4.2.2",
        "A list is taken for whole while one is missing.")
    default: nil
    }
  }
}
