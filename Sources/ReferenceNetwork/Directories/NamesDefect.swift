/// What a name server can be told to do wrong.
public enum NamesDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "names"

  case knowsNoServices = "knows-no-services"
  case givesNoAddress = "gives-no-address"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .knowsNoServices: "No service record is given for the directory."
    case .givesNoAddress: "The host that a service record names has no address."
    }
  }

  /// The clause that is broken.
  public var clause: String { "RFC 2782" }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .knowsNoServices:
      "The directory's address stands in two hundred systems, and on the day of the move all are wrong."
    case .givesNoAddress: "The directory is named and found by nobody."
    }
  }
}
