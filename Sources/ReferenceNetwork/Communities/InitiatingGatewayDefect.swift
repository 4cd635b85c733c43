/// What an initiating gateway for documents can be told to do wrong.
public enum InitiatingGatewayDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "initiating-gateway"

  // What comes of communities that answer
  case namesNoCommunity = "names-no-community"
  case asksLastAlone = "asks-last-alone"
  case repeatsDocuments = "repeats-documents"
  case cutsDocuments = "cuts-documents"
  case listsOnce = "lists-doubles-once"
  case givesOnce = "gives-doubles-once"
  // Who is asked, and for what
  case asksAll = "asks-all"
  case ignoresTimes = "ignores-times"
  case takesStrangers = "takes-strangers"
  case takesNameless = "takes-nameless"
  case passesUnknown = "passes-unknown-patients"
  // What comes of one that does not answer
  case givesUpTogether = "gives-up-together"
  case hidesSilence = "hides-silence"
  case placesNoSilence = "places-no-silence"
  case miscodesSilence = "miscodes-silence"
  case waits

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }

  private var facts: DefectFacts<InitiatingGatewayDefect> {
    let (query, retrieve, codes) = ("ITI TF-2 §3.18.4.1.3", "ITI TF-2 §3.43.4.1.3", "ITI TF-3 Table 4.2.4.1-2")
    func says(_ sentence: String, _ clause: String, _ harm: String) -> DefectFacts<InitiatingGatewayDefect> {
      DefectFacts(self, sentence, clause: clause, harm: harm)
    }
    return switch self {
    case .namesNoCommunity:
      says(
        "Objects and documents do not name the community that they come from.", query,
        "A document of another region is listed and can't be opened.")
    case .asksLastAlone:
      says(
        "Of all communities the last that was entered is asked alone.", query,
        "A history looks complete and is that of one region.")
    case .repeatsDocuments:
      says(
        "Each document is listed twice.", query,
        "The same CT twice in a list is opened twice, and compared with itself.")
    case .cutsDocuments:
      says("Documents come without their last byte.", retrieve, "The last line of a report is not read.")
    case .listsOnce:
      says(
        "A document that two communities hold is listed for one of them.", query,
        "The one that is left in the list is the one that nobody can open tonight.")
    case .givesOnce:
      says(
        "A document that two communities hold is given once where both are asked.", retrieve,
        "Of two versions of a report nobody knows which came.")
    case .asksAll:
      says(
        "All communities are asked where one is chosen.", "ITI TF-2 §3.18.4.1.2.3.5",
        "A search of everything floods list and lines.")
    case .ignoresTimes:
      says(
        "Limits of time are not passed on.", "ITI TF-2 §3.18.4.1.2.3.7.1",
        "The CT of last week is the fortieth of the list.")
    case .takesStrangers:
      says(
        "A question for a community that is not known finds nothing, with success.", codes,
        "A mistyped community reads as a patient without history.")
    case .takesNameless:
      says(
        "A retrieval that names no community gives nothing, with success.", codes,
        "A document is believed to be empty.")
    case .passesUnknown:
      says(
        "That a community has nothing of a patient is passed on as XDSUnknownPatientId.", "ITI TF-2 §3.38.4.1.3",
        "A list that is whole is shown as broken, and a reader gets used to errors.")
    case .givesUpTogether:
      says(
        "Nothing is given where one community does not answer.", query,
        "A gateway that needs forty regions to be up is itself down every day.")
    case .hidesSilence:
      says(
        "That a community did not answer is not said.", query, "An incomplete history looks complete.")
    case .placesNoSilence:
      says(
        "Which community did not answer is not said.", query,
        "Of forty communities the one that fails is traced by telephone.")
    case .miscodesSilence:
      says(
        "That a community did not answer is called an error of the registry.", codes,
        "The reader is told to try again, and the region is not called.")
    case .waits:
      says(
        "A community that does not answer is waited for.", "the network's performance schedule",
        "Readers stop asking for priors at all.")
    }
  }
}
