import Evidence
import Rendering

/// A transcript in lines for a terminal: what was sent and received, decoded.
struct ExchangeLines {
  /// The lines.
  private(set) var lines: [String] = []
  /// The line at which the peer's first answer begins.
  private(set) var firstAnswer: Int?

  /// Lines that are shown unless everything is asked for, and of a single message.
  private static let limit = 44
  private static let limitOfMessage = 14

  /// Lays out a transcript.
  ///
  /// - Parameters:
  ///   - width: Characters of a line.
  ///   - isFull: Whether nothing is left out.
  init(_ transcript: Transcript, width: Int, isFull: Bool) {
    for entry in transcript.entries {
      let arrow =
        switch entry.direction {
        case .sent: "→ "
        case .received: "← "
        case .event: "· "
        }
      if entry.direction == .received, firstAnswer == nil { firstAnswer = lines.count }
      let size = entry.length > 0 ? " (\(counted(entry.length, "byte")))" : ""
      for (index, part) in PlainText.broken(entry.summary + size, to: width - 2).enumerated() {
        lines.append((index == 0 ? arrow : "  ") + part)
      }
      let details = entry.details + Self.content(of: entry)
      let shown = isFull ? details[...] : details.prefix(Self.limitOfMessage)
      for detail in shown {
        for (index, part) in PlainText.broken(detail, to: width - 6).enumerated() {
          lines.append((index == 0 ? "    " : "      ") + part)
        }
      }
      if shown.count < details.count { lines.append("    … \(counted(details.count - shown.count, "more line"))") }
    }
    guard !isFull, lines.count > Self.limit else { return }
    // How it began and how it ended tell most.
    let tail = Self.limit * 2 / 3
    let head = Self.limit - tail
    let left = lines.count - Self.limit
    if let answer = firstAnswer, answer >= head { firstAnswer = min(answer, head) }
    lines = lines.prefix(head) + ["  … \(counted(left, "line")) left out; --full shows them"] + lines.suffix(tail)
  }

  /// Content that nothing has decoded and that is text: SOAP, JSON, what a web service says.
  private static func content(of entry: Transcript.Entry) -> [String] {
    let isWeb = entry.summary == "content" || entry.summary.contains("http://") || entry.summary.contains("https://")
    guard isWeb, !entry.hex.isEmpty else { return [] }
    let bytes = entry.keptBytes
    let text = String(decoding: bytes, as: UTF8.self)
    let printable = text.unicodeScalars.filter {
      $0.value >= 0x20 && $0.value != 0xFFFD || $0.value == 10 || $0.value == 13
    }
    guard printable.count * 10 >= text.unicodeScalars.count * 9 else { return [] }
    let lines = text.replacing("><", with: ">\n<").replacing("},{", with: "},\n{").split(whereSeparator: \.isNewline)
      .map(String.init)
    return lines
      + (bytes.count < entry.length ? ["(first \(bytes.count) of \(counted(entry.length, "byte")) kept)"] : [])
  }
}
