import Evidence
import Inventory
import Specification

/// The sentences that explain verdicts, for readers who buy systems and do not build them.
///
/// Every sentence says what was claimed or seen, where it stands or in which step it was seen, and names systems by
/// product and place.
struct Phrases: Sendable {
  private let products: [String: String]

  init(network: Network) {
    var products: [String: String] = [:]
    for system in network.sites.flatMap(\.systems) {
      products[system.reference] = [system.product, system.version ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
    self.products = products
  }

  /// `Orthanc 1.12.4 (royal/pacs)`
  func system(_ reference: String) -> String {
    guard let product = products[reference], !product.isEmpty else { return reference }
    return "\(product) (\(reference))"
  }

  // MARK: Papers

  func claimed(_ citation: Citation?, finding: Finding?) -> String {
    if let citation { return "The statement claims it: \(Self.quoted(citation))." }
    guard let finding else { return "The statement claims it." }
    return "The statement claims it: \(Self.difference(finding))."
  }

  func claimedOtherwise(_ citation: Citation?, finding: Finding?) -> String {
    let difference = finding.map { ": \(Self.difference($0))" } ?? ""
    return "The statement says otherwise\(difference)\(citation.map { "; it reads \(Self.quoted($0))" } ?? "")."
  }

  func needsReading(_ claim: Claim?, finding: Finding?) -> String {
    let closing = "A person has to read it before it can count."
    guard let claim, let words = claim.evidence.first.map(Self.quoted) else {
      let expected = finding.map { " on “\($0.expected)”" } ?? ""
      return "What the statement says\(expected) leaves a doubt\(finding.map { ": \($0.found)" } ?? ""). \(closing)"
    }
    if let other = claim.disputedBy.first {
      return "The document contradicts itself: \(words), but also \(Self.quoted(other)). \(closing)"
    }
    if claim.confidence < Claim.decisiveConfidence {
      return "\(Self.capitalised(words)) seems to be about it, but the reading is too uncertain to decide "
        + "(\(claim.confidence) of 100, where \(Claim.decisiveConfidence) are needed). \(closing)"
    }
    let condition = claim.condition.map { " (“\(Self.shortened($0))”)" } ?? ""
    return switch (claim.polarity, claim.availability) {
    case (.unclear, _): "The statement does not say clearly whether it is supported: \(words). \(closing)"
    case (_, .configurable): "The statement supports it only when so configured\(condition): \(words). \(closing)"
    case (_, .conditional): "The statement supports it only under a condition\(condition): \(words). \(closing)"
    default: "What the statement says leaves a doubt: \(words). \(closing)"
    }
  }

  func assessed(_ assessed: EvidenceVerdict.Assessed, doubt: String) -> String {
    let who = Self.listed(assessed.evaluators, atMost: 6)
    let found =
      switch assessed.answer {
      case .confirmed: "read the document and confirmed that it claims it"
      case .refused: "read the document and found that it does not say so"
      case .denied: "read the document and found that it says otherwise"
      }
    return "\(who) \(found): “\(Self.shortened(assessed.reason, to: 400))”. The reading alone left a doubt. \(doubt)"
  }

  /// What evaluators have answered without deciding it, after the doubt; empty where nobody has.
  func undecided(_ claim: Assessment.ReadClaim, of assessment: Assessment) -> String {
    var given = claim.individual.map { ($0.evaluator, $0.given.answer.rawValue) }
    if given.isEmpty, let answer = claim.answer { given = claim.evaluators.map { ($0, answer.rawValue) } }
    let told = Self.given(given, abstained: claim.abstained, of: assessment)
    if assessment.isDisputed(claim) {
      return "\(Self.givenBefore) The evaluators disagree (\(told)) and have not yet agreed on an answer."
    }
    return told.isEmpty ? "" : "\(Self.givenBefore) Nobody who counts has answered it (\(told))."
  }

  /// What begins the words about who answered what without deciding.
  static let givenBefore = " Evaluators have read it."

  func unmarked(_ marking: Assessment.Marking?, of assessment: Assessment?, question: String) -> String {
    var state = "No mark of the evaluators is recorded."
    if let marking, let assessment {
      let told = Self.marks(marking.individual, abstained: marking.abstained, of: assessment)
      let isCounted = marking.individual.contains { assessment.counts($0.evaluator) }
      state =
        isCounted
        ? "The evaluators have marked it (\(told)) and have not yet agreed on a mark."
        : "Nobody who counts has marked it (\(told))."
    }
    return "\(state) They decide: “\(Self.shortened(question, to: 400))”"
  }

  func marked(_ marked: EvidenceVerdict.Marked, of assessment: Assessment) -> String {
    "\(Self.agreed(marked)) Before that they gave: "
      + "\(Self.marks(marked.individual, abstained: marked.abstained ?? [], of: assessment))."
  }

  /// The mark agreed on and why, without what each evaluator gave.
  static func agreed(_ marked: EvidenceVerdict.Marked) -> String {
    "The evaluators agreed on mark \(marked.mark) of \(marked.highest), which is for: "
      + "“\(shortened(marked.descriptor, to: 400))”. Their reason: “\(shortened(marked.reason, to: 400))”."
  }

  /// What is said of a mark that was not agreed on, without what each evaluator gave.
  static let notAgreed = "The evaluators have not agreed on a mark."

  private static func marks(
    _ individual: [Assessment.IndividualMark], abstained: [Assessment.Recusal], of assessment: Assessment
  ) -> String {
    given(individual.map { ($0.evaluator, "\($0.given.mark)") }, abstained: abstained, of: assessment)
  }

  /// `first 3, second 5 (not counted: conflict of interest) and third abstained`
  private static func given(
    _ given: [(evaluator: String, words: String)], abstained: [Assessment.Recusal], of assessment: Assessment
  ) -> String {
    let names = given.map { entry in
      "\(entry.evaluator) \(entry.words)"
        + (assessment.counts(entry.evaluator) ? "" : " (not counted: conflict of interest)")
    }
    return listed(names + abstained.map { "\($0.evaluator) abstained" }, atMost: 12)
  }

  func unmentioned(_ finding: Finding?, documents: [String], unreadable: DocumentProblem?) -> String {
    if let unreadable { return "A document could not be read: \(Self.sentence(unreadable.message))" }
    guard !documents.isEmpty else { return "No document was submitted that speaks of this system." }
    let expected = finding.map { " (expected: “\($0.expected)”)" } ?? ""
    return "\(Self.listed(documents)) \(documents.count == 1 ? "says" : "say") nothing about it\(expected)."
  }

  func notKept(_ finding: Finding?) -> String {
    "It could not be judged, because the record does not hold what is needed"
      + (finding.map { ": \(Self.clause($0.found))" } ?? "") + ". This is not held against the bidder."
  }

  func declared(_ result: EvidenceVerdict.Result, observation: Value, finding: Finding?, source: SourceSpan) -> String {
    var level = ""
    var remark = ""
    if case .record(let fields) = observation {
      if case .string(let word)? = fields["level"] { level = Self.level(word) }
      if case .string(let notes)? = fields["notes"], !notes.isEmpty { remark = ": “\(Self.shortened(notes))”" }
      if case .string(let document)? = fields["document"] {
        let page = if case .number(let number)? = fields["page"] { ", page \(number)" } else { "" }
        remark += " (\(document)\(page))"
      }
    }
    let answer = level.isEmpty ? "The bidder’s declaration" : "The bidder declares \(level)"
    let place = "\(remark), \(source.file) line \(source.line)"
    return switch result {
    case .holds: "\(answer)\(place)."
    case .fails:
      "\(answer)\(place)"
        + (finding.map { ", where the requirement asks for “\($0.expected)”." } ?? ", which is too little.")
    default: "\(answer)\(place), which does not answer what is asked\(finding.map { ": “\($0.expected)”" } ?? "")."
    }
  }

  private static func level(_ word: String) -> String {
    switch SupportLevel(rawValue: word) {
    case .full: "full support"
    case .partial: "partial support"
    case .configuration: "support after configuration"
    case .development: "support that is still to be developed"
    case .none?: "no support"
    case nil: "“\(word)”"
    }
  }

  // MARK: Running systems

  func didAsExpected(systems: [String], steps: Int) -> String {
    let names = systems.withoutRepeats().map(system)
    return "\(Self.listed(names)) did what was expected" + (steps > 1 ? " in all \(steps) steps." : ".")
  }

  func didOtherwise(finding: Finding?, failure: StepFailure?, step: String, system reference: String) -> String {
    let start = "\(system(reference)) did otherwise in step “\(step)”: "
    let rule = failure?.rule.map { " (\($0))" } ?? ""
    let reason = failure.map { Self.clause($0.message) }
    guard let finding else { return start + (reason ?? "the exchange did not complete") + rule + "." }
    let found = start + Self.difference(finding)
    guard let reason else { return found + "." }
    if finding.found.contains(reason) { return found + rule + "." }
    return "\(found). The exchange ended so: \(reason)\(rule)."
  }

  func couldNotBeTested(_ failure: StepFailure, step: String?, system reference: String?) -> String {
    let place = step.map { step in " in step “\(step)”" + (reference.map { " with \(system($0))" } ?? "") } ?? ""
    let cause =
      switch failure.blame {
      case .configuration: "the addresses or AE titles on the two sides do not fit together"
      case .network: "the network gave no answer"
      case .silence: "what was awaited did not come"
      case .harness: "the test harness could not do its work"
      case .person: "what a person had to do for it was not done"
      case .system: "the system did not take part"
      }
    return "It could not be tested\(place), because \(cause): \(Self.clause(failure.message)). "
      + "This is not held against the system."
  }

  /// What a scenario supposes was looked at, and was not so, or could not be seen.
  func supposedWrongly(
    _ premise: String, finding: Finding?, failure: StepFailure?, step: String, system reference: String
  ) -> String {
    let seen =
      finding.map { ": \(Self.difference($0))" } ?? failure.map { ": \(Self.clause($0.message))" } ?? ""
    return "It shows nothing, because what it supposes was not seen to be so: “\(Self.sentence(premise))” "
      + "Step “\(step)” looked at \(system(reference))\(seen). This is not held against the system."
  }

  /// What was to be looked at was not there: it did not come, or lies where nobody is known.
  func nothingCame(_ failure: StepFailure, step: String, system reference: String) -> String {
    let advice = failure.advice.map { " To do: \(Self.sentence($0))" } ?? ""
    return "Step “\(step)” with \(system(reference)) had nothing to look at: \(Self.sentence(failure.message)) "
      + "Silence is not held against the system, and earns nothing.\(advice)"
  }

  func nothingToLookAt(_ finding: Finding?, step: String, system reference: String) -> String {
    let difference = finding.map { ": \(Self.difference($0))" } ?? ""
    return "Step “\(step)” with \(system(reference)) completed but brought nothing to judge by\(difference)."
  }

  func notGathered(_ reason: String) -> String { "It was not tried: \(Self.sentence(reason))" }

  // MARK: Words

  /// `expected “status == success”, found failure`
  static func difference(_ finding: Finding) -> String {
    "expected “\(finding.expected)”, found \(clause(finding.found))"
  }

  /// `“CT Image Storage Yes” (acme.txt, line 12, section 4.2)`
  static func quoted(_ citation: Citation) -> String {
    "“\(shortened(citation.words))” (\(place(citation)))"
  }

  /// `acme.txt, page 3, line 12, section 4.2, table 7 row 2`
  static func place(_ citation: Citation) -> String {
    var parts = [citation.document]
    if let page = citation.page { parts.append("page \(page)") }
    if let line = citation.line { parts.append("line \(line)") }
    if let element = citation.element { parts.append("element \(shortened(element, to: 80))") }
    if let section = citation.section { parts.append("section “\(shortened(section, to: 60))”") }
    if let table = citation.table {
      parts.append("table “\(shortened(table, to: 60))”" + (citation.row.map { " row \($0)" } ?? ""))
    } else if let row = citation.row {
      parts.append("row \(row)")
    }
    return parts.joined(separator: ", ")
  }

  /// Words on one line, cut after a word where they are too long.
  static func shortened(_ words: String, to limit: Int = 160) -> String {
    let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard line.count > limit else { return line }
    let cut = line.prefix(limit)
    let end = cut.lastIndex(of: " ") ?? cut.endIndex
    return cut[..<end] + " …"
  }

  /// `A`, `A and B`, `A, B, C and 4 more`
  static func listed(_ names: [String], atMost limit: Int = 3) -> String {
    if names.count > limit { return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A message as part of a sentence: without a full stop at its end.
  static func clause(_ message: String) -> String {
    var text = message[...]
    while let last = text.last, last == "." || last.isWhitespace { text = text.dropLast() }
    return String(text)
  }

  /// A message as a sentence of its own.
  static func sentence(_ message: String) -> String { clause(message) + "." }

  static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// `12.4 ms`, `1.25 s`, `2 min 5 s`: cut off, not rounded.
  static func duration(_ nanoseconds: Int64) -> String {
    let total = max(0, nanoseconds)
    if total < 1_000_000_000 { return "\(total / 1_000_000).\(total / 100_000 % 10) ms" }
    if total < 60_000_000_000 {
      let hundredths = total / 10_000_000 % 100
      return "\(total / 1_000_000_000).\(hundredths < 10 ? "0" : "")\(hundredths) s"
    }
    return "\(total / 60_000_000_000) min \(total / 1_000_000_000 % 60) s"
  }

  /// `1 April 2027`; what is no calendar date stays as it is.
  static func date(_ text: String) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return text }
    return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])"
  }
}
