/// The defects of patient discovery between communities (XCPD).
extension IndexDefect {
  /// The account of a defect of this part; nil where it is of another.
  var discoveryAccount: Account? {
    switch self {
    case .guessesCandidate:
      Account(
        "Of several patients who fit the first one is given as the match.", "ITI TF-2 §3.55.4.2.3",
        "Another community's patient is joined with the wrong one of two.")
    case .ignoresDemographics:
      Account(
        "A number decides alone, whatever the date of birth is.", "ITI TF-2 §3.55.4.2.3",
        "A mistyped number opens a stranger's record.")
    case .otherCommunity:
      Account(
        "Each answer names another community as the patient's.", "ITI TF-2 §3.55.4.2.2",
        "The images are looked for where they are not.")
    case .omitsIdentifier:
      Account(
        "The patient is given without the number that he was asked for by.", "ITI TF-2 §3.55.4.2.2",
        "The match cannot be checked by whoever asked.")
    case .errsOnNobody:
      Account(
        "That nobody fits is told as an error.", "ITI TF-2 §3.55.4.2.3",
        "Every stranger raises an alarm, until alarms are switched off.")
    case .forgetsQuery:
      Account(
        "The answer names another query than the one that was asked.", "ITI TF-2 §3.55.4.2.2",
        "A gateway with two queries open takes one's answer for the other's.")
    default: nil
    }
  }
}
