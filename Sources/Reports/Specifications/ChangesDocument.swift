import Judgement
import Office
import Specification

/// What changed between two versions of a specification, and what that does to the verdicts of a run, as a document.
public enum ChangesDocument {
  /// The document.
  ///
  /// - Parameters:
  ///   - changes: What changed.
  ///   - verdicts: What that does to a run, or what became of another run; nil where none is given.
  ///   - runs: The two runs that are held against each other; nil where two specifications are.
  public static func document(
    _ changes: SpecificationChanges, verdicts: VerdictChanges? = nil, runs: (before: Scorecard, after: Scorecard)? = nil
  ) -> TextDocument {
    let silent = changes.changed.filter(\.isWithoutRevision)
    let title = runs.map { "What changed for \($0.after.bid.bidder)" } ?? "Changes of \(changes.after.id)"
    let subtitle =
      runs.map { "\(name($0.before)) to \(name($0.after))" } ?? "\(name(changes.before)) to \(name(changes.after))"
    var document = TextDocument(
      title: title, subtitle: subtitle,
      facts: [
        .init("Added", "\(changes.added.count)"), .init("Removed", "\(changes.removed.count)"),
        .init("Renumbered", "\(changes.renumbered.count)"), .init("Changed", "\(changes.changed.count)"),
        .init("Changed without a new revision", "\(silent.count)"),
      ])
    if let verdicts { document.blocks += blocks(verdicts) }
    if changes.isEmpty {
      let same = runs == nil ? "The two are the same." : "Both were judged by the same specification."
      document.blocks.append(.paragraph([Run(same)]))
    }
    if !silent.isEmpty {
      document.blocks.append(.heading(1, "Changed without a new revision", anchor: "silent"))
      document.blocks.append(
        .paragraph([
          Run(
            "What decides these requirements changed, and their revision did not: declarations and waivers given for the "
              + "earlier text would be taken for the later one.")
        ]))
      document.blocks.append(
        .list(silent.map { [Run($0.id, to: .anchor("changed-\($0.id)")), Run("  \($0.title)")] }, isOrdered: false))
    }
    document.blocks += entries("Added", changes.added) + entries("Removed", changes.removed)
    if !changes.renumbered.isEmpty {
      document.blocks.append(.heading(1, "Renumbered", anchor: "renumbered"))
      let items = changes.renumbered.map { [Run("\($0.before) to \($0.after)  \($0.title)")] }
      document.blocks.append(.list(items, isOrdered: false))
    }
    if !changes.changed.isEmpty {
      document.blocks.append(.heading(1, "Changed", anchor: "changed"))
      for change in changes.changed { document.blocks += blocks(change) }
    }
    if !changes.settings.isEmpty {
      document.blocks.append(.heading(1, "Thresholds and settings", anchor: "settings"))
      document.blocks.append(.list(changes.settings.map(line), isOrdered: false))
    }
    return document
  }

  private static func name(_ scorecard: Scorecard) -> String {
    "run \(scorecard.run.id), \(Timestamp.shown(scorecard.run.startedAt))"
  }

  private static func name(_ edition: SpecificationChanges.Edition) -> String {
    "\(edition.id) \(edition.version)\(edition.profile.map { ", profile \($0)" } ?? "")"
  }

  private static func entries(_ title: String, _ entries: [SpecificationChanges.Entry]) -> [TextDocument.Block] {
    guard !entries.isEmpty else { return [] }
    let items = entries.map { entry in
      [
        Run(entry.reference, [.strong]), Run("  \(entry.title) "),
        Run("(\(entry.level.rawValue), weight \(entry.weight))", [.muted]),
      ]
    }
    return [.heading(1, title, anchor: title.lowercased()), .list(items, isOrdered: false)]
  }

  private static func blocks(_ change: SpecificationChanges.RequirementChange) -> [TextDocument.Block] {
    let revisions =
      change.revisionBefore == change.revisionAfter
      ? "@\(change.revisionAfter)" : "@\(change.revisionBefore) to @\(change.revisionAfter)"
    var blocks: [TextDocument.Block] = [
      .heading(3, "\(change.id)\(revisions)  \(change.title)", anchor: "changed-\(change.id)")
    ]
    if change.isWithoutRevision { blocks.append(.paragraph([Run("changed without a new revision", [.alert])])) }
    blocks.append(.list(change.differences.map(line), isOrdered: false))
    return blocks
  }

  private static func line(_ difference: SpecificationChanges.Difference) -> [Run] {
    [Run("\(difference.field): ", [.strong])]
      + WordDifference.runs(from: difference.before ?? "", to: difference.after ?? "")
  }

  // MARK: Verdicts

  private static func blocks(_ verdicts: VerdictChanges) -> [TextDocument.Block] {
    var blocks: [TextDocument.Block] = [.heading(1, "Verdicts", anchor: "verdicts")]
    let changes = [verdicts.score, verdicts.gate] + verdicts.groups
    let rows = changes.map { [[Run($0.name, [.strong])], [Run($0.before ?? "–")], [Run($0.after ?? "–")]] }
    blocks.append(
      .table(
        TextDocument.Table(
          [.init("Figure", share: 2), .init("Before", share: 2), .init("After", share: 2)], rows: rows)))
    guard !verdicts.requirements.isEmpty else {
      return blocks + [.paragraph([Run("No requirement has another verdict.")])]
    }
    for direction in VerdictChanges.Direction.allCases {
      let changed = verdicts.requirements.filter { $0.direction == direction }
      guard !changed.isEmpty else { continue }
      blocks.append(.heading(2, "\(title(direction)) (\(changed.count))", anchor: "verdicts-\(direction.rawValue)"))
      blocks.append(
        .table(
          TextDocument.Table(
            [
              .init("Requirement", share: 2), .init("Before", share: 2), .init("After", share: 2),
              .init("Why", share: 6),
            ],
            rows: changed.map(row))))
    }
    return blocks
  }

  private static func title(_ direction: VerdictChanges.Direction) -> String {
    switch direction {
    case .worse: "Worse"
    case .better: "Better"
    case .open: "Not comparable: one of the two could not be decided"
    case .otherwiseAsked: "Asked of one of the two alone"
    case .points: "The same verdict, other points"
    }
  }

  /// A state with the points that it loses; what is met or does not apply loses none.
  static func cell(_ state: RequirementState?, lost: String?) -> [Run] {
    guard let state else { return [Run("not asked")] }
    let loses = state != .met && state != .notApplicable
    return [Run(state.rawValue)] + (loses ? lost.map { [Run(", −\($0)", [.muted])] } ?? [] : [])
  }

  private static func row(_ verdict: VerdictChanges.Verdict) -> [[Run]] {
    var why = [Run("\(verdict.title): ", [.strong]), Run(verdict.why)]
    if let before = verdict.whyBefore, before != verdict.why { why.append(Run(" Before: \(before)", [.muted])) }
    return [
      [Run(verdict.id, [.strong])], cell(verdict.before, lost: verdict.lostBefore),
      cell(verdict.after, lost: verdict.lostAfter),
      why,
    ]
  }
}
