import Judgement
import Rendering

/// Lines of a terminal, broken at its width.
struct TerminalPage {
  let columns: Int
  let isColoured: Bool
  private(set) var text = ""

  init(columns: Int, isColoured: Bool) {
    self.columns = columns
    self.isColoured = isColoured
  }

  /// Weight of a line.
  enum Style {
    case plain
    case strong
    case faint
  }

  /// An empty line.
  mutating func space() { text += "\n" }

  /// A line of text, broken where it must be.
  mutating func line(_ words: String, style: Style = .plain) {
    for part in PlainText.broken(words, to: columns) { text += paint(part, style) + "\n" }
  }

  /// A line that is kept whole: a path that people copy.
  mutating func verbatim(_ words: String) { text += words + "\n" }

  /// `Name            value`, the value coloured by its tone.
  mutating func field(_ name: String, _ value: String, tone: RequirementState? = nil) {
    let indent = Self.fieldIndent
    let padded = name + String(repeating: " ", count: max(1, indent - name.count))
    for (index, part) in PlainText.broken(value, to: columns - indent).enumerated() {
      text += (index == 0 ? padded : String(repeating: " ", count: indent)) + paint(part, tone) + "\n"
    }
  }

  /// More words under a field's value.
  mutating func continuation(_ words: String) {
    for part in PlainText.broken(words, to: columns - Self.fieldIndent) {
      text += String(repeating: " ", count: Self.fieldIndent) + part + "\n"
    }
  }

  /// A mark, and words beside it.
  mutating func item(_ mark: String, tone: RequirementState, _ words: String) {
    let indent = 22
    let mark = String(PlainText.singleLine(mark).prefix(indent - 3))
    let padded = mark + String(repeating: " ", count: indent - 2 - mark.count)
    for (index, part) in PlainText.broken(words, to: columns - indent).enumerated() {
      text += "  " + (index == 0 ? paint(padded, tone) : String(repeating: " ", count: indent - 2)) + part + "\n"
    }
  }

  private static let fieldIndent = 16

  private func paint(_ words: String, _ style: Style) -> String {
    switch style {
    case .strong where isColoured: "\u{1B}[1m\(words)\u{1B}[0m"
    case .faint where isColoured: "\u{1B}[2m\(words)\u{1B}[0m"
    default: words
    }
  }

  private func paint(_ words: String, _ tone: RequirementState?) -> String {
    guard isColoured, let tone else { return words }
    let code =
      switch tone {
      case .met: "32"
      case .partlyMet: "33"
      case .notMet: "31"
      case .contradicted: "35"
      case .notDemonstrated, .notApplicable: "2"
      case .inconclusive: "34"
      }
    return "\u{1B}[\(code)m\(words)\u{1B}[0m"
  }
}
