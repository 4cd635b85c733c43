/// The defects of the directory of organisations, and of value sets.
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var directoryAccount: Account? {
    switch self {
    case .directoryWithoutCode:
      Account(
        "The organisation stands in the directory without its code.", "ITI TF-2 §3.90.4.1.2",
        "Who looks a trust up by its code finds none.")
    case .directoryWithoutEndpoint:
      Account(
        "The organisation stands in the directory without its endpoint.", "ITI TF-2 §3.90.4.2.2",
        "Images are sent by courier because no address is known.")
    case .closesEndpoint:
      Account(
        "An endpoint that is in use stands in the directory as switched off.", "R4 endpoint.html §8.10",
        "Images are sent by courier because the address is taken for closed.")
    case .keepsFirstExpansion:
      Account(
        "An expansion keeps the codes that the value set first had.", "R4 valueset-operation-expand.html",
        "New examinations cannot be ordered until the server is restarted.")
    default: nil
    }
  }
}
