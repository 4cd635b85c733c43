import Judgement
import Rendering

/// A run's result for everybody: what was asked and what became of it, and nothing of documents, systems, addresses, exchanges
/// or reasons.
///
/// All that it takes from the run besides states and numbers are the names of the products; the rest are the specification's
/// own words.
public enum PublicPage {
  /// The page's text.
  public static func render(_ scorecard: Scorecard) -> String {
    let specification = scorecard.specification
    let products = scorecard.bid.products.isEmpty ? "Result" : scorecard.bid.products.joined(separator: ", ")
    let profile = specification.profile.map { ", profile \($0.title) \($0.version)" } ?? ""
    let body: HTML = """
      <header><p class="kicker">Result by Assay</p><h1>\(products)</h1>
      <p>\(specification.title) \(specification.version)\(profile)</p></header>
      <main id="main">
      <h2>Result</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Result"><table>
      <tr><th scope="row">Gate</th><td>\(scorecard.gate.state.symbol) \(scorecard.gate.state.rawValue). \(scorecard.gateSentence)</td></tr>
      <tr><th scope="row">Score</th><td>\(scorecard.shownScore) of \(specification.scale.maximum)\
      , gate \(scorecard.gate.state.rawValue)</td></tr>
      <tr><th scope="row">Coverage</th><td>\(scorecard.score.coverage.shown) % of the applicable weight is demonstrated</td></tr>
      <tr><th scope="row">Standing</th><td>\(scorecard.isProvisional ? provisional : "Complete")</td></tr>
      <tr><th scope="row">Day</th><td>\(scorecard.run.now)</td></tr>
      <tr><th scope="row">Run</th><td>\(scorecard.run.id)</td></tr>
      <tr><th scope="row">Specification’s fingerprint</th><td><code>\(specification.sha256)</code></td></tr>
      </table></div>
      <h2>By area</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="By area"><table>
      <thead><tr><th scope="col">Area</th><th scope="col">Score</th><th scope="col">Coverage, %</th>\
      \(each: states, { "<th scope=\"col\">\($0.rawValue)</th>" })</tr></thead><tbody>
      \(each: scorecard.groups, { group($0) })
      </tbody></table></div>
      <h2>Requirements</h2>
      \(each: scorecard.groups, { requirements(of: $0) })
      </main>
      <footer><p>Made by \(scorecard.run.tool). A failed gate stands beside the score wherever it is shown; what nothing shows \
      earns nothing.</p></footer>
      """
    return Page(title: "\(products): \(specification.title)", body: body, style: .document, script: nil).text
  }

  private static let provisional = "Provisional: part of the evidence could not be gathered or decided"

  /// States in the order of the columns.
  private static let states = RequirementState.allCases.filter { $0 != .notApplicable }

  private static func group(_ group: GroupVerdict) -> HTML {
    """
    <tr><th scope="row">\(group.group.title)</th><td>\(group.score.shownInterval)</td>\
    <td>\(group.score.coverage.shown)</td>\
    \(each: states, { state in "<td>\(group.requirements.filter { $0.state == state }.count)</td>" })</tr>

    """
  }

  private static func requirements(of group: GroupVerdict) -> HTML {
    guard !group.requirements.isEmpty else { return .empty }
    return """
      <h3>\(group.group.title)</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="\(group.group.title)"><table>
      <thead><tr><th scope="col">Requirement</th><th scope="col">Title</th><th scope="col">Level</th>\
      <th scope="col">State</th></tr></thead><tbody>
      \(each: group.requirements, { row(of: $0) })
      </tbody></table></div>

      """
  }

  private static func row(of requirement: RequirementVerdict) -> HTML {
    """
    <tr><td>\(requirement.id)@\(requirement.revision)</td><td>\(requirement.title)</td>\
    <td>\(requirement.level.rawValue)</td>\
    <td>\(requirement.state.symbol) \(requirement.state.rawValue)\(if: requirement.waiver != nil, ", waived")</td></tr>

    """
  }
}
