/// What can be told to go wrong in how messages between actors are carried.
public enum CarriageDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "soap"

  // Envelopes
  case answersInSOAP11 = "answers-in-soap-1-1"
  case namesNoRequest = "names-no-request"
  case namesOtherRequest = "names-other-request"
  case faultsAlways = "faults-always"
  case breaksMarkup = "breaks-markup"
  case inventsStatus = "invents-status"
  case ignoresReplyAddress = "ignores-reply-address"
  // Packing
  case answersUnpacked = "answers-unpacked"
  case mislabelsRoot = "mislabels-root"
  case mislabelsBoundary = "mislabels-boundary"
  case losesAttachments = "loses-attachments"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }
  /// The rule of the actor that is broken.
  var rule: CarriageRule { facts.rule }

  private var facts: DefectFacts<CarriageRule> {
    switch self {
    case .answersInSOAP11:
      DefectFacts(
        .soap12, "Answers come in SOAP 1.1.", clause: "ITI TF-2 Appendix V.3",
        harm: "Consumers that keep to the profile refuse every answer.")
    case .namesNoRequest:
      DefectFacts(
        .relation, "Answers do not say which message they answer.", clause: "ITI TF-2 Appendix V.3",
        harm: "Answers that come late are taken for those of other questions.")
    case .namesOtherRequest:
      DefectFacts(
        .ownRelation, "Answers say that they answer another message.", clause: "ITI TF-2 Appendix V.3",
        harm: "One patient's list is shown for another.")
    case .faultsAlways:
      DefectFacts(
        .service, "Every request is answered with a fault.", clause: "ITI TF-2 Appendix V.3",
        harm: "Nothing is found and nothing is kept.")
    case .breaksMarkup:
      DefectFacts(
        .wellFormed, "Answers are cut before their last tag.", clause: "ITI TF-2 Appendix V.3",
        harm: "Every list and every document is lost.")
    case .inventsStatus:
      DefectFacts(
        .outcome, "Answers end with a status that the framework does not have.", clause: "ITI TF-3 §4.2.4.2",
        harm: "Some consumers take the answer for a failure, others for a success.")
    case .ignoresReplyAddress:
      DefectFacts(
        .replyAddress, "Answers come on the connection of the question, whatever address it names for them.",
        clause: "ITI TF-2 Appendix V.5",
        harm: "A gateway that asks ten communities waits for each in turn, and the reader with it.")
    case .answersUnpacked:
      DefectFacts(
        .packing, "A packed request is answered without packing.", clause: "ITI TF-2 Appendix V.3.6",
        harm: "Documents do not come out of the answer.")
    case .mislabelsRoot:
      DefectFacts(
        .rootName, "The media type names a root part that is not there.", clause: "ITI TF-2 Appendix V.3.6",
        harm: "Strict consumers cannot read any answer.")
    case .mislabelsBoundary:
      DefectFacts(
        .boundary, "The media type names another boundary than the parts have.", clause: "ITI TF-2 Appendix V.3.6",
        harm: "No consumer can take the answer apart.")
    case .losesAttachments:
      DefectFacts(
        .attachments, "The message refers to a part that is not sent.", clause: "ITI TF-2 Appendix V.3.6",
        harm: "A document is listed, asked for and never seen.")
    }
  }
}
