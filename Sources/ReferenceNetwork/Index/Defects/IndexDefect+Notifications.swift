/// The defects of telling others of identifiers that changed.
extension IndexDefect {
  /// The account of a defect of this part; nil where it is of another.
  var notificationsAccount: Account? {
    switch self {
    case .mislabelsUpdates:
      Account(
        "Updates state the structure of another message.", "ITI TF-2 §3.10.4.1.2",
        "Receivers that look at the structure refuse every update.")
    case .partialUpdates:
      Account(
        "An update names the new identifier and none of those that it belongs to.", "ITI TF-2 §3.10.4.1.2",
        "Subscribers learn of a number, and not of whom.")
    case .namespaceUpdates:
      Account(
        "Domains in an update have no object identifier.", "ITI TF-2 §3.10.4.1.2",
        "Two members with one abbreviation are taken for one.")
    case .missesMerges:
      Account(
        "Consumers are told of identifiers that come together, and not of merges.", "ITI TF-2 §3.46.4.1.1",
        "The number that gave way lives on wherever it was copied to.")
    case .partialRevisions:
      Account(
        "An update over HL7 V3 names the new identifier and none of those that it belongs to.", "ITI TF-2 §3.46.4.1.2",
        "Whoever is told knows a new number and not whose it is.")
    case .namespaceRevisions:
      Account(
        "An update over HL7 V3 names domains by their namespace instead of their object identifier.",
        "ITI TF-2 Appendix E.1", "Two hospitals with the same short name share a patient by mistake.")
    case .tellsOfAdditions:
      Account(
        "An update over HL7 V3 is told by the message of a record that was added.", "ITI TF-2 §3.46.4.1.2",
        "The consumer makes a second patient of the first.")
    case .tellsLate:
      Account(
        "Updates over HL7 V3 come late.", "ITI TF-2 §3.46.4.1.1",
        "The reader opens half of the record while the other half is on its way.")
    default: nil
    }
  }
}
