import Judgement
import Rendering
import Reports

/// Pieces that several pages use.
enum Words {
  /// A gate's state as the index keeps it.
  static func gate(_ state: String?) -> HTML {
    state.flatMap(Gate.State.init(rawValue:)).map { ReportAssets.badge($0) } ?? "<span class=\"muted\">none</span>"
  }

  /// A requirement's state as the index keeps it.
  static func state(_ state: String) -> HTML {
    RequirementState(rawValue: state).map { ReportAssets.badge($0) } ?? "\(state)"
  }

  /// A point in time for people, to the second.
  static func time(_ text: String) -> String {
    let parts = text.split(separator: "T")
    return parts.count == 2 ? "\(parts[0]) \(parts[1].prefix(8)) UTC" : text
  }

  /// What can be said of a run that has no verdicts.
  static func condition(_ condition: IndexedRun.Condition) -> HTML {
    switch condition {
    case .judged: .empty
    case .gathered: "<span class=\"st s-inconclusive\">? not judged</span>"
    case .open: "<span class=\"st s-inconclusive\">… not closed</span>"
    case .unsound: "<span class=\"st s-not-met\">✗ does not hold</span>"
    }
  }

  /// A choice among values in a form.
  static func select(
    _ name: String, _ label: String, _ values: [(value: String, words: String)], chosen: String?, none: String?
  ) -> HTML {
    """
    <div><label for="f-\(name)">\(label)</label><select id="f-\(name)" name="\(name)">\
    \(none, { "<option value=\"\">\($0)</option>" })\
    \(each: values, { "<option value=\"\($0.value)\"\(if: $0.value == chosen, " selected")>\($0.words)</option>" })\
    </select></div>
    """
  }

  /// A number with its noun.
  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// A value for the query of an address.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return result
  }
}
