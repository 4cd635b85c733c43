/// The defects of subscriptions.
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var subscriptionsAccount: Account? {
    switch self {
    case .sendsContentUnasked:
      Account(
        "Calls hold the resource although none was asked for.", "R4 subscription.html §2.46.7.1",
        "Names of patients stand in the logs of every proxy.")
    case .refusesSubscriptions:
      Account(
        "Subscriptions are refused.", "R4 subscription.html §2.46.7",
        "Every ward asks all day long whether there is something new.")
    case .callsLate:
      Account(
        "Who subscribed is called seconds after a study is there.", "the network's performance schedule",
        "The reader who waits for an emergency hears of it late.")
    default: nil
    }
  }
}
