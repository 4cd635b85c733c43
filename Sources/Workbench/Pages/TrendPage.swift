import Judgement
import Rendering
import Reports

/// One network over its runs: the score drawn and in a table, and what changed from run to run.
struct TrendPage {
  var network: String
  /// The runs with what changed since the one before, the earliest first.
  var points: [TrendPoint]
  var session: Sessions.Session
  var hasTokens: Bool

  var page: WorkbenchPage {
    WorkbenchPage(title: network, kicker: "Network over its runs", body: body, session: session, hasTokens: hasTokens)
  }

  private var body: HTML {
    guard !points.isEmpty else { return "<p>No judged run was made on this network.</p>" }
    return """
      <section aria-labelledby="score-title"><h2 id="score-title">Score</h2>
      \(TrendChart(points: points).html)
      <p class="muted">A failed gate stands beside a score wherever it is shown: such a point is a square. Runs by different \
      rules, or limited to some requirements, are not one line of the same thing.</p></section>
      <section aria-labelledby="runs-title"><h2 id="runs-title">Runs</h2>
      <div class="panel"><div class="scroll" tabindex="0" role="region" aria-label="Table of runs"><table><thead><tr>\
      <th scope="col">Run<th scope="col">Specification<th scope="col">Gate<th scope="col" class="n">Score\
      <th scope="col" class="n">Coverage<th scope="col">Changed since the run before</thead>\
      <tbody>\(each: points.reversed(), row)</tbody></table></div></div></section>
      """
  }

  private func row(_ point: TrendPoint) -> HTML {
    let run = point.run
    let changes = point.changes.prefix(30).map { change -> HTML in
      """
      <li><a href="/runs/\(run.key)/requirements/\(HTML(trusted: Words.encoded(change.requirement)))">\(change.requirement)</a> \
      \(change.before.map(Words.state) ?? "new") → \(change.after.map(Words.state) ?? "gone")
      """
    }
    let more = point.changes.count - changes.count
    return """
      <tr><th scope="row"><a href="/runs/\(run.key)">\(Words.time(run.startedAt))</a>\
      <div class="muted">\(run.path)\(run.only, { ", limited to \($0)" })</div>\
      <td>\(run.specification) \(run.version)<td>\(Words.gate(run.gate))<td class="n">\(run.score ?? "none")\
      <td class="n">\(run.coverage, { "\($0) %" })<td>\(if: !changes.isEmpty, "<ul>\(changes.joined())</ul>")\
      \(if: more > 0, "and \(more) more")\(if: changes.isEmpty, "<span class=\"muted\">nothing</span>")
      """
  }
}

/// One run of a network, and what changed since the run before it.
struct TrendPoint: Codable, Hashable, Sendable {
  var run: IndexedRun
  var changes: [Change]

  /// A requirement whose state is another than in the run before.
  struct Change: Codable, Hashable, Sendable {
    var requirement: String
    var title: String
    /// Nil where it was not asked before.
    var before: String?
    /// Nil where it is not asked any more.
    var after: String?
  }

  /// Compares the states of two runs.
  static func changes(from before: [String: IndexedVerdict], to after: [String: IndexedVerdict]) -> [Change] {
    Set(before.keys).union(after.keys).sorted().compactMap { id in
      let (old, new) = (before[id], after[id])
      guard old?.state != new?.state, let shown = new ?? old else { return nil }
      return Change(requirement: id, title: shown.title, before: old?.state, after: new?.state)
    }
  }
}

/// Scores over time as a drawing; what can't be decided is a spread between low and high.
struct TrendChart {
  let points: [TrendPoint]

  private static let width = 960
  private static let height = 240
  private static let margin = 56

  var html: HTML {
    let scored = points.filter { $0.run.lowShare != nil }
    let room = Self.width - 2 * Self.margin
    func x(_ index: Int) -> Int { Self.margin + (scored.count < 2 ? room / 2 : room * index / (scored.count - 1)) }
    func y(_ share: Double) -> Int { 16 + Int(Double(Self.height - 48) * (1 - min(max(share, 0), 1))) }
    var path = ""
    var marks = HTML.empty
    for (index, point) in scored.enumerated() {
      let low = point.run.lowShare ?? 0
      let high = max(point.run.highShare ?? low, low)
      path += "\(index == 0 ? "M" : "L")\(x(index)) \(y(low))"
      let gate = point.run.gate ?? ""
      let shape: HTML =
        gate == "failed"
        ? "<rect class=\"dot failed\" x=\"\(x(index) - 5)\" y=\"\(y(low) - 5)\" width=\"10\" height=\"10\"/>"
        : "<circle class=\"dot\(if: gate == "undecided", " undecided")\" cx=\"\(x(index))\" cy=\"\(y(low))\" r=\"5\"/>"
      marks += """
        <g><title>\(Words.time(point.run.startedAt)): \(point.run.score ?? ""), gate \(gate)</title>\
        \(if: high > low, "<path class=\"spread\" d=\"M\(x(index)) \(y(low))V\(y(high))\"/>")\(shape)</g>
        """
    }
    let first = scored.first.map { String($0.run.startedAt.prefix(10)) } ?? ""
    let last = scored.last.map { String($0.run.startedAt.prefix(10)) } ?? ""
    return """
      <svg class="chart" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="Score of \
      \(Words.counted(scored.count, "run")), from 0 to the whole of the scale; the table below says the same">\
      <path class="axis" d="M\(Self.margin) \(y(0))H\(Self.width - Self.margin)M\(Self.margin) \(y(1))H\(Self.width - Self.margin)"/>\
      <text x="4" y="\(y(0) + 4)">0</text><text x="4" y="\(y(1) + 4)">whole</text>\
      <text x="\(Self.margin)" y="\(Self.height - 8)">\(first)</text>\
      <text x="\(Self.width - Self.margin - 72)" y="\(Self.height - 8)">\(last)</text>\
      <path class="line" d="\(path)"/>\(marks)</svg>
      """
  }
}
