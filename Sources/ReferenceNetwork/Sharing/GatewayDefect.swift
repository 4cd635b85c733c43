import IHE

/// What the responding gateway of an affinity domain can be told to do wrong.
public enum GatewayDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "gateway"

  // Communities
  case namesNoCommunity = "names-no-community"
  case answersForOthers = "answers-for-others"
  case takesUnnamedCommunity = "takes-unnamed-community"
  case placesNoErrors = "places-no-errors"
  case answersLate = "answers-late"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }
  /// The rule of the actor that is broken; nil where it breaks none, and only what it does is bad.
  var rule: GatewayActor.Rule? { facts.rule }

  private var facts: DefectFacts<GatewayActor.Rule?> {
    switch self {
    case .namesNoCommunity:
      DefectFacts(
        .namesCommunity, "Objects and documents do not name the community that they come from.",
        clause: "ITI TF-3 §4.2.3.2.12",
        harm: "A document of another region is listed and cannot be opened.")
    case .answersForOthers:
      DefectFacts(
        .refusesOtherCommunities, "Questions for another community are answered.", clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A mistyped community reads as a patient without history there.")
    case .takesUnnamedCommunity:
      DefectFacts(
        .demandsCommunity, "A question by id that names no community is answered.", clause: "ITI TF-2 §3.38.4.1.2",
        harm: "A document of the wrong community is given under the same id.")
    case .placesNoErrors:
      DefectFacts(
        .placesErrors, "Errors do not say which community they come from.",
        clause: "ITI TF-2 §3.38.4.1.3, §3.39.4.1.3",
        harm: "Of forty communities the one that fails is traced by telephone.")
    case .answersLate:
      DefectFacts(
        nil, "Every fifth question is answered after seconds.", clause: "the network's performance schedule",
        harm: "Clinicians go on without the studies of other regions.")
    }
  }
}
