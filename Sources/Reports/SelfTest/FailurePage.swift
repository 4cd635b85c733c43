import Evidence
import Judgement
import Rendering

/// One requirement that is not met, for a terminal: the rule, the exchange beside what was expected of it, and the remedy.
public struct FailurePage {
  private let verdict: RequirementVerdict
  private let scorecard: Scorecard
  private let transcripts: TranscriptSource
  private let isFull: Bool
  private let side: SideBySide
  private var page: TerminalPage

  /// Choices of systems that are shown unless everything is asked for.
  private static let shownBindings = 2

  private init(
    _ verdict: RequirementVerdict, of scorecard: Scorecard, transcripts: TranscriptSource, columns: Int,
    colour: Bool, isFull: Bool
  ) {
    self.verdict = verdict
    self.scorecard = scorecard
    self.transcripts = transcripts
    self.isFull = isFull
    let columns = min(max(columns, 40), 160)
    side = SideBySide(columns: columns)
    page = TerminalPage(columns: columns, isColoured: colour)
  }

  /// Renders it.
  ///
  /// - Parameters:
  ///   - transcripts: Those of the record, by path.
  ///   - columns: Width of the terminal, held between 40 and 160; from 100 on the exchange and what was expected stand side
  ///     by side.
  ///   - colour: Whether to use ANSI colours. Symbols and words say everything without them.
  ///   - isFull: Whether long exchanges are shown whole.
  /// - Returns: Lines that end with a line feed. No control character of a foreign string reaches the terminal.
  public static func render(
    _ verdict: RequirementVerdict, of scorecard: Scorecard, transcripts: TranscriptSource, columns: Int = 80,
    colour: Bool = false, isFull: Bool = false
  ) -> String {
    var page = FailurePage(
      verdict, of: scorecard, transcripts: transcripts, columns: columns, colour: colour, isFull: isFull)
    page.write()
    return page.page.text
  }

  /// The requirement and its state in one line.
  public static func line(_ verdict: RequirementVerdict, colour: Bool = false) -> String {
    var page = TerminalPage(columns: .max, isColoured: colour)
    page.item(
      "\(verdict.state.symbol) \(verdict.state.rawValue)", tone: verdict.state, "\(verdict.id) \(verdict.title)")
    return String(page.text.dropLast())
  }

  private mutating func write() {
    page.line(String(repeating: "─", count: page.columns), style: .faint)
    page.line(
      "\(verdict.state.symbol) \(verdict.state.rawValue) · \(verdict.id)@\(verdict.revision) · \(verdict.title)",
      style: .strong)
    let rules = verdict.sources.map { source in
      let title = scorecard.specification.sources[source.ref].map { $0.title } ?? source.ref
      return [source.ref, source.section.map { $0.first?.isNumber == true ? "§\($0)" : $0 }].compactMap { $0 }
        .joined(separator: " ") + (title == source.ref ? "" : " (\(title))")
    }
    page.field("Level", "\(verdict.level.rawValue), weight \(verdict.weight)")
    if let first = rules.first { page.field("Rule", first) }
    for rule in rules.dropFirst() { page.continuation(rule) }
    page.field("Asked", verdict.statement.replacing("**", with: ""))
    page.field("Why", verdict.why)
    let failing = verdict.bindings.filter { $0.state != .met && $0.state != .notApplicable }
    for binding in isFull ? failing[...] : failing.prefix(Self.shownBindings) { write(binding) }
    if !isFull, failing.count > Self.shownBindings {
      page.line("  … \(counted(failing.count - Self.shownBindings, "further choice")) of systems; --full shows them")
    }
    page.space()
    if let remedy = verdict.remedy { page.field("Remedy", remedy) }
    page.field("Try again", "assay self-test --only \(verdict.id)")
  }

