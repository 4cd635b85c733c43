import Evidence
import Judgement
import Testing

@testable import Reports

/// Failures as a vendor reads them on a terminal.
@Suite("Failures for terminals")
struct FailurePageTests {
  private static func failing(_ sample: Sample.Result) -> [RequirementVerdict] {
    sample.scorecard.groups.flatMap(\.requirements).filter { $0.state != .met }
  }

  @Test("Every line fits the terminal, side by side or one under the other", arguments: [40, 80, 99, 100, 120, 160])
  func width(columns: Int) {
    for sample in [Sample.first, Sample.second] {
      for verdict in Self.failing(sample) {
        let text = FailurePage.render(
          verdict, of: sample.scorecard, transcripts: TranscriptSource(sample.transcripts), columns: columns,
          isFull: true)
        for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(columns): \(line)") }
      }
    }
  }

  @Test("From 100 columns on the exchange and what was expected stand beside each other")
  func sides() {
    let pages = [80, 120].map { columns in
      Self.failing(Sample.first).map {
        FailurePage.render(
          $0, of: Sample.first.scorecard, transcripts: TranscriptSource(Sample.first.transcripts), columns: columns)
      }.joined()
    }
    #expect(!pages[0].contains("│") && pages[1].contains("│"))
    for page in pages { #expect(page.contains("WHAT WENT OVER THE WIRE") && page.contains("WHAT WAS EXPECTED")) }
  }

  @Test("Colour adds nothing but colour, and no control character of a peer comes through")
  func control() throws {
    var scorecard = Sample.first.scorecard
    scorecard.groups = scorecard.groups.map { group in
      var group = group
      group.requirements = group.requirements.map { verdict in
        var verdict = verdict
        verdict.why = "Evil\u{1B}[2J\u{9B}31m\r\u{202E}"
        return verdict
      }
      return group
    }
    let transcripts = TranscriptSource(
      Sample.first.transcripts.mapValues { transcript in
        var transcript = transcript
        for index in transcript.entries.indices {
          transcript.entries[index].summary += "\u{1B}]0;title\u{07}"
          transcript.entries[index].details.append("\u{1B}[1;31m")
        }
        return transcript
      })
    for verdict in scorecard.groups.flatMap(\.requirements) where verdict.state != .met {
      let plain = FailurePage.render(verdict, of: scorecard, transcripts: transcripts, columns: 120)
      #expect(!plain.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
      let coloured = FailurePage.render(verdict, of: scorecard, transcripts: transcripts, columns: 120, colour: true)
      #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }
  }

  @Test("Envelopes are told line by line, and long exchanges by their beginning and end unless all is asked for")
  func lines() {
    let body = Array("<soap:Envelope><soap:Body><a>1</a></soap:Body></soap:Envelope>".utf8)
    let entry = Transcript.Entry(
      microseconds: 0, direction: .received, summary: "content", details: [], length: body.count,
      hex: body.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
    let one = ExchangeLines(Transcript(entries: [entry]), width: 60, isFull: false)
    #expect(one.lines.contains("    <soap:Body>") && one.firstAnswer == 0)
    let many = Transcript(entries: Array(repeating: entry, count: 100))
    let cut = ExchangeLines(many, width: 60, isFull: false)
    #expect(cut.lines.count == 45 && cut.lines.contains { $0.contains("left out; --full") })
    #expect(ExchangeLines(many, width: 60, isFull: true).lines.count > 400)
  }
}
