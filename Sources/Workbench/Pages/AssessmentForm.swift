import Inventory
import Judgement
import Rendering
import Specification

/// The form of one piece of evidence that a person decides: marks with reasons, or what a document says.
struct AssessmentForm {
  /// What is asked.
  var task: EvaluatorTask
  /// What stands there now.
  var assessment: Assessment

  private var evidence: String { task.evidence }
  private var requirement: String { task.requirement }

  /// The forms, to be sent to below the address of the requirement.
  func html(address: HTML, session: Sessions.Session) -> HTML {
    switch task.kind {
    case .mark(let question, let descriptors): marks(question, descriptors, address, session)
    case .claim(_, _, let sha256): claim(sha256, address, session)
    }
  }

  private func place(_ part: AssessmentPlace.Part) -> AssessmentPlace {
    AssessmentPlace(requirement: requirement, evidence: evidence, part: part)
  }

  // MARK: Marks

  private func marks(
    _ question: String, _ descriptors: [MarkDescriptor], _ address: HTML, _ session: Sessions.Session
  ) -> HTML {
    let marking = assessment.marking(place(.moderated))
    let given = (marking?.individual ?? []).filter { session.name == nil || $0.evaluator != session.name }
    return """
      <article aria-labelledby="e-\(evidence)"><h3 id="e-\(evidence)">\(evidence): marks</h3>
      <p>\(question)</p>
      <ul class="descriptors">\(each: descriptors, { "<li><b>\($0.mark)</b> \($0.descriptor)" })</ul>
      \(each: given, { mark(of: $0.evaluator, descriptors, address, session) })
      \(each: marking?.abstained ?? [], { Self.aside($0, "abstained") })
      \(each: assessment.conflicts, { Self.aside($0, "has a conflict of interest, and does not count") })
      \(mark(of: nil, descriptors, address, session))
      \(if: marking?.individual.isEmpty == false, moderation(descriptors, address, session))
      </article>
      """
  }

  /// Who takes no part, or does not count.
  private static func aside(_ recusal: Assessment.Recusal, _ words: HTML) -> HTML {
    "<p><b><bdi>\(recusal.evaluator)</bdi></b> \(words): \(recusal.reason)</p>"
  }

  /// The form of one evaluator's mark; of a new evaluator's where nil.
  private func mark(
    of known: String?, _ descriptors: [MarkDescriptor], _ address: HTML, _ session: Sessions.Session
  ) -> HTML {
    let evaluator = known ?? session.name
    let part = evaluator.map { AssessmentPlace.Part.individual(evaluator: $0) }
    let fields = part.flatMap { assessment.entry(at: place($0))?.fields } ?? [:]
    let tag = part.map { assessment.tag(at: place($0)) } ?? "\"none\""
    let id = "\(evidence)-\(known.map { String(Words.encoded($0).prefix(40)) } ?? "new")"
    // Somebody else's mark is shown to those who have a name, and not theirs to change.
    if let known, let name = session.name, name != known {
      return """
        <p><b><bdi>\(known)</bdi></b>: \(fields["mark"] ?? ""). \(fields["reason"] ?? "")</p>
        """
    }
    let name: HTML =
      evaluator.map { "<input type=\"hidden\" name=\"evaluator\" value=\"\($0)\">" as HTML }
        ?? """
        <div><label for="n-\(id)">Your name, as first-reader</label><input id="n-\(id)" type="text" name="evaluator" \
        required maxlength="64" pattern="[A-Za-z0-9][A-Za-z0-9._\\-]*" title="Letters, digits, dots, hyphens" \
        autocomplete="username"></div>
        """
    return """
      <form class="entry" method="post" action="\(address)/evidence/\(evidence)/marks"><fieldset>\
      <legend>\(evaluator.map { "Mark of \($0)" } ?? "Your mark")</legend>\(WorkbenchPage.seal(session))\
      <input type="hidden" name="tag" value="\(tag)">\(name)\(Self.markFields(id, descriptors, fields, mayAbstain: true))\
      <button>Write this mark</button></fieldset></form>
      """
  }

