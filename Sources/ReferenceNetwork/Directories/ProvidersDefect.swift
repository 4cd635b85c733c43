/// What a directory of providers can be told to do wrong.
public enum ProvidersDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "providers"

  case findsAll = "search.finds-all"
  case omitsAddresses = "search.omits-addresses"
  case failsEmpty = "search.fails-where-nobody-is-found"
  case namesOtherRequest = "search.names-other-request"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .findsAll: "A search finds every organisation, whatever is asked for."
    case .omitsAddresses: "Organisations come without the addresses of their services."
    case .failsEmpty: "A search that finds nobody is answered with an error."
    case .namesOtherRequest: "The answer names another request than the one that was sent."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .findsAll, .omitsAddresses, .failsEmpty: "RFC 4511 §4.5"
    case .namesOtherRequest: "ITI TF-2 §3.58.4.2"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .findsAll: "Images are sent to the first organisation of the list."
    case .omitsAddresses: "The hospital is found, and nobody can send there."
    case .failsEmpty: "A mistyped code looks like a broken directory, and the network's desk is called at night."
    case .namesOtherRequest: "Of two searches one gets the other's organisation."
    }
  }
}
