import Judgement
import Rendering

/// A proof as a single HTML file that loads nothing.
///
/// First stands whether the specification bites, and what is wrong; then how far each area was tried, every requirement
/// with the defects that it notices, every defect with its harm and the requirements that notice it, and what could not
/// be proved here.
public enum HTMLProofReport {
  /// Renders a proof.
  ///
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(_ proof: Proof) -> String {
    Page(
      title: "Does the specification bite? \(proof.title)", body: ProofPage(proof: proof, noticed: proof.noticed).body
    )
    .text
  }
}

/// The content of the report.
private struct ProofPage {
  let proof: Proof
  let noticed: [String: [String]]

  var body: HTML {
    """
    <header>
    <p class="kicker">Proof that a specification bites</p>
    <h1>\(proof.title)</h1>
    <p>Each requirement that a machine can check was held against a simulated network that keeps every rule, and against \
    the same network with one named defect at a time. A requirement shows its worth when the sound network meets it and a \
    defect makes it fail: it blames nobody who does right, and it notices who does wrong.</p>
    <dl class="meta"><div><dt>Specification<dd>\(proof.specification) \(proof.version)</div>\
    <div><dt>Simulated<dd>\(proof.networks.joined(separator: "; "))</div>\
    <div><dt>Seen to pass and to fail<dd>\(proof.biting) of \(counted(proof.rows.count, "requirement"))</div>\
    <div><dt>Caught<dd>\(proof.caught) of \(counted(proof.trials.count, "defect"))</div>\
    <div><dt>Not provable here<dd>\(counted(proof.omissions.count, "requirement"))</div></dl>
    \(conclusion)
    </header>
    <main id="main">
    \(areas)
    \(requirements)
    \(defects)
    \(omissions)
    </main>
    <footer>\(proof.tool). Only what probes show counts here; papers, declarations and marks are judged elsewhere. A defect \
    was tried against the requirements whose steps come near it, and against some others, which must not notice \
    it.</footer>
    """
  }

  // MARK: What is wrong

  private var conclusion: HTML {
    let faults = proof.faults
    guard !faults.isEmpty else {
      return """
        <div class="notice" role="note"><strong>✓ \(soundness)</strong></div>
        """
    }
    return """
      <div class="notice" role="note"><strong>! \(counted(faults.count, "fault")).</strong>\
      <ul>\(each: faults, { "<li>\($0.description)." })</ul></div>
      """
  }

  /// What holds, as far as it was tried.
  private var soundness: String {
    let every = proof.triesEveryDefect && proof.triesEveryRequirement
    return every
      ? "Every requirement was seen to pass and to fail, every defect was caught, and nothing failed for what does not "
        + "concern it."
      : "Nothing is wrong, as far as it was tried: this is the proof of a part."
  }

  // MARK: Areas

  private var areas: HTML {
    let rows = proof.groups.map { group -> HTML in
      let passing = group.rows.count { $0.sound == .met }
      let biting = group.rows.count { $0.sound == .met && noticed[$0.id] != nil }
      return """
        <tr><th scope="row">\(group.title)<td class="n">\(group.rows.count)<td class="n">\(passing)\
        <td class="n">\(biting)<td class="n">\(group.omissions)
        """
    }
    let actors = proof.actors.map { actor -> HTML in
      """
      <tr><th scope="row">\(actor.name)<td class="n">\(actor.trials.count)\
      <td class="n">\(actor.trials.count { $0.isCaught })
      """
    }
    return """
      <section aria-labelledby="areas-title"><h2 id="areas-title">How far it was tried</h2>
      <div class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="areas-title">\
      <table><thead><tr><th scope="col">Area<th scope="col" class="n">Requirements tried<th scope="col" class="n">Met \
      without a defect<th scope="col" class="n">Also seen to fail<th scope="col" class="n">Not provable here</thead>\
      <tbody>\(rows.joined())</tbody></table></div></div>
      <div class="panel"><h3 id="actors-title">Defects by the part of the network that has them</h3>\
      <div class="scroll" tabindex="0" role="group" aria-labelledby="actors-title">\
      <table><thead><tr><th scope="col">Part<th scope="col" class="n">Defects<th scope="col" class="n">Caught</thead>\
      <tbody>\(actors.joined())</tbody></table></div></div></section>
      """
  }