  private mutating func write(_ binding: BindingVerdict) {
    for evidence in binding.evidence where evidence.result != .holds && !evidence.isSpared {
      page.space()
      let systems = binding.systems.sorted { $0.key < $1.key }.map { "\($0.key) is \($0.value)" }
      page.line(
        "Evidence \(evidence.id)\(systems.isEmpty ? "" : ", \(systems.joined(separator: ", "))")", style: .strong)
      if evidence.why != verdict.why { item("\(evidence.result.symbol) \(evidence.why)") }
      for citation in evidence.citations.prefix(3) {
        page.line("  “\(citation.words)” (\(citation.document))")
      }
      for step in evidence.steps { write(step, of: evidence) }
      let loose = evidence.findings.filter { finding in !evidence.steps.contains { $0.id == finding.step } }
      for line in expectations(loose, width: page.columns - 2) { page.verbatim("  \(line)") }
    }
  }

  private mutating func write(_ step: EvidenceVerdict.StepSummary, of evidence: EvidenceVerdict) {
    let findings = evidence.findings.filter { $0.step == step.id }
    let isSound = step.failure == nil && findings.allSatisfy { $0.result == .holds }
    let words = "\(step.id): \(step.kind) → \(step.system), \(step.endpoint), \(step.duration)"
    if isSound {
      item("✓ \(words)")
      return
    }
    item("✗ \(words)\(step.attempts > 1 ? ", \(step.attempts) attempts" : "")")
    var right = ["WHAT WAS EXPECTED"]
    if let failure = step.failure {
      right += PlainText.broken("✗ \(failure.message)", to: side.rightWidth)
      if let rule = failure.rule { right += PlainText.broken("    rule      \(rule)", to: side.rightWidth) }
      if let advice = failure.advice { right += PlainText.broken("    to do     \(advice)", to: side.rightWidth) }
      if failure.blame != .system {
        right += PlainText.broken("    not held against the system: \(failure.blame.meaning)", to: side.rightWidth)
      }
    }
    right += expectations(findings, width: side.rightWidth)
    var left = ["WHAT WENT OVER THE WIRE"]
    var start = 0
    if let path = step.transcript, let transcript = transcripts[path], !transcript.entries.isEmpty {
      let exchange = ExchangeLines(transcript, width: side.leftWidth, isFull: isFull)
      left += exchange.lines
      start = exchange.firstAnswer ?? 0
    } else {
      left.append("nothing")
    }
    for line in side.lines(left: left, right: right, from: start) { page.verbatim("  \(line)".trimmedAtEnd) }
  }

  /// A line that begins with a mark; what does not fit stands under its words.
  private mutating func item(_ words: String) {
    for (index, part) in PlainText.broken(words, to: page.columns - 6).enumerated() {
      page.verbatim((index == 0 ? "  " : "    ") + part)
    }
  }

  /// Assertions: those that do not hold with what was expected and found, those that hold in a line each.
  private func expectations(_ findings: [Finding], width: Int) -> [String] {
    var lines: [String] = []
    for finding in findings where finding.result != .holds {
      lines += PlainText.broken("\(finding.result.symbol) \(finding.assertion)", to: width)
      lines += hanging("expected", finding.expected, width: width)
      lines += hanging("found", finding.found, width: width)
      lines += hanging("written", "\(finding.span.file):\(finding.span.line)", width: width)
    }
    let holding = findings.filter { $0.result == .holds }
    for finding in holding.prefix(isFull ? .max : 4) {
      lines.append(TextTable.cut(PlainText.singleLine("✓ \(finding.assertion)"), width))
    }
    if !isFull, holding.count > 4 { lines.append("✓ \(holding.count - 4) more hold") }
    return lines
  }

  private func hanging(_ name: String, _ words: String, width: Int) -> [String] {
    let indent = 14
    let label = "    \(name)" + String(repeating: " ", count: max(1, indent - 4 - name.count))
    return PlainText.broken(words, to: max(8, width - indent)).enumerated().map { index, part in
      (index == 0 ? label : String(repeating: " ", count: indent)) + part
    }
  }
}

extension StepFailure.Blame {
  /// Whose failure it is, for people.
  fileprivate var meaning: String {
    switch self {
    case .system: "the system answered so"
    case .configuration: "addresses, ports or AE titles do not fit together"
    case .network: "there was no connection, or no answer on it"
    case .silence: "nothing came, which shows nothing either way"
    case .harness: "the harness could not do its work"
    case .person: "nobody did what was asked, or not in time"
    }
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
