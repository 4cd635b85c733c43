import Judgement
import Rendering
import Specification

/// What a gate found, in the form in which a CI service takes notes out of a job's log.
public enum LogAnnotations {
  /// Forms of logs.
  public enum Form: String, CaseIterable, Hashable, Sendable {
    /// Workflow commands of GitHub Actions: `::error file=…,line=…::message`.
    case github
    /// Sections of GitLab's job log, collapsed, one for each kind of finding.
    case gitlab
  }

  /// Most notes of one kind.
  static let limit = 50

  /// Renders the lines.
  ///
  /// - Parameters:
  ///   - places: where each requirement stands, by id.
  ///   - folder: the specification's folder in the repository.
  ///   - time: seconds since 1970, for the marks of sections.
  public static func render(
    _ report: GateReport, as form: Form, places: [String: SourceSpan], folder: String, time: Int
  ) -> String {
    let notes = self.notes(report)
    switch form {
    case .github:
      return notes.map { note in
        var fields: [String] = []
        if let place = note.requirement.flatMap({ places[$0] }) {
          fields = ["file=\(property("\(folder)/\(place.file)"))", "line=\(place.line)", "col=\(place.column)"]
        }
        fields.append("title=\(property(note.title))")
        return "::\(note.kind.rawValue) \(fields.joined(separator: ","))::\(data(note.message))\n"
      }.joined()
    case .gitlab:
      var text = ""
      for kind in Kind.allCases {
        let some = notes.filter { $0.kind == kind }
        guard !some.isEmpty else { continue }
        let (mark, escape) = ("assay_\(kind.rawValue)", "\u{1B}[0K")
        text += "section_start:\(time):\(mark)[collapsed=\(kind != .error)]\r\(escape)\(some.count) \(kind.heading)\n"
        for note in some { text += "\(PlainText.singleLine(note.title)): \(PlainText.singleLine(note.message))\n" }
        text += "section_end:\(time):\(mark)\r\(escape)\n"
      }
      return text
    }
  }

  private enum Kind: String, CaseIterable {
    case error
    case warning
    case notice

    var heading: String {
      switch self {
      case .error: "that fail the gate"
      case .warning: "to look at"
      case .notice: "to know"
      }
    }
  }

  private struct Note {
    var kind: Kind
    var requirement: String?
    var title: String
    var message: String
  }

  private static func notes(_ report: GateReport) -> [Note] {
    let recovered = Set(report.flaky.map(\.requirement))
    var notes: [Note] = []
    for verdict in report.scorecard.groups.flatMap(\.requirements) {
      let reference = "\(verdict.id)@\(verdict.revision)"
      let title = "\(reference) \(verdict.state.rawValue)"
      if recovered.contains(reference) { continue }
      switch (verdict.state, verdict.level) {
      case (.met, _), (.notApplicable, _): continue
      case (.inconclusive, _):
        notes.append(Note(kind: .warning, requirement: verdict.id, title: title, message: verdict.why))
      case (_, .mandatory):
        notes.append(
          Note(
            kind: verdict.waiver == nil ? .error : .notice, requirement: verdict.id, title: title, message: verdict.why)
        )
      case (.notMet, _), (.contradicted, _):
        notes.append(Note(kind: .warning, requirement: verdict.id, title: title, message: verdict.why))
      default: continue
      }
    }
    for flaky in report.flaky {
      notes.append(
        Note(
          kind: .warning, requirement: flaky.requirement.split(separator: "@").first.map(String.init),
          title: "\(flaky.requirement) flaky",
          message: "It was \(flaky.states.map(\.rawValue).joined(separator: ", then ")), with nothing changed."))
    }
    for change in report.changes?.worse ?? [] where change.level != .mandatory {
      notes.append(
        Note(
          kind: .error, requirement: change.requirement.split(separator: "@").first.map(String.init),
          title: "\(change.requirement) worse", message: "It was \(change.before) and is \(change.after). \(change.why)"
        ))
    }
    for slowing in report.changes?.slower ?? [] {
      notes.append(
        Note(
          kind: .error, requirement: slowing.requirement.split(separator: "@").first.map(String.init),
          title: "\(slowing.requirement) slower",
          message: "Its probes took \(slowing.before) ms in the baseline and take \(slowing.after) ms now."))
    }
    for problem in report.scorecard.problems where problem.area == "waiver" {
      notes.append(Note(kind: .error, requirement: nil, title: "waiver", message: problem.message))
    }
    for waiver in report.expiring {
      notes.append(
        Note(
          kind: .warning, requirement: waiver.requirement.split(separator: "@").first.map(String.init),
          title: "waiver ends soon",
          message: "The waiver for \(waiver.requirement) ends on \(waiver.expires); \(waiver.approver) gave it."))
    }
    return Kind.allCases.flatMap { kind in notes.filter { $0.kind == kind }.prefix(limit) }
  }

  /// A message of a workflow command.
  private static func data(_ text: String) -> String {
    PlainText.visible(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// A property of a workflow command.
  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
