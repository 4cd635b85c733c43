import Evidence
import Rendering
import Specification

/// Decoded transcripts, each shown once however many steps refer to it, and drawn when a reader opens it.
///
/// Of those that a page shows some are read and drawn ahead, on all cores; no more of them are in memory at a time, however many
/// there are.
struct TranscriptFragment {
  /// How many are drawn ahead.
  static let window = 128

  let transcripts: TranscriptSource
  let hexBytes: Int
  private var numbers: [String: Int] = [:]
  /// What is going to be asked for, in this order.
  private var awaited: ArraySlice<String> = []
  /// What of it was neither drawn nor asked for.
  private var waiting: Set<String> = []
  /// What was drawn before it is asked for.
  private var ahead: [String: Drawn] = [:]

  init(transcripts: TranscriptSource, hexBytes: Int) {
    self.transcripts = transcripts
    self.hexBytes = hexBytes
  }

  /// A transcript as it is stored, and what is said of it where it is closed.
  private struct Drawn: Sendable {
    var pieces: [DrawnOnDemand.Piece]
    var messages: Int
    var bytes: Int
  }

  /// Says which transcripts are going to be asked for, in about which order: they are drawn on all cores, as a page that shows
  /// them all waits for little else.
  mutating func expect(_ paths: [String]) {
    awaited = paths[...]
    waiting = Set(paths)
  }

  /// A transcript as it is stored; nil where it is missing.
  private mutating func drawn(_ path: String) -> Drawn? {
    if waiting.contains(path), ahead.count < Self.window { drawAhead() }
    if let drawn = ahead.removeValue(forKey: path) { return drawn }
    waiting.remove(path)
    return transcripts[path].map { Self.draw($0, hexBytes: hexBytes) }
  }

  /// Draws what is awaited next.
  private mutating func drawAhead() {
    var next: [String] = []
    while next.count < Self.window, let path = awaited.popFirst() {
      if waiting.remove(path) != nil { next.append(path) }
    }
    let (transcripts, hexBytes) = (transcripts, hexBytes)
    let drawn = next.concurrentMap { path in transcripts[path].map { Self.draw($0, hexBytes: hexBytes) } }
    for (path, drawn) in zip(next, drawn) { ahead[path] = drawn }
  }

  private static func draw(_ transcript: Transcript, hexBytes: Int) -> Drawn {
    let messages = transcript.entries.filter { $0.direction != .event }
    let entries = transcript.entries.map { entry($0, hexBytes: hexBytes) }.joined()
    return Drawn(
      pieces: DrawnOnDemand.Piece.cut("<ol class=\"tl\">\(entries)</ol>"), messages: messages.count,
      bytes: messages.reduce(0) { $0.addingReportingOverflow(max($1.length, 0)).partialValue })
  }

  /// The transcript of a file, a link to where it stands already, or the word that it is missing.
  ///
  /// - Parameter store: Keeps the transcript until it is drawn.
  mutating func render(_ path: String, into store: inout DrawnOnDemand) -> HTML {
    if let number = numbers[path] {
      return "<p><a href=\"#transcript-\(number)\">The transcript is shown above.</a></p>"
    }
    guard let drawn = drawn(path) else {
      return "<p class=\"none\">The transcript <code>\(path)</code> was not at hand when this report was made.</p>"
    }
    let number = numbers.count + 1
    numbers[path] = number
    return """
      <details class="tr" id="transcript-\(number)" data-part="\(store.add(drawn.pieces))"><summary>Transcript: \(counted(drawn.messages, "message")), \
      \(counted(drawn.bytes, "byte"))</summary>\
      <p class="muted sha">\(path)</p></details>
      """
  }

  private static func entry(_ entry: Transcript.Entry, hexBytes: Int) -> HTML {
    let direction =
      switch entry.direction {
      case .sent: "→ sent"
      case .received: "← received"
      case .event: "· event"
      }
    let size: HTML = entry.length > 0 ? " <span class=\"muted nowrap\">\(counted(entry.length, "byte"))</span>" : ""
    let time: HTML = "<li><span class=\"t\">\(milliseconds(entry.microseconds))</span><span>\(direction)</span>"
    let hex = dump(entry.hex, limit: hexBytes)
    if entry.details.isEmpty, hex.isEmpty { return "\(time)<span>\(entry.summary)\(size)</span>" }
    let shownBytes = min(entry.hex.utf8.count / 2, hexBytes)
    let cut = shownBytes < entry.length ? "first \(shownBytes) of \(counted(entry.length, "byte"))\n" : ""
    return """
      \(time)<details><summary>\(entry.summary)\(size)</summary>\
      \(if: !entry.details.isEmpty, "<pre>\(entry.details.joined(separator: "\n"))</pre>")\
      \(if: !hex.isEmpty, "<pre class=\"hex\">\(cut)\(hex)</pre>")</details>
      """
  }

  /// `12.345 ms`
  static func milliseconds(_ microseconds: Int64) -> String {
    let value = microseconds.magnitude
    let rest = String(value % 1000)
    let sign = microseconds < 0 ? "−" : ""
    return "\(sign)\(value / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) ms"
  }

  /// Sixteen bytes a line: offset, hex, and what of it is printable ASCII.
  static func dump(_ hex: String, limit: Int) -> String {
    let digits = Array(
      hex.utf8.lazy.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }.prefix(limit * 2))
    guard digits.count >= 2 else { return "" }
    // Byte by byte into one text: a report has hundreds of thousands of them.
    var text: [UInt8] = []
    text.reserveCapacity(digits.count * 3)
    for start in stride(from: 0, to: digits.count - 1, by: 32) {
      if start > 0 { text.append(UInt8(ascii: "\n")) }
      let offset = Array(String(start / 2, radix: 16).utf8)
      text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, 4 - offset.count)))
      text += offset
      text += [UInt8(ascii: " "), UInt8(ascii: " ")]
      let pairs = stride(from: start, to: min(start + 32, digits.count) - 1, by: 2)
      var printable: [UInt8] = []
      for index in pairs {
        text += digits[index...(index + 1)]
        text.append(UInt8(ascii: " "))
        let byte = value(digits[index]).flatMap { high in value(digits[index + 1]).map { high << 4 | $0 } } ?? 0
        printable.append((0x20...0x7E).contains(byte) ? byte : UInt8(ascii: "."))
      }
      text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, 48 - printable.count * 3) + 1))
      text += printable
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
