import Inventory
import Judgement
import Rendering

/// What a bidder was asked about a requirement and answered, beside its result.
enum AnswersFragment {
  /// The questions with their answers; nothing where nothing was answered.
  static func html(_ verdict: RequirementVerdict) -> HTML {
    guard let answers = verdict.answers, !answers.isEmpty else { return .empty }
    let items = answers.map { answer -> HTML in
      let place: HTML =
        "\(answer.document, { " <span class=\"muted\">It names <bdi>\($0)</bdi>\(answer.page, { ", page \($0)" }).</span>" })"
      return "<dt>Question \(answer.number): \(answer.question)<dd>\(answer.answer)\(place)"
    }
    return """
      <div class="notice answers"><strong>What the bidder answered</strong><dl>\(items.joined())</dl>\
      <p class="muted">An answer is recorded and changes no result by itself.</p></div>
      """
  }
}
