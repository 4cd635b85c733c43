/// What a locator of records can be told to do wrong.
public enum LocatorDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "locator"

  case omitsCustodian = "omits-custodian"
  case localTypes = "types-pointers-by-local-codes"
  case omitsSystem = "omits-system"
  case givesSuperseded = "gives-superseded-pointers"
  case ofOthers = "gives-pointers-of-others"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .omitsCustodian: "Pointers do not say whose they are."
    case .localTypes: "The type of a record is told by a local code."
    case .omitsSystem: "Pointers do not name the system that holds the record."
    case .givesSuperseded: "A pointer that was replaced is given beside the one that follows it."
    case .ofOthers: "Pointers of other patients are given too."
    }
  }

  /// The clause that is broken.
  public var clause: String { "FHIR R4 DocumentReference" }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .omitsCustodian: "Nobody can be asked for the record that is pointed to."
    case .localTypes: "An ambulance's search for reports finds none of them."
    case .omitsSystem: "The record is known of and cannot be fetched."
    case .givesSuperseded: "The version that was corrected is the one that is opened."
    case .ofOthers: "A patient is treated by another's record."
    }
  }
}

/// What an audit record repository can be told to do wrong.
public enum TrailDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "trail"

  case losesEvents = "loses-events"
  case givesOthers = "gives-events-of-others"
  case forgetsUser = "forgets-the-user"
  case forgetsObjects = "forgets-what-was-looked-at"
  case miscodesEvents = "miscodes-events"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .losesEvents: "What comes over syslog is found by no search."
    case .givesOthers: "A search by patient gives the events of all patients."
    case .forgetsUser: "Events are given without who it was."
    case .forgetsObjects: "Events are given without what was looked at."
    case .miscodesEvents: "Every event is given as a query."
    }
  }

  /// The clause that is broken.
  public var clause: String { self == .losesEvents ? "ITI TF-2 §3.20" : "ITI TF-2 §3.81" }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .losesEvents: "The patient who asks who looked is told that nobody did."
    case .givesOthers: "Whoever asks for one patient's accesses learns who else was treated."
    case .forgetsUser: "That somebody looked is known, and not who."
    case .forgetsObjects: "That somebody looked is known, and not at what."
    case .miscodesEvents: "A look at images cannot be told from a search of a list."
    }
  }
}
