import Inventory
import Rendering

/// How the evaluators came to what they agreed on, bid by bid, on the award's page.
struct ConsensusSection {
  let lot: LotAward

  /// The section; nothing where nobody has assessed anything.
  var html: HTML {
    let bids = lot.inOrder.compactMap { standing in
      standing.consensus.flatMap { $0.isEmpty ? nil : (standing, $0) }
    }
    guard !bids.isEmpty else { return .empty }
    return """
      <section class="panel"><h2>What evaluators gave and agreed on</h2>
      <p class="muted">What each gave stays beside what they agreed on; what they agreed on alone counts.</p>
      \(each: bids, { bid($0.0, $0.1) })</section>
      """
  }

  private func bid(_ standing: LotAward.Standing, _ consensus: Consensus) -> HTML {
    let conflicts = consensus.conflicts.map { recusal -> HTML in
      "<p><b><bdi>\(recusal.evaluator)</bdi></b> has a conflict of interest, and does not count: \(recusal.reason)</p>"
    }
    let changes = consensus.allChanges
    return """
      <h3>\(standing.bidder) <span class="id">\(standing.bid)</span></h3>
      \(conflicts.joined())\(if: !consensus.decisions.isEmpty, table(consensus))
      \(if: !changes.isEmpty, history(changes))
      """
  }

  private func table(_ consensus: Consensus) -> HTML {
    let rows = consensus.decisions.map { decision -> HTML in
      let given = decision.individual.map { given -> HTML in
        let counts: HTML = given.counts ? .empty : " <span class=\"muted\">(not counted)</span>"
        return "<div><b><bdi>\(given.evaluator ?? "")</bdi></b>\(counts): <b>\(given.gave)</b>. \(given.reason)</div>"
      }
      let abstained = decision.abstained.map { recusal -> HTML in
        "<div><b><bdi>\(recusal.evaluator)</bdi></b> abstained: \(recusal.reason)</div>"
      }
      let agreed: HTML =
        decision.agreed.map { "<b>\($0.gave)</b>. \($0.reason)" } ?? "<span class=\"muted\">nothing yet</span>"
      return """
        <tr><th scope="row"><span class="id">\(decision.requirement)</span> \(decision.title ?? "")\
        <div class="muted">\(decision.evidence)</div><td>\(given.joined())\(abstained.joined())<td>\(agreed)
        """
    }
    return """
      <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Requirement<th scope="col">What each gave\
      <th scope="col">Agreed on</thead><tbody>\(rows.joined())</tbody></table></div>
      """
  }

  private func history(_ changes: [Assessment.Change]) -> HTML {
    let rows = changes.map { change -> HTML in
      let before: HTML = "\(change.before, { "<div class=\"muted\">before: \($0)</div>" })"
      return """
        <tr><td>\(ConsensusWords.time(change))<td><bdi>\(change.evaluator ?? "all of them")</bdi>\
        <td>\(change.requirement ?? "the whole bid")\(change.evidence, { " <span class=\"muted\">\($0)</span>" })\
        <td><b>\(change.gave)</b>. \(change.reason)\(before)<td>\(change.by ?? "–")
        """
    }
    return """
      <details><summary>What was written when: \(changes.count)</summary><div class="scroll" tabindex="0"><table><thead><tr>\
      <th scope="col">When (UTC)<th scope="col">Whose<th scope="col">Of what<th scope="col">What<th scope="col">Written by\
      </thead><tbody>\(rows.joined())</tbody></table></div></details>
      """
  }
}

/// Words on how evaluators came to agree that every form of an award says alike.
enum ConsensusWords {
  /// `2026-03-02 10:15:00`
  static func time(_ change: Assessment.Change) -> String {
    String(change.at.prefix { $0 != "Z" && $0 != "." }).replacing("T", with: " ")
  }
}

extension Consensus {
  /// Whether there is nothing to show.
  var isEmpty: Bool { conflicts.isEmpty && decisions.isEmpty && changes.isEmpty }
}
