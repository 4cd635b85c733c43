import Evidence
import Judgement
import Rendering

/// One requirement's verdict as it stands in a run's report, for a page of its own.
public enum RequirementFragment {
  /// Renders a requirement: what is asked, what the papers claim, what the wire proves, with its transcripts.
  ///
  /// - Parameters:
  ///   - id: The requirement.
  ///   - transcripts: Transcripts by their path within the run directory.
  ///   - hexBytes: How many of each message's first bytes are shown in hex.
  /// - Returns: The markup and the data that it is drawn from when a reader opens a part; nil where there is no such
  ///   requirement.
  public static func render(
    _ scorecard: Scorecard, requirement id: String, transcripts: [String: Transcript], hexBytes: Int = 512
  ) -> HTML? {
    let all = scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
    guard let requirement = all.first(where: { $0.id == id }) else { return nil }
    var section = RequirementsSection(
      scorecard: scorecard, transcripts: TranscriptSource(transcripts), hexBytes: hexBytes)
    let verdict = section.render(requirement, isOpen: true)
    return "\(verdict)\(section.evidence.store.html)"
  }
}

/// The style sheet and the script of the reports, for a server whose pages show parts of them.
public enum ReportAssets {
  /// The style sheet of runs and comparisons.
  public static let style = StyleSheet.text
  /// The script that draws what a reader opens and filters what is listed.
  public static let script = Script.text

  /// A state with its symbol and word.
  public static func badge(_ state: RequirementState) -> HTML { Fragments.badge(state) }

  /// The state of a gate with its symbol and word.
  public static func badge(_ gate: Gate.State) -> HTML { Fragments.badge(gate) }
}
