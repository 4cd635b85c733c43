/// The defects of retrieval: what goes wrong, against which clause, and whom it harms.
extension ArchiveDefect {
  /// The account of a defect of this part; nil where it is of another.
  var retrievalAccount: Account? {
    switch self {
    case .moveIgnoresUnknownDestination:
      Account(
        "A C-MOVE to an unknown AE title succeeds with nothing.", "PS3.4 §C.4.2.2.1",
        "Users wait for images that never come.")
    case .moveMiscodesUnknownDestination:
      Account(
        "An unknown destination is refused with a code that says nothing.", "PS3.4 §C.4.2.1.5",
        "Nobody sees that an AE title is missing.")
    case .moveSendsOneLess:
      Account(
        "The last instance is not sent and told to be.", "PS3.4 §C.4.2.2.1",
        "A finding is on the image that is missing.")
    case .moveSendsOneTwice:
      Account("The last instance is sent twice.", "PS3.4 §C.4.2.2.1", "The line is used up, and counts do not fit.")
    case .moveMiscounts:
      Account(
        "One sub-operation less is counted than was done.", "PS3.7 §9.1.4.1.7",
        "Transfers look incomplete and are begun again.")
    case .moveRefusesPatientRoot:
      Account(
        "C-MOVE in the Patient Root model is refused.", "PS3.4 §C.6.1.3", "Older workstations can't fetch images.")
    case .retrieveSendsWholeStudy:
      Account(
        "For a series or an image the whole study is sent.", "PS3.4 §C.4.2.1.4",
        "A small hospital's line is full for an hour.")
    case .getIsNotOffered:
      Account(
        "C-GET is not offered.", "PS3.4 §C.5.3",
        "Who works behind a firewall that lets nothing in can fetch images over the web alone.")
    case .getRefusesRoles:
      Account(
        "The SCP role of storage is not granted, so that C-GET brings nothing.", "PS3.7 §D.3.3.4",
        "Sites behind a firewall can't fetch images.")
    case .getStopsEarly:
      Account(
        "C-GET ends before the last instance and tells success.", "PS3.4 §C.4.3.2.1",
        "A finding is on the image that is missing.")
    case .getFailsAtTimes:
      Account(
        "Every fifth retrieval of a large study is refused.", "the network's performance schedule",
        "Whoever reads at night tries again beside a patient who can't wait.")
    case .getRefusesWhenBusy:
      Account(
        "While two studies are fetched, further retrievals are refused.", "the network's capacity schedule",
        "In the morning, when all begin, most readers get nothing.")
    default: nil
    }
  }
}
