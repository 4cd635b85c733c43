/// What an initiating imaging gateway can be told to do wrong.
public enum InitiatingImagingGatewayDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "initiating-imaging-gateway"

  // What comes of communities that answer
  case namesNoCommunity = "names-no-community"
  case forgetsImages = "forgets-images"
  case spoilsPixels = "spoils-pixels"
  case takesStrangers = "takes-strangers"
  case hidesFailures = "hides-failures"
  // What comes of one that does not answer
  case givesUpTogether = "gives-up-together"
  case hidesSilence = "hides-silence"
  case placesNoSilence = "places-no-silence"
  case waits

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }

  private var facts: DefectFacts<InitiatingImagingGatewayDefect> {
    let (retrieve, codes) = ("RAD TF-2 §4.69", "ITI TF-3 Table 4.2.4.1-2")
    func says(_ sentence: String, _ clause: String, _ harm: String) -> DefectFacts<InitiatingImagingGatewayDefect> {
      DefectFacts(self, sentence, clause: clause, harm: harm)
    }
    return switch self {
    case .namesNoCommunity:
      says(
        "Images do not name the community that they come from.", retrieve,
        "Nobody knows where the rest of the study is to be had.")
    case .forgetsImages:
      says(
        "The last image of each community is left out.", retrieve, "A finding is on the image that did not come.")
    case .spoilsPixels:
      says(
        "Images are passed on with another value than they came with.", retrieve,
        "A density is measured that the patient never had.")
    case .takesStrangers:
      says(
        "Images of a community that is not known are not given, with success.", codes,
        "A success without images reads as a study without images.")
    case .hidesFailures:
      says(
        "What a community refuses is not passed on.", codes,
        "A success without images reads as a study without images.")
    case .givesUpTogether:
      says(
        "No images are given where one community does not answer.", retrieve,
        "The images that are there are withheld for those that are not.")
    case .hidesSilence:
      says("That a community did not answer is not said.", retrieve, "Half of a study looks like the whole.")
    case .placesNoSilence:
      says(
        "Which community did not answer is not said.", codes,
        "Of forty communities the one that fails is traced by telephone.")
    case .waits:
      says(
        "A community that does not answer is waited for.", "the network's performance schedule",
        "Readers stop asking for priors at all.")
    }
  }
}
