import Evidence
import Foundation
import Inventory
import Specification

/// The file of an assessment of a bid: read with what it says of the specification, and joined from worksheets.
public enum AssessmentFile {
  /// Reads an assessment, as a whole or the worksheet of one evaluator as YAML.
  ///
  /// - Parameters:
  ///   - rules: The specification that the bid was judged by.
  ///   - subject: What the worksheets are about.
  public static func read(
    _ path: String, rules: RuleSet, subject: Worksheet.Subject
  ) -> (assessment: Assessment?, diagnostics: [Diagnostic]) {
    let reading = InventoryReader.assessment(at: path, rules: rules, bid: subject.bid)
    guard let assessment = reading.value, let stated = assessment.specificationSHA256, stated != subject.sha256 else {
      return (reading.value, reading.diagnostics)
    }
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.firstIndex { $0.hasPrefix("specification-sha256:") } ?? 0
    let other = Diagnostic(
      ScheduleRule.otherChecksum, at: SourceSpan(file: path, line: line + 1, column: 1),
      "the assessment is of the specification with SHA-256 \(stated), not \(subject.sha256)",
      hint: "assess the bid by the specification that it was judged by, on a worksheet made from it")
    return (nil, (reading.diagnostics + [other]).sorted())
  }
}

extension Assessment {
  /// Takes up what evaluators gave elsewhere, in the place of what they gave before.
  ///
  /// - Returns: What the reader must know: marks agreed on whose grounds have changed.
  public mutating func take(
    _ entries: [(place: AssessmentPlace, entry: AssessmentEntry)], conflicts: [Recusal], _ stamp: Stamp
  ) -> [String] {
    let before = self
    for (place, entry) in entries { record(entry, at: place, stamp) }
    for conflict in conflicts { record(conflict: conflict, stamp) }
    var notes: [String] = []
    for marking in marks {
      let place = AssessmentPlace(requirement: marking.requirement, evidence: marking.evidence, part: .moderated)
      guard let old = before.marking(place), old.moderated != nil else { continue }
      if marking.moderated == nil {
        notes.append(
          "the mark agreed on for \(marking.requirement) \(marking.evidence) rests on nobody without a conflict of "
            + "interest any more and was taken back; agree on it again")
      }
      guard old.moderated == marking.moderated else { continue }
      let isOther =
        old.individual != marking.individual
        || old.individual.contains { before.counts($0.evaluator) != counts($0.evaluator) }
      if isOther {
        notes.append(
          "the mark agreed on for \(marking.requirement) \(marking.evidence) was agreed before the marks were changed; "
            + "agree on it again")
      }
    }
    return notes
  }

  /// Everything that it holds, as entries to be taken up by another.
  public var entries: [(place: AssessmentPlace, entry: AssessmentEntry)] {
    var found: [(AssessmentPlace, AssessmentEntry)] = []
    for claim in claims {
      func add(_ part: AssessmentPlace.Part, _ entry: AssessmentEntry) {
        found.append((AssessmentPlace(requirement: claim.requirement, evidence: claim.evidence, part: part), entry))
      }
      for own in claim.individual { add(.reading(evaluator: own.evaluator, sha256: claim.sha256), .answer(own.given)) }
      for own in claim.abstained {
        add(.reading(evaluator: own.evaluator, sha256: claim.sha256), .abstention(reason: own.reason))
      }
      if let answer = claim.answer {
        add(
          .claim(sha256: claim.sha256),
          .claim(answer: answer, reason: claim.reason, evaluators: claim.evaluators))
      }
    }
    for marking in marks {
      func add(_ part: AssessmentPlace.Part, _ entry: AssessmentEntry) {
        found.append((AssessmentPlace(requirement: marking.requirement, evidence: marking.evidence, part: part), entry))
      }
      for own in marking.individual { add(.individual(evaluator: own.evaluator), .mark(own.given)) }
      for own in marking.abstained { add(.individual(evaluator: own.evaluator), .abstention(reason: own.reason)) }
      if let agreed = marking.moderated { add(.moderated, .mark(agreed)) }
    }
    return found
  }
}
