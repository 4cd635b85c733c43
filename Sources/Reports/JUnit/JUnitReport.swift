import Judgement
import Rendering
import Specification

/// JUnit XML of a scorecard, for build servers: a suite for each group, a case for each requirement.
///
/// JUnit knows passes, failures, errors and skipped cases. The states of a requirement become these:
///
/// | state | mandatory | scored, desirable | informative |
/// |---|---|---|---|
/// | met | pass | pass | pass |
/// | partly met | failure | pass, with the reason in `system-out` | pass, likewise |
/// | not met, contradicted | failure | failure | skipped |
/// | not demonstrated | failure | skipped | skipped |
/// | inconclusive | error | error | error |
/// | not applicable | skipped | skipped | skipped |
///
/// A failure under an unexpired waiver is skipped, with the waiver's reason. An error means that the harness or the
/// network failed, never the bid. The message of every failure, error and skip is the requirement's `why`; its type is
/// the state. Gate, score and coverage stand in each suite's properties, the gate always beside the score.
///
/// Attributes and the order of elements keep to what both the Ant and the Jenkins schemas of the format allow, except
/// that a case may hold `system-out`, which the Ant schema allows on suites only.
public enum JUnitReport {
  /// Renders the file.
  public static func render(_ scorecard: Scorecard) -> String {
    var suites = scorecard.groups.map { verdict in
      Suite(
        name: "\(verdict.group.id) \(verdict.group.title)",
        package: "\(scorecard.specification.id).\(verdict.group.id)",
        score: verdict.score, cases: verdict.requirements.map(Case.init))
    }
    if !scorecard.notApplicable.isEmpty {
      suites.append(
        Suite(
          name: "Outside the score", package: "\(scorecard.specification.id).outside-the-score", score: nil,
          cases: scorecard.notApplicable.map(Case.init)))
    }
    let all = suites.flatMap(\.cases)
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append(
      "<testsuites name=\"\(escape("\(scorecard.subject) by \(scorecard.specification.id)"))\" \(counts(all))>")
    for (index, suite) in suites.enumerated() { lines += suite.lines(scorecard, index: index) }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a requirement becomes.
  enum Outcome: Hashable {
    case pass(note: String?)
    case failure(type: String, message: String)
    case error(type: String, message: String)
    case skipped(type: String, message: String)

    init(_ requirement: RequirementVerdict) {
      let type = requirement.state.rawValue
      let message = requirement.why
      let failing: Outcome =
        if let waiver = requirement.waiver {
          .skipped(
            type: "waived",
            message: "\(message) Waived until \(waiver.expires) by \(waiver.approver): \(waiver.reason)")
        } else {
          .failure(type: type, message: message)
        }
      self =
        switch (requirement.state, requirement.level) {
        case (.met, _): .pass(note: nil)
        case (.notApplicable, _): .skipped(type: type, message: message)
        case (.inconclusive, _): .error(type: type, message: message)
        case (.partlyMet, .mandatory): failing
        case (.partlyMet, _): .pass(note: "partly met, credit \(requirement.shownCredit): \(message)")
        case (_, .informative): .skipped(type: type, message: message)
        case (.notDemonstrated, .mandatory), (.notMet, _), (.contradicted, _): failing
        case (.notDemonstrated, _): .skipped(type: type, message: message)
        }
    }
  }

  private struct Case {
    let requirement: RequirementVerdict
    let outcome: Outcome
    /// Seconds of all its steps.
    let seconds: Double

    init(_ requirement: RequirementVerdict) {
      self.requirement = requirement
      outcome = Outcome(requirement)
      seconds = requirement.probed ?? 0
    }

    func lines(package: String) -> [String] {
      let head =
        "    <testcase name=\"\(escape("\(requirement.id) \(requirement.title)"))\" classname=\"\(escape(package))\" "
        + "time=\"\(decimal(seconds))\""
      switch outcome {
      case .pass(nil): return ["\(head)/>"]
      case .pass(let note?): return ["\(head)>", "      <system-out>\(escape(note))</system-out>", "    </testcase>"]
      case .failure(let type, let message):
        return ["\(head)>", element("failure", type, message, body: findings), "    </testcase>"]
      case .error(let type, let message):
        return ["\(head)>", element("error", type, message, body: findings), "    </testcase>"]
      case .skipped(let type, let message):
        return ["\(head)>", element("skipped", type, message, body: []), "    </testcase>"]
      }
    }

    private func element(_ name: String, _ type: String, _ message: String, body: [String]) -> String {
      let start = "      <\(name) type=\"\(escape(type))\" message=\"\(escape(message))\""
      return body.isEmpty ? "\(start)/>" : "\(start)>\(escape(body.joined(separator: "\n")))</\(name)>"
    }

    /// What was expected and found, a line each, of everything that does not hold.
    private var findings: [String] {
      requirement.bindings.flatMap { binding in
        let systems = RequirementsSection.systems(binding)
        return binding.evidence.flatMap(\.findings).filter { $0.result != .holds }.map { finding in
          "\(systems): expected \(finding.expected); found \(finding.found) "
            + "(\(finding.span.file):\(finding.span.line): \(finding.assertion))"
        }
      }
    }
  }

  private struct Suite {
    var name: String
    var package: String
    var score: Score?
    var cases: [Case]

    func lines(_ scorecard: Scorecard, index: Int) -> [String] {
      let timestamp = Timestamp.parts(scorecard.run.startedAt).map { "\($0.date)T\($0.time)" } ?? "1970-01-01T00:00:00"
      var lines = [
        "  <testsuite id=\"\(index)\" package=\"\(escape(package))\" name=\"\(escape(name))\" \(counts(cases)) "
          + "timestamp=\"\(escape(timestamp))\" hostname=\"localhost\">",
        "    <properties>",
      ]
      var properties = [
        ("bid", scorecard.bid.id), ("gate", scorecard.gate.state.rawValue), ("score", scorecard.shownScore),
        ("coverage", scorecard.score.coverage.shown), ("provisional", scorecard.isProvisional ? "yes" : "no"),
        ("run", scorecard.run.id), ("tool", scorecard.run.tool),
      ]
      if let score { properties.append(("group score", score.shownInterval)) }
      lines += properties.map { "      <property name=\"\(escape($0.0))\" value=\"\(escape($0.1))\"/>" }
      lines.append("    </properties>")
      lines += cases.flatMap { $0.lines(package: package) }
      lines += ["    <system-out/>", "    <system-err/>", "  </testsuite>"]
      return lines
    }
  }

  private static func counts(_ cases: [Case]) -> String {
    var failures = 0
    var errors = 0
    var skipped = 0
    for item in cases {
      switch item.outcome {
      case .pass: break
      case .failure: failures += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      }
    }
    let seconds = cases.reduce(0) { $0 + $1.seconds }
    return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\" "
      + "time=\"\(decimal(seconds))\""
  }

  /// Seconds with three decimals.
  private static func decimal(_ seconds: Double) -> String {
    let milliseconds = Int(min(seconds, 1_000_000_000) * 1000)
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  /// Text for XML content and attributes: nothing that XML 1.0 forbids is left.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in PlainText.visible(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
