import Judgement
import Rendering

/// A result in one small picture, for a web page or a read-me: specification, gate and score (SVG 1.1).
///
/// It names the gate beside the score as everything does, and holds nothing of the evidence.
public enum BadgeImage {
  /// Characters of the specification's title that are shown.
  private static let titleLimit = 48
  /// Width of a character in a sans-serif face of 11 px, taken generously: no font is loaded.
  private static let characterWidth = 7

  /// The picture's text.
  public static func render(_ scorecard: Scorecard) -> String {
    let specification = "\(scorecard.specification.title) \(scorecard.specification.version)"
    let left = TextTable.cut(PlainText.singleLine(specification), titleLimit)
    let right = result(of: scorecard)
    let leftWidth = left.count * characterWidth + 12
    let rightWidth = right.count * characterWidth + 12
    let width = leftWidth + rightWidth
    let colour = Self.colour(of: scorecard)
    let words = "\(left): \(right)"
    let image: HTML = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="20" role="img" aria-label="\(words)">
      <title>\(words)</title>
      <rect width="\(width)" height="20" rx="3" fill="#3b4450"/>
      <path d="M\(leftWidth) 0H\(width - 3)a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H\(leftWidth)z" fill="\(colour)"/>
      <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
      <text x="\(leftWidth / 2)" y="14">\(left)</text>
      <text x="\(leftWidth + rightWidth / 2)" y="14">\(right)</text>
      </g>
      </svg>

      """
    return image.text
  }

  /// `gate passed, 87.21 of 100`
  static func result(of scorecard: Scorecard) -> String {
    let provisional = scorecard.isProvisional ? ", provisional" : ""
    return
      "gate \(scorecard.gate.state.rawValue), \(scorecard.shownScore) of \(scorecard.specification.scale.maximum)\(provisional)"
  }

  /// Dark enough for white words on it: 4.5 to 1 (WCAG 2.2, 1.4.3).
  private static func colour(of scorecard: Scorecard) -> HTML {
    switch scorecard.gate.state {
    case .failed: "#b42318"
    case .passed where !scorecard.isProvisional: "#0b6b3a"
    case .passed, .undecided: "#57606a"
    }
  }
}
