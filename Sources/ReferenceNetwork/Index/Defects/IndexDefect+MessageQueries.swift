/// The defects of queries over HL7 v2.
extension IndexDefect {
  /// The account of a defect of this part; nil where it is of another.
  var messageQueriesAccount: Account? {
    switch self {
    case .emptyForUnknownDomain:
      Account(
        "A query for an identifier of an unknown domain succeeds with nothing.", "ITI TF-2 §3.9.4.2.2",
        "A wrong setting looks like a patient without history.")
    case .emptyForUnknownTarget:
      Account(
        "A query for identifiers in an unknown domain succeeds with nothing.", "ITI TF-2 §3.9.4.2.2",
        "A wrong setting looks like a patient without history.")
    case .emptyForUnknownPatient:
      Account(
        "A query for an unknown identifier succeeds with nothing.", "ITI TF-2 §3.9.4.2.2",
        "A mistyped number looks like a patient without history.")
    case .omitsErrorSegment:
      Account(
        "An error of a query is told without the segment that says which.", "ITI TF-2 §3.9.4.2.2",
        "The help desk looks for the error where it is not.")
    case .missesLastDomain:
      Account(
        "The identifiers of the last domain are left out.", "ITI TF-2 §3.9.4.2.2",
        "The images of one member are never found.")
    case .errsOnNobodyV2:
      Account(
        "A trace that finds nobody ends in an error.", "ITI TF-2 §3.21.4.2.2",
        "The clerk cannot tell a new patient from a broken system.")
    case .givesTwice:
      Account(
        "Each patient is given twice.", "ITI TF-2 §3.21.4.2.2",
        "The clerk takes one patient for two, and joins the wrong ones.")
    case .firstCandidateV2:
      Account(
        "Of several patients who fit the first one is given alone.", "ITI TF-2 §3.21.4.2.2",
        "The clerk takes the wrong one of two, and is shown no other.")
    case .everybodyV2:
      Account(
        "Every patient is given, whatever is asked for.", "ITI TF-2 §3.21.4.1.2",
        "Strangers stand in the list of candidates.")
    case .omitsNumberV2:
      Account(
        "The NHS number is not among the identifiers of a patient who was traced.", "ITI TF-2 §3.21.4.2.2",
        "The one number that every member shares has to be typed by hand.")
    case .ignoresWard:
      Account(
        "A trace by ward finds patients of every ward.", "ITI TF-2 §3.22.4.1.2",
        "The bedside list shows a namesake who lies elsewhere, and the wrong one is taken to the scanner.")
    default: nil
    }
  }
}
