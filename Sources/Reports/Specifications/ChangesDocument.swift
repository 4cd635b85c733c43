import Judgement
import Office
import Specification

/// What changed between two versions of a specification, and what that does to the verdicts of a run, as a document.
public enum ChangesDocument {
  /// The document.
  ///
  /// - Parameters:
  ///   - changes: What changed.
  ///   - verdicts: What that does to a run; nil where none is given.
  public static func document(_ changes: SpecificationChanges, verdicts: VerdictChanges? = nil) -> TextDocument {
    let silent = changes.changed.filter(\.isWithoutRevision)
    var document = TextDocument(
      title: "Changes of \(changes.after.id)", subtitle: "\(name(changes.before)) to \(name(changes.after))",
      facts: [
        .init("Added", "\(changes.added.count)"), .init("Removed", "\(changes.removed.count)"),
        .init("Renumbered", "\(changes.renumbered.count)"), .init("Changed", "\(changes.changed.count)"),
        .init("Changed without a new revision", "\(silent.count)"),
      ])
    if let verdicts { document.blocks += blocks(verdicts) }
    if changes.isEmpty { document.blocks.append(.paragraph([Run("The two are the same.")])) }
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
    blocks.append(
      .table(
        TextDocument.Table(
          [
            .init("Requirement", share: 2), .init("Before", share: 2), .init("After", share: 2), .init("Why", share: 6),
          ],
          rows: verdicts.requirements.map { verdict in
            [
              [Run(verdict.id, [.strong])], [Run(verdict.before?.rawValue ?? "not asked")],
              [Run(verdict.after?.rawValue ?? "not asked")], [Run("\(verdict.title): \(verdict.why)")],
            ]
          })))
    return blocks
  }
}
