import Specification

/// What a step may ask of a person that something else can do in the person's place.
public enum OperatorDeed: String, CaseIterable, Hashable, Sendable {
  /// Cuts the line between a system's site and the other sites; the harness reaches both.
  case cutLine = "cut-line"
  /// Restores that line.
  case restoreLine = "restore-line"
  /// Moves studies to the archive of another site.
  case moveStudies = "move-studies"
  /// Switches off the AI services that work on what an archive holds.
  case switchOffAI = "switch-off-ai"
  /// Switches them on again.
  case switchOnAI = "switch-on-ai"
  /// Puts the patient whose NHS number the request names on the list of opt-outs that a research gateway asks.
  case optOut = "opt-out"
}

extension Step {
  /// What the step asks of a person, in a word; nil where it asks nothing, or there is no word for it.
  public var deed: OperatorDeed? {
    guard case .value(.string(let word), _)? = inputs[StepDescription.deedInput] else { return nil }
    return OperatorDeed(rawValue: word)
  }
}
