import Inventory
import Specification

/// Declarations as YAML.
public enum DeclarationText {
  /// A declaration as a file, its answers in the schedule's order.
  public static func file(_ declaration: Declaration, in order: ResponseSchedule) -> String {
    var text = head(specification: declaration.specification, version: declaration.version)
    text += "answers:\n"
    for row in order.rows {
      guard let answer = declaration.answers[row.reference] else { continue }
      text += "  - requirement: \(row.reference)\n    level: \(answer.level.rawValue)\n"
      if let notes = answer.notes { text += "    notes: \(QuotedText.yaml(notes))\n" }
      if let document = answer.document { text += "    document: \(QuotedText.yaml(document))\n" }
      if let page = answer.page { text += "    page: \(page)\n" }
    }
    return text
  }

  /// A declaration to be filled in: each requirement as a comment, so that none is answered by being left alone.
  public static func template(_ schedule: ResponseSchedule) -> String {
    var text = """
      # The bidder's own answer to each requirement of “\(ScheduleText.collapsed(schedule.title))”\(schedule.lot.map { ", lot \($0)" } ?? "").
      # SHA-256 of the specification: \(schedule.sha256)
      #
      # Take the sign # from the lines of each requirement that is answered, from `- requirement` on, and remove those of
      # the document where none shows it. Levels:
      \(SupportLevel.allCases.map { "#   \($0.rawValue): \(ScheduleGuide.meaning($0))" }.joined(separator: "\n"))
      # What is left a comment is no answer, and silence never counts for a bid.

      """
    text += head(specification: schedule.specification, version: schedule.version)
    text += "answers:\n"
    for row in schedule.rows {
      text += """

          # \(ScheduleText.collapsed(row.title))
          # \(row.level.rawValue), weight \(row.weight); decided by: \(row.evidence)
          # - requirement: \(row.reference)
          #   level: \(SupportLevel.full.rawValue)
          #   notes: ""
          #   document: NAME
          #   page: 1

        """
    }
    return text
  }

  private static func head(specification: String, version: String) -> String {
    "edition: 1\nkind: declaration\nspecification: \(specification)\nversion: \(QuotedText.yaml(version))\n"
  }
}
