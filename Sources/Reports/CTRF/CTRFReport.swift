import Foundation
import Judgement
import Rendering

/// CTRF, the Common Test Report Format (ctrf.io, JSON Schema of specification 0.0.0): a test for each requirement, with the
/// states as ``JUnitReport`` maps them. What the harness or the network kept from being decided is `other`; what was met
/// only when it was tried again is `passed`, marked `flaky`, with every attempt.
public enum CTRFReport {
  /// Renders the file.
  public static func render(_ report: GateReport) -> String {
    let scorecard = report.scorecard
    let flaky = Dictionary(report.flaky.map { ($0.requirement, $0) }, uniquingKeysWith: { first, _ in first })
    let groups: [(title: String, verdicts: [RequirementVerdict])] =
      scorecard.groups.map { ("\($0.group.id) \($0.group.title)", $0.requirements) }
      + (scorecard.notApplicable.isEmpty ? [] : [("Outside the score", scorecard.notApplicable)])
    let tests = groups.flatMap { group in
      group.verdicts.map { verdict in
        Test(verdict, suite: group.title, flaky: flaky["\(verdict.id)@\(verdict.revision)"])
      }
    }
    func count(_ status: String) -> JSONText { .number(tests.count { $0.status == status }) }
    let start = milliseconds(scorecard.run.startedAt)
    let summary: JSONText = [
      "tests": .number(tests.count), "passed": count("passed"), "failed": count("failed"),
      "pending": count("pending"), "skipped": count("skipped"), "other": count("other"),
      "flaky": .number(tests.count { $0.flaky != nil }), "suites": .number(groups.count), "start": .number(start),
      "stop": .number(scorecard.run.endedAt.map(milliseconds) ?? start),
      "extra": [
        "gate": .string(scorecard.gate.state.rawValue), "score": .string(scorecard.shownScore),
        "coverage": .string(scorecard.score.coverage.shown), "provisional": .boolean(scorecard.isProvisional),
      ],
    ]
    let parts = scorecard.run.tool.split(separator: " ", maxSplits: 1).map(String.init)
    let file: JSONText = [
      "reportFormat": "CTRF", "specVersion": "0.0.0",
      "results": [
        "tool": .members([
          ("name", .string(parts.first ?? "assay")), ("version", parts.count == 2 ? .string(parts[1]) : nil),
        ]),
        "summary": summary, "tests": .array(tests.map(\.text)),
      ],
    ]
    return file.rendered
  }

  private struct Test {
    let verdict: RequirementVerdict
    let suite: String
    let flaky: GateReport.Flaky?
    let status: String
    let message: String?

    init(_ verdict: RequirementVerdict, suite: String, flaky: GateReport.Flaky?) {
      self.verdict = verdict
      self.suite = suite
      self.flaky = flaky
      let outcome = Self.outcome(verdict)
      status = flaky == nil ? outcome.status : "passed"
      message = outcome.message
    }

    static func outcome(_ verdict: RequirementVerdict) -> (status: String, message: String?) {
      switch JUnitReport.Outcome(verdict) {
      case .pass(let note): ("passed", note)
      case .failure(_, let message): ("failed", message)
      case .error(_, let message): ("other", message)
      case .skipped(_, let message): ("skipped", message)
      }
    }

    var text: JSONText {
      let findings = verdict.findingsAgainst
      let attempts: [JSONText]? = flaky?.states.enumerated().map { index, state in
        [
          "attempt": .number(index + 1), "status": .string(state == .met ? "passed" : "failed"),
          "extra": ["state": .string(state.rawValue)],
        ]
      }
      return .members([
        ("name", .string("\(verdict.id) \(PlainText.singleLine(verdict.title))")),
        ("status", .string(status)),
        ("duration", .number(Int(min((verdict.probed ?? 0) * 1_000, 1e12)))),
        ("suite", [.string(suite)]),
        ("message", message.map { .string($0) }),
        (
          "trace",
          findings.isEmpty
            ? nil
            : .string(
              findings.map {
                "\($0.span.file):\($0.span.line): expected \($0.expected); found \($0.found)"
              }.joined(separator: "\n"))
        ),
        ("rawStatus", .string(verdict.state.rawValue)),
        ("tags", verdict.tags.isEmpty ? nil : .array(verdict.tags.map { .string($0) })),
        ("retries", attempts.map { .number(max($0.count - 1, 0)) }),
        ("retryAttempts", attempts.map { .array($0) }),
        ("flaky", flaky == nil ? nil : true),
        (
          "extra",
          [
            "level": .string(verdict.level.rawValue), "weight": .number(verdict.weight),
            "revision": .number(verdict.revision), "waived": .boolean(verdict.waiver != nil),
          ]
        ),
      ])
    }
  }

  /// Milliseconds since 1970 of a point in time; 0 where it has another form.
  private static func milliseconds(_ text: String) -> Int {
    guard let date = try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)) else {
      return (try? Date(text, strategy: .iso8601)).map { Int($0.timeIntervalSince1970 * 1_000) } ?? 0
    }
    return Int(date.timeIntervalSince1970 * 1_000)
  }
}
