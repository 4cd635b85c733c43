/// What an imaging exchange can be told to do wrong.
public enum ExchangeDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "exchange"

  case publishesNothing = "publishes-nothing"
  case deliversNothing = "delivers-nothing"
  case deliversOneLess = "delivers-one-less"
  case keepsNotes = "keeps-rejection-notes"
  case losesIdentifiers = "loses-identifiers-of-other-sites"
  case givesUp = "gives-up-when-the-line-is-down"
  case altersPixels = "alters-pixels"
  case altersSomePixels = "alters-pixels-of-every-fifth-study"
  case keepsReplacements = "keeps-replacements"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .publishesNothing: "No manifest of what a site acquired reaches the registry."
    case .deliversNothing: "What a site acquired stays there."
    case .deliversOneLess: "Of each study the last instance is left behind."
    case .keepsNotes: "Rejection notes are not passed on."
    case .losesIdentifiers: "The patient's numbers at other sites are left out."
    case .givesUp: "What can't be delivered at once is dropped."
    case .altersPixels: "Pixels arrive with other values than they were acquired with."
    case .altersSomePixels: "The pixels of one study of five arrive with other values than they were acquired with."
    case .keepsReplacements: "What is sent in the place of a study under the wrong worklist entry is not passed on."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .publishesNothing: "RAD TF-2 §4.68"
    case .deliversNothing, .deliversOneLess: "RAD TF-2 §4.107"
    case .keepsNotes, .keepsReplacements: "RAD TF-3 §4.66"
    case .losesIdentifiers: "PS3.3 §C.7.1.1"
    case .givesUp: "PS3.4 §B.2.3"
    case .altersPixels, .altersSomePixels: "PS3.5 §8.2"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .publishesNothing: "Nobody elsewhere knows that the patient was scanned, and the scan is made again."
    case .deliversNothing: "The reader at night sees that there are images, and can't open them."
    case .deliversOneLess: "The slice with the finding is the one that is missing."
    case .keepsNotes: "Images of the wrong patient are read at every site but the one that corrected them."
    case .losesIdentifiers: "A prior can't be matched with the hospital's own record of the patient."
    case .givesUp: "What was acquired while the line was down is missing elsewhere for ever."
    case .altersPixels: "A density is measured that the patient never had."
    case .altersSomePixels: "A sample of what was moved is sound, and years later some patients' images are not."
    case .keepsReplacements: "The wrong patient's list is clean everywhere, and the right patient's scan is missing."
    }
  }
}
