/// What a responding imaging gateway can be told to do wrong.
public enum ImagingGatewayDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "imaging-gateway"

  case spoilsPixels = "spoils-pixels"
  case forgetsImages = "forgets-images"
  case misnamesImages = "misnames-images"
  case givesInMessage = "gives-in-message"
  case namesNoCommunity = "names-no-community"
  case namesOtherCommunity = "names-other-community"
  case answersByLocalAction = "answers-by-local-action"
  case answersForOthers = "answers-for-others"
  case hidesUnknown = "hides-unknown-images"
  case takesAnySyntax = "takes-any-syntax"
  case looksAtFirstSyntax = "looks-at-first-syntax-alone"
  case refusesCompressed = "refuses-compressed"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }
  /// The rule of what is given that is broken; nil where it is one of the gateway itself.
  var rule: ImagingDocuments.Rule? { facts.rule }

  private var facts: DefectFacts<ImagingDocuments.Rule?> {
    let clause = "RAD TF-2 §4.75"
    switch self {
    case .spoilsPixels:
      return DefectFacts(
        .givesPixels, "Images come with other values than they were stored with.", clause: clause,
        harm: "A density is measured that the patient never had.")
    case .forgetsImages:
      return DefectFacts(
        .givesAll, "The last image asked for is left out.", clause: clause,
        harm: "A finding is on the image that did not come.")
    case .misnamesImages:
      return DefectFacts(
        .namesImages, "Images come under other unique ids than they were asked for by.", clause: clause,
        harm: "The other region throws away what it did not ask for.")
    case .givesInMessage:
      return DefectFacts(
        .attaches, "Images stand in the message as text.", clause: "ITI TF-2 Appendix V.3.6",
        harm: "A study takes a third more of the line between two regions.")
    case .namesNoCommunity:
      return DefectFacts(
        nil, "Images do not name the community that they come from.", clause: clause,
        harm: "Nobody knows where the rest of the study is to be had.")
    case .namesOtherCommunity:
      return DefectFacts(
        nil, "Images name a community that they do not come from.", clause: clause,
        harm: "The rest of the study is asked for where it is not.")
    case .answersByLocalAction:
      return DefectFacts(
        nil, "Answers carry the action of a retrieval within the community.", clause: clause,
        harm: "Strict gateways refuse every answer.")
    case .answersForOthers:
      return DefectFacts(
        nil, "Requests for another community are answered.", clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A mistyped community is never found.")
    case .hidesUnknown:
      return DefectFacts(
        .refusesUnknown, "What is not there is answered with success.", clause: clause,
        harm: "A success without images reads as a study without images.")
    case .takesAnySyntax:
      return DefectFacts(
        .refusesOtherSyntaxes, "Images come in a transfer syntax that was not asked for where none fits.",
        clause: clause, harm: "The other region can't read what it gets, and nothing says why.")
    case .looksAtFirstSyntax:
      return DefectFacts(
        .looksAtAllSyntaxes, "Of several transfer syntaxes the first alone is looked at.", clause: clause,
        harm: "Images that could be given are not.")
    case .refusesCompressed:
      return DefectFacts(
        .givesCompressed, "What is kept compressed is not given.", clause: clause,
        harm: "All but the oldest studies stay where they are.")
    }
  }
}
