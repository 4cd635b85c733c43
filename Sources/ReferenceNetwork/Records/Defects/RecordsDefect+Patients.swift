/// The defects of looking for patients and their identifiers (PIXm, PDQm, `$match`).
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var patientsAccount: Account? {
    switch self {
    case .emptyForUnknownDomain:
      Account(
        "A query in an unknown domain succeeds with nothing.", "ITI TF-2 §3.83.4.2.2",
        "A wrong setting looks like a patient without history.")
    case .missesUnknownDomain:
      Account(
        "An unknown domain is told as an unknown patient is.", "ITI TF-2 §3.83.4.2.2",
        "The help desk looks for a patient where a setting is wrong.")
    case .emptyForUnknownPatient:
      Account(
        "A query for an unknown identifier succeeds with nothing.", "ITI TF-2 §3.83.4.2.2",
        "A mistyped number looks like a patient without history.")
    case .echoesSource:
      Account(
        "The identifier that was asked by is among those that are found.", "ITI TF-2 §3.83.4.2.2",
        "A patient whom nobody else knows looks as if somebody did.")
    case .firstCandidate:
      Account(
        "Of several patients who fit the first one is given alone.", "ITI TF-2 §3.78.4.2.2",
        "The clerk takes the wrong one of two, and is shown no other.")
    case .mergesTwins:
      Account(
        "A search by number finds everybody of the same name and date of birth too.", "ITI TF-2 §3.78.4.1.2",
        "Twins get each other's images.")
    case .tracesLate:
      Account(
        "Every fifth search for a patient takes seconds.", "the network's performance schedule",
        "At the desk people type a new record rather than wait for the old one.")
    case .guessesMatch:
      Account(
        "A patient who is merely possible is given to who asks for certain ones.",
        "R4 Patient/$match, onlyCertainMatches", "A twin's record is joined to the other's, and nobody was asked.")
    default: nil
    }
  }
}
