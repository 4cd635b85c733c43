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

  var evidence: String { task.evidence }
  private var requirement: String { task.requirement }

  /// The forms, to be sent to below the address of the requirement.
  func html(address: HTML, session: Sessions.Session) -> HTML {
    switch task.kind {
    case .mark(let question, let descriptors): marks(question, descriptors, address, session)
    case .claim(_, _, let sha256): claim(sha256, address, session)
    }
  }

  func place(_ part: AssessmentPlace.Part) -> AssessmentPlace {
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
      \(each: others(marking?.abstained ?? [], session), { Self.aside($0, "abstained") })
      \(mark(of: nil, descriptors, address, session))
      \(if: marking?.individual.isEmpty == false, moderation(descriptors, address, session))
      </article>
      """
  }

  /// Entries of others than the one who looks under a name: their own stands in their form.
  func others(_ recusals: [Assessment.Recusal], _ session: Sessions.Session) -> [Assessment.Recusal] {
    recusals.filter { session.name == nil || $0.evaluator != session.name }
  }

  /// That what somebody gave does not count, where it does not.
  func uncounted(_ evaluator: String) -> HTML {
    assessment.counts(evaluator) ? .empty : " <span class=\"muted\">(does not count: conflict of interest)</span>"
  }

  /// Who takes no part.
  static func aside(_ recusal: Assessment.Recusal, _ words: HTML) -> HTML {
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
        <p><b><bdi>\(known)</bdi></b>\(uncounted(known)): \(fields["mark"] ?? ""). \(fields["reason"] ?? "")</p>
        """
    }
    return """
      <form class="entry" method="post" action="\(address)/evidence/\(evidence)/marks"><fieldset>\
      <legend>\(evaluator.map { "Mark of \($0)" } ?? "Your mark")\(evaluator.map(uncounted) ?? .empty)</legend>\
      \(WorkbenchPage.seal(session))\
      <input type="hidden" name="tag" value="\(tag)">\(EvaluatorField(evaluator, id: id).html)\(Self.markFields(id, descriptors, fields, mayAbstain: true))\
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
}
