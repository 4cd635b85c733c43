import Inventory
import Rendering

/// What a document says: the answer of each evaluator, and the one that they agreed on.
extension AssessmentForm {
  func claim(_ sha256: String?, _ address: HTML, _ session: Sessions.Session) -> HTML {
    let read = assessment.claim(place(.claim(sha256: sha256)), sha256)
    let given = (read?.individual ?? []).filter { session.name == nil || $0.evaluator != session.name }
    return """
      <article aria-labelledby="e-\(evidence)"><h3 id="e-\(evidence)">\(evidence): what the document says</h3>
      <p>The reading of the document leaves a doubt. Read the words above where they stand. Where all who count find the \
      same it decides; else they agree on an answer.</p>
      \(each: given, { reading(of: $0.evaluator, sha256, address, session) })
      \(each: others(read?.abstained ?? [], session), { Self.aside($0, "abstained") })
      \(reading(of: nil, sha256, address, session))
      \(agreement(sha256, address, session))
      </article>
      """
  }

  /// The form of what one evaluator read; of a new evaluator's where nil.
  private func reading(
    of known: String?, _ sha256: String?, _ address: HTML, _ session: Sessions.Session
  ) -> HTML {
    let evaluator = known ?? session.name
    let part = evaluator.map { AssessmentPlace.Part.reading(evaluator: $0, sha256: sha256) }
    let fields = part.flatMap { assessment.entry(at: place($0))?.fields } ?? [:]
    let tag = part.map { assessment.tag(at: place($0)) } ?? Assessment.noTag
    let id = "\(evidence)-\(known.map { String(Words.encoded($0).prefix(40)) } ?? "new")"
    if let known, let name = session.name, name != known {
      return """
        <p><b><bdi>\(known)</bdi></b>\(uncounted(known)): \(fields["answer"] ?? ""). \(fields["reason"] ?? "")</p>
        """
    }
    let abstains = fields["mark"] == AssessmentEntry.abstains
    let abstention: HTML = """
      <option value="\(AssessmentEntry.abstains)"\(if: abstains, " selected")>abstain</option>
      """
    return """
      <form class="entry" method="post" action="\(address)/evidence/\(evidence)/readings"><fieldset>\
      <legend>\(evaluator.map { "Answer of \($0)" } ?? "Your answer")\(evaluator.map(uncounted) ?? .empty)</legend>\
      \(WorkbenchPage.seal(session))<input type="hidden" name="tag" value="\(tag)">\(Self.digest(sha256))\
      \(EvaluatorField(evaluator, id: id).html)\(Self.answerFields(id, fields, abstention))\
      <button>Write this answer</button></fieldset></form>
      """
  }

  private func agreement(_ sha256: String?, _ address: HTML, _ session: Sessions.Session) -> HTML {
    let part = place(.claim(sha256: sha256))
    let fields = assessment.entry(at: part)?.fields ?? [:]
    let counted = (assessment.claim(part, sha256)?.individual ?? []).map(\.evaluator).filter(assessment.counts)
    let readers = fields["evaluators"] ?? (counted.isEmpty ? session.name ?? "" : counted.joined(separator: ", "))
    return """
      <form class="entry" method="post" action="\(address)/evidence/\(evidence)/claim"><fieldset>\
      <legend>Answer agreed on</legend>\(WorkbenchPage.seal(session))\
      <input type="hidden" name="tag" value="\(assessment.tag(at: part))">\(Self.digest(sha256))\
      \(Self.answerFields("\(evidence)-agreed", fields, .empty))\
      <div><label for="w-\(evidence)">Who read it, separated by commas</label><input id="w-\(evidence)" type="text" \
      name="evaluators" required maxlength="500" value="\(readers)"></div>\
      <button>Write the agreed answer</button></fieldset></form>
      """
  }

  private static func digest(_ sha256: String?) -> HTML {
    sha256.map { "<input type=\"hidden\" name=\"sha256\" value=\"\($0)\">" } ?? .empty
  }

  private static let answers: [(Assessment.Answer, String)] = [
    (.confirmed, "confirmed: the document claims it"), (.refused, "refused: it does not say so"),
    (.denied, "denied: it says otherwise"),
  ]

  private static func answerFields(_ id: String, _ fields: [String: String], _ further: HTML) -> HTML {
    let options = answers.map { answer, words -> HTML in
      "<option value=\"\(answer.rawValue)\"\(if: fields["answer"] == answer.rawValue, " selected")>\(words)</option>"
    }
    return """
      <div><label for="a-\(id)">Answer</label><select id="a-\(id)" name="answer" required>\
      <option value="">choose</option>\(options.joined())\(further)</select></div>\
      <div><label for="r-\(id)">Reason, with the place</label><textarea id="r-\(id)" name="reason" required \
      maxlength="8000">\(fields["reason"] ?? "")</textarea></div>
      """
  }
}