  // MARK: Requirements

  private var requirements: HTML {
    let body = proof.groups.filter { !$0.rows.isEmpty }.map { group -> HTML in
      let rows = group.rows.map { row -> HTML in
        let why: HTML = row.why.map { "<div class=\"muted\">\($0)</div>" } ?? .empty
        return """
          <tr id="\(Fragments.fragment(row.id))"><th scope="row"><span class="id">\(row.id)</span> \(row.title)\
          <td>\(Fragments.badge(row.sound))\(why)<td>\(list(noticed[row.id] ?? [], of: "defect") { "<code>\($0)</code>" })
          """
      }
      return "<tbody><tr class=\"g\"><th scope=\"rowgroup\" colspan=\"3\">\(group.title)\(rows.joined())</tbody>"
    }
    return """
      <section aria-labelledby="requirements-title"><h2 id="requirements-title">Requirements</h2>
      <div class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="requirements-title">\
      <table class="proof"><thead><tr><th scope="col">Requirement<th scope="col">Without a defect\
      <th scope="col">Fails for</thead>\(body.joined())</table></div></div></section>
      """
  }

  // MARK: Defects

  private var defects: HTML {
    guard !proof.trials.isEmpty else { return .empty }
    let body = proof.actors.map { actor -> HTML in
      "<tbody><tr class=\"g\"><th scope=\"rowgroup\" colspan=\"4\">\(actor.name)\(each: actor.trials, row)</tbody>"
    }
    return """
      <section aria-labelledby="defects-title"><h2 id="defects-title">Defects</h2>
      <div class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="defects-title">\
      <table class="proof"><thead><tr><th scope="col">Defect<th scope="col">Broken rule\
      <th scope="col">What becomes of patients and staff<th scope="col">Noticed by</thead>\(body.joined())</table>\
      </div></div></section>
      """
  }

  private func row(_ trial: Proof.Trial) -> HTML {
    let unsettled: HTML =
      trial.unsettled.isEmpty
      ? .empty : "<div class=\"muted\">could not say: \(trial.unsettled.joined(separator: ", "))</div>"
    return """
      <tr><th scope="row"><code>\(trial.name)</code><div>\(trial.sentence)</div><td>\(trial.clause)<td>\(trial.harm)\
      <td>\(list(trial.noticed, of: "requirement") { "<a href=\"#\(Fragments.fragment($0))\">\($0)</a>" })\(unsettled)
      """
  }

  // MARK: The rest

  private var omissions: HTML {
    guard !proof.omissions.isEmpty else { return .empty }
    let rows = proof.reasons.map { reason, omissions -> HTML in
      let ids = omissions.map { omission -> HTML in
        "<li><span class=\"id\">\(omission.id)</span> \(omission.title)"
      }
      return "<tr><th scope=\"row\">\(reason)<td class=\"n\">\(omissions.count)<td><ul>\(ids.joined())</ul>"
    }
    return """
      <section aria-labelledby="omissions-title"><h2 id="omissions-title">Not provable here</h2>
      <div class="panel"><div class="scroll" tabindex="0" role="group" aria-labelledby="omissions-title">\
      <table><thead><tr><th scope="col">Why<th scope="col" class="n">Requirements<th scope="col">Which</thead>\
      <tbody>\(rows.joined())</tbody></table></div></div></section>
      """
  }

  /// Names one after the other; of many the number, and the names behind it.
  private func list(_ names: [String], of what: String, _ shown: (String) -> HTML) -> HTML {
    let items = names.map(shown).joined(by: ", ")
    guard !names.isEmpty else { return "<span class=\"st s-not-met\">✗ nothing</span>" }
    guard names.count > 4 else { return items }
    return "<details class=\"look\"><summary>\(counted(names.count, what))</summary>\(items)</details>"
  }
}
