/// What a service that asks for assertions about users can be told to do wrong.
public enum AssertionDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "assertion"

  // Which assertions are believed
  case takesMissing = "accept.requests-without-one"
  case takesUnsigned = "accept.unsigned"
  case verifiesNothing = "accept.any-signature"
  case takesWrapped = "accept.any-signed-beside"
  case takesExpired = "accept.expired"
  case takesEarly = "accept.not-yet-valid"
  case takesOthers = "accept.for-others"
  // What they open
  case ignoresRole = "policy.ignores-role"
  case ignoresPurpose = "policy.ignores-purpose"
  case ignoresRestriction = "policy.ignores-restriction"
  case closesInEmergency = "policy.closes-in-emergency"
  // What is told of them
  case auditsNoUser = "audit.names-no-user"
  case auditsNoRole = "audit.names-no-role"
  case auditsNoPurpose = "audit.names-no-purpose"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .takesMissing: "Requests without an assertion are answered."
    case .takesUnsigned: "Assertions without a signature are believed."
    case .verifiesNothing: "A signature is looked for and not verified."
    case .takesWrapped: "An assertion is believed where any assertion of the message is signed."
    case .takesExpired: "Assertions whose time is over are believed."
    case .takesEarly: "Assertions whose time has not come are believed."
    case .takesOthers: "Assertions that are meant for another service are believed."
    case .ignoresRole: "Every role sees every document."
    case .ignoresPurpose: "Every purpose of use opens every document."
    case .ignoresRestriction: "Restricted documents are listed to everybody."
    case .closesInEmergency: "Restricted documents stay closed in an emergency."
    case .auditsNoUser: "Audit messages do not name the user who was asserted."
    case .auditsNoRole: "Audit messages do not name the role that was asserted."
    case .auditsNoPurpose: "Audit messages do not name the purpose of use that was asserted."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .takesMissing, .ignoresRole, .ignoresPurpose, .ignoresRestriction, .closesInEmergency: "ITI TF-2 §3.40"
    case .takesUnsigned, .verifiesNothing: "SAML 2.0 Core §5.4"
    case .takesWrapped: "SAML 2.0 Core §5.4.2"
    case .takesExpired, .takesEarly: "SAML 2.0 Core §2.5.1.2"
    case .takesOthers: "SAML 2.0 Core §2.5.1.4"
    case .auditsNoUser, .auditsNoRole, .auditsNoPurpose: "ITI TF-2 §3.40.4.2"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .takesMissing: "Whoever reaches the line reads every patient."
    case .takesUnsigned, .verifiesNothing: "Whoever can write XML reads every patient under any name."
    case .takesWrapped: "Who was given one assertion reads as anybody else."
    case .takesExpired: "A clinician who left years ago still reads."
    case .takesEarly: "Assertions that were made in stock open records for as long as anybody likes."
    case .takesOthers: "A service that gets assertions uses them to read elsewhere as its users."
    case .ignoresRole: "The booking desk reads the reports."
    case .ignoresPurpose: "Research reads names."
    case .ignoresRestriction: "A patient's objection is kept on paper alone."
    case .closesInEmergency: "At night the report that decides stays closed."
    case .auditsNoUser: "The patient who asks who looked is told the name of a hospital."
    case .auditsNoRole: "Nobody can tell a clinician's look from a clerk's."
    case .auditsNoPurpose: "Broken glass looks like daily work, and nobody looks at it."
    }
  }
}
