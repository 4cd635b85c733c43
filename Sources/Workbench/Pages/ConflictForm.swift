import Inventory
import Rendering

/// Who has a conflict of interest in the bid, and where an evaluator declares one.
struct ConflictForm {
  /// What stands there now.
  var assessment: Assessment

  /// The declarations and the form, to be sent to below the address of the requirement.
  func html(address: HTML, session: Sessions.Session) -> HTML {
    let declared = assessment.conflicts.map { conflict -> HTML in
      AssessmentForm.aside(conflict, "has a conflict of interest in this bid, and does not count")
    }
    let own = session.name.flatMap { name in assessment.conflicts.first { $0.evaluator == name } }
    let tag = session.name.map { assessment.tag(ofConflict: $0) } ?? Assessment.noTag
    return """
      \(declared.joined())
      <details><summary>Declare a conflict of interest</summary>
      <form class="entry" method="post" action="\(address)/conflicts"><fieldset>\
      <legend>Your conflict of interest in this bid</legend>\
      <p class="muted">It holds for the whole bid. What you give is kept and shown, and does not count; marks agreed on that \
      rest on you alone are taken back.</p>\(WorkbenchPage.seal(session))\
      <input type="hidden" name="tag" value="\(tag)">\(EvaluatorField(session.name, id: "conflict").html)\
      <div><label for="r-conflict">Which conflict</label><textarea id="r-conflict" name="reason" required maxlength="8000">\
      \(own?.reason ?? "")</textarea></div><button>Declare this conflict</button></fieldset></form></details>
      """
  }
}
