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
      if let notes = answer.notes { text += "    notes: \(quoted(notes))\n" }
      if let document = answer.document { text += "    document: \(quoted(document))\n" }
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
    "edition: 1\nkind: declaration\nspecification: \(specification)\nversion: \(quoted(version))\n"
  }

  /// A text between double quotes (YAML 1.2 §7.3.1), on one line.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || (0x80...0x9F).contains(scalar.value)
          || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
