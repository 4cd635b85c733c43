import Evidence
import Rendering

/// A transcript as a page shows it. Reports hold tens of megabytes of them, so that they are written byte by byte into one
/// buffer.
struct TranscriptMarkup {
  private let hexBytes: Int
  private(set) var bytes: [UInt8] = []

  /// - Parameter hexBytes: How many of each message's first bytes are shown in hex.
  init(_ transcript: Transcript, hexBytes: Int) {
    self.hexBytes = hexBytes
    bytes.reserveCapacity(transcript.entries.count * 1_024)
    literal("<ol class=\"tl\">")
    for entry in transcript.entries { write(entry) }
    literal("</ol>")
  }

  private mutating func literal(_ markup: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  private mutating func text(_ text: String) { HTMLEscaping.append(text, to: &bytes) }

  private mutating func write(_ entry: Transcript.Entry) {
    literal("<li><span class=\"t\">")
    text(Self.milliseconds(entry.microseconds))
    switch entry.direction {
    case .sent: literal("</span><span>→ sent</span>")
    case .received: literal("</span><span>← received</span>")
    case .event: literal("</span><span>· event</span>")
    }
    let dump = HexDump(entry.hex, limit: hexBytes)
    guard !dump.isEmpty || !entry.details.isEmpty else {
      literal("<span>")
      summary(entry)
      return literal("</span>")
    }
    literal("<details><summary>")
    summary(entry)
    literal("</summary>")
    if !entry.details.isEmpty {
      literal("<pre>")
      for (number, line) in entry.details.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: "\n")) }
        text(line)
      }
      literal("</pre>")
    }
    if !dump.isEmpty {
      literal("<pre class=\"hex\">")
      let shownBytes = min(entry.hex.utf8.count / 2, hexBytes)
      if shownBytes < entry.length { text("first \(shownBytes) of \(counted(entry.length, "byte"))\n") }
      dump.append(to: &bytes)
      literal("</pre>")
    }
    literal("</details>")
  }

  private mutating func summary(_ entry: Transcript.Entry) {
    text(entry.summary)
    guard entry.length > 0 else { return }
    literal(" <span class=\"muted nowrap\">")
    text(counted(entry.length, "byte"))
    literal("</span>")
  }

  /// `12.345 ms`
  private static func milliseconds(_ microseconds: Int64) -> String {
    let value = microseconds.magnitude
    let rest = String(value % 1000)
    let sign = microseconds < 0 ? "−" : ""
    return "\(sign)\(value / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) ms"
  }
}