  private func moderation(_ descriptors: [MarkDescriptor], _ address: HTML, _ session: Sessions.Session) -> HTML {
    let fields = assessment.entry(at: place(.moderated))?.fields ?? [:]
    return """
      <form class="entry" method="post" action="\(address)/evidence/\(evidence)/moderated"><fieldset>\
      <legend>Mark agreed on</legend>\(WorkbenchPage.seal(session))\
      <input type="hidden" name="tag" value="\(assessment.tag(at: place(.moderated)))">\
      \(Self.markFields("\(evidence)-agreed", descriptors, fields))<button>Write the agreed mark</button>\
      </fieldset></form>
      """
  }

  private static func markFields(
    _ id: String, _ descriptors: [MarkDescriptor], _ fields: [String: String], mayAbstain: Bool = false
  ) -> HTML {
    let abstains = fields["mark"] == AssessmentEntry.abstains
    let abstention: HTML = """
      <option value="\(AssessmentEntry.abstains)"\(if: abstains, " selected")>abstain</option>
      """
    return """
      <div><label for="m-\(id)">Mark</label><select id="m-\(id)" name="mark" required>\
      <option value="">choose</option>\(each: descriptors, { option($0, fields["mark"]) })\(if: mayAbstain, abstention)</select></div>\
      <div><label for="r-\(id)">Reason</label><textarea id="r-\(id)" name="reason" required maxlength="8000">\
      \(fields["reason"] ?? "")</textarea></div>
      """
  }

  private static func option(_ descriptor: MarkDescriptor, _ chosen: String?) -> HTML {
    "<option value=\"\(descriptor.mark)\"\(if: String(descriptor.mark) == chosen, " selected")>\(descriptor.mark): \(descriptor.descriptor)</option>"
  }

  // MARK: Claims

  private func claim(_ sha256: String?, _ address: HTML, _ session: Sessions.Session) -> HTML {
    let fields = assessment.entry(at: place(.claim(sha256: sha256)))?.fields ?? [:]
    let answers: [(Assessment.Answer, String)] = [
      (.confirmed, "confirmed: the document claims it"), (.refused, "refused: it does not say so"),
      (.denied, "denied: it says otherwise"),
    ]
    let options = answers.map { answer, words -> HTML in
      "<option value=\"\(answer.rawValue)\"\(if: fields["answer"] == answer.rawValue, " selected")>\(words)</option>"
    }
    let readers = fields["evaluators"] ?? session.name ?? ""
    let read = assessment.claim(place(.claim(sha256: sha256)), sha256)
    let given = (read?.individual ?? []).map { own -> HTML in
      "<p><b><bdi>\(own.evaluator)</bdi></b>: \(own.given.answer.rawValue). \(own.given.reason)</p>"
    }
    return """
      <article aria-labelledby="e-\(evidence)"><h3 id="e-\(evidence)">\(evidence): what the document says</h3>
      <p>The reading of the document leaves a doubt. Read the words above where they stand.</p>
      \(given.joined())\(each: read?.abstained ?? [], { Self.aside($0, "abstained") })
      \(each: assessment.conflicts, { Self.aside($0, "has a conflict of interest, and does not count") })
      <form class="entry" method="post" action="\(address)/evidence/\(evidence)/claim"><fieldset>\
      <legend>What you found</legend>\(WorkbenchPage.seal(session))\
      <input type="hidden" name="tag" value="\(assessment.tag(at: place(.claim(sha256: sha256))))">\
      \(sha256, { "<input type=\"hidden\" name=\"sha256\" value=\"\($0)\">" })\
      <div><label for="a-\(evidence)">Answer</label><select id="a-\(evidence)" name="answer" required>\
      <option value="">choose</option>\(options.joined())</select></div>\
      <div><label for="r-\(evidence)">Reason, with the place</label><textarea id="r-\(evidence)" name="reason" required \
      maxlength="8000">\(fields["reason"] ?? "")</textarea></div>\
      <div><label for="w-\(evidence)">Who read it, separated by commas</label><input id="w-\(evidence)" type="text" \
      name="evaluators" required maxlength="500" value="\(readers)"></div>\
      <button>Write this answer</button></fieldset></form></article>
      """
  }
}
