import Judgement
import Rendering

/// A proof as a single HTML file that loads nothing: what is wrong first, then every requirement with the defects that it
/// notices, every defect with the requirements that notice it, and what could not be proved here.
public enum HTMLProofReport {
  /// Renders a proof.
  ///
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(_ proof: Proof) -> String {
    Page(title: "Does \(proof.specification) bite?", body: ProofPage(proof: proof).body).text
  }
}

/// The content of the report.
private struct ProofPage {
  let proof: Proof

  var body: HTML {
    """
    <header>
    <p class="kicker">Proof that a specification bites</p>
    <h1>\(proof.specification) \(proof.version)</h1>
    <p>Each requirement was held against a simulated network that keeps every rule, and against the same network with one \
    defect at a time.</p>
    <dl class="meta"><div><dt>Seen to pass and to fail<dd>\(proof.biting) of \(proof.rows.count) requirements</div>\
    <div><dt>Caught<dd>\(proof.caught) of \(proof.trials.count) defects</div>\
    <div><dt>Not provable here<dd>\(proof.omissions.count) requirements</div></dl>
    \(faults)
    </header>
    <main id="main">
    \(requirements)
    \(defects)
    \(omissions)
    </main>
    <footer>Only what probes show counts here; papers, declarations and marks are judged elsewhere.</footer>
    """
  }

  private var faults: HTML {
    let faults = proof.faults
    guard !faults.isEmpty else { return "<p><strong>Nothing is wrong.</strong></p>" }
    let items = faults.map { fault -> HTML in "<li>\(fault.description)." }
    return """
      <div class="notice" role="note"><strong>! \(faults.count) faults.</strong><ul>\(items.joined())</ul></div>
      """
  }

  private var requirements: HTML {
    let noticed = proof.noticed
    let rows = proof.rows.map { row -> HTML in
      let defects = (noticed[row.id] ?? []).joined(separator: ", ")
      let why: HTML = row.why.map { "<br>\($0)" } ?? .empty
      return "<tr><td><strong>\(row.id)</strong> \(row.title)<td>\(row.sound.rawValue)\(why)<td>\(defects)"
    }
    return """
      <section><h2>Requirements</h2>
      <table><thead><tr><th>Requirement<th>Without a defect<th>Fails for</thead><tbody>
      \(rows.joined())
      </tbody></table></section>
      """
  }

  private var defects: HTML {
    let rows = proof.trials.map { trial -> HTML in
      let noticed = trial.noticed.joined(separator: ", ")
      let unsettled: HTML =
        trial.unsettled.isEmpty ? .empty : "<br>Could not say: \(trial.unsettled.joined(separator: ", "))"
      let name: HTML = "<strong>\(trial.name)</strong><br>\(trial.sentence)"
      return "<tr><td>\(name)<td>\(trial.clause)<td>\(trial.harm)<td>\(noticed)\(unsettled)"
    }
    return """
      <section><h2>Defects</h2>
      <table><thead><tr><th>Defect<th>Clause<th>Harm<th>Noticed by</thead><tbody>
      \(rows.joined())
      </tbody></table></section>
      """
  }

  private var omissions: HTML {
    guard !proof.omissions.isEmpty else { return .empty }
    let rows = proof.omissions.map { omission -> HTML in
      "<tr><td><strong>\(omission.id)</strong> \(omission.title)<td>\(omission.reason)"
    }
    return """
      <section><h2>Not provable here</h2>
      <table><thead><tr><th>Requirement<th>Why</thead><tbody>
      \(rows.joined())
      </tbody></table></section>
      """
  }
}
