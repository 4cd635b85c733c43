import Evidence
import Judgement
import Rendering
import Specification

/// The report of one run as a single HTML file that loads nothing.
///
/// The first screen says who was judged by what, the gate, the score with its interval, coverage, contradictions and
/// what would raise the score most. Below stand the requirements by group, each with what is required, what the papers
/// claim and what the wire proves; at the end, how it was judged. Without a script every verdict is there with its
/// findings, and the files of the transcripts are named; the script draws transcripts, and the evidence of further systems
/// where they are many, when they are opened, and adds filters, which live in the address: `#state=not-met,contradicted&level=mandatory&group=STO&kind=probe&q=jpeg`.
/// `#STO-010` opens a requirement.
public enum HTMLRunReport {
  /// Renders a report.
  ///
  /// - Parameters:
  ///   - scorecard: The result.
  ///   - transcripts: Transcripts by their path within the run directory, as `StepSummary.transcript` names them, each asked for
  ///     once. One that is missing is named as missing in the page.
  ///   - pictures: How the places look that citations name, in documents that have pages.
  ///   - hexBytes: How many of each message's first bytes are shown in hex.
  /// - Returns: The file's text, to be written in UTF-8.
  public static func render(
    _ scorecard: Scorecard, transcripts: TranscriptSource, pictures: [Citation: PagePicture] = [:],
    hexBytes: Int = 64
  ) -> String {
    var requirements = RequirementsSection(scorecard: scorecard, transcripts: transcripts, hexBytes: hexBytes)
    requirements.evidence.pictures = pictures
    requirements.evidence.transcripts.expect(
      scorecard.groups.flatMap(\.requirements).flatMap(\.bindings).flatMap(\.evidence).flatMap(\.steps)
        .compactMap(\.transcript))
    let list = requirements.render()
    let network = NetworkSection(scorecard: scorecard).render(into: &requirements.evidence.store)
    let body: HTML = """
      \(header(scorecard))
      <main id="main">
      \(SummarySection(scorecard: scorecard).html)
      \(network)
      """
    let end: HTML = """
      \(AppendixSection(scorecard: scorecard).html)
      </main>
      <footer>\(scorecard.run.tool), run \(scorecard.run.id)</footer>
      """
    return Page(
      title: "\(scorecard.bid.bidder): \(scorecard.specification.title)", body: body,
      further: [list, end, requirements.evidence.store.html], hasPictures: !pictures.isEmpty
    ).text
  }

  /// Renders a report of transcripts that are held already.
  public static func render(_ scorecard: Scorecard, transcripts: [String: Transcript]) -> String {
    render(scorecard, transcripts: TranscriptSource(transcripts))
  }

  private static func header(_ scorecard: Scorecard) -> HTML {
    let specification = scorecard.specification
    let run = scorecard.run
    let profile: HTML = "\(specification.profile, { ", profile \($0.title) \($0.version)" })"
    let reasons = scorecard.provisionalReasons
    let title = run.endedAt == nil || run.isPartial ? "Partial result." : "Provisional result."
    return """
      <header>
      <p class="kicker">Conformance report</p>
      <h1><bdi>\(scorecard.bid.bidder)</bdi></h1>
      <dl class="meta">
      <div><dt>Offered<dd>\(scorecard.bid.products.isEmpty ? "no products named" : scorecard.bid.products.joined(separator: ", "))</div>
      <div><dt>Judged by<dd>\(specification.title) \(specification.version)\(profile)</div>
      <div><dt>Run<dd>\(Timestamp.shown(run.startedAt))\
      \(run.endedAt, { " to \(Timestamp.shownEnd($0, after: run.startedAt))" })</div>
      <div><dt>Systems probed<dd>\(run.systems.count)</div>
      </dl>
      \(if: scorecard.isProvisional, "<p class=\"notice\" role=\"note\"><strong>\(title)</strong> \(reasons.joined(separator: " "))</p>")
      </header>
      """
  }
}
