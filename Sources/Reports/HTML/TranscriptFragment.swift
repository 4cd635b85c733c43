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
  /// What is drawn before it is asked for; nil where nothing is awaited.
  private var ahead: DrawingAhead<DrawnTranscript>?

  init(transcripts: TranscriptSource, hexBytes: Int) {
    self.transcripts = transcripts
    self.hexBytes = hexBytes
  }

  /// Says which transcripts are going to be asked for, in about which order: they are drawn on all cores, as a page that shows
  /// them all waits for little else.
  mutating func expect(_ paths: [String]) {
    let (transcripts, hexBytes) = (transcripts, hexBytes)
    ahead = DrawingAhead(paths, window: Self.window) { path in
      transcripts[path].map { DrawnTranscript($0, hexBytes: hexBytes) }
    }
  }

  /// A transcript as it is stored; nil where it is missing.
  private func drawn(_ path: String) -> DrawnTranscript? {
    if let ahead { return ahead.take(path) }
    return transcripts[path].map { DrawnTranscript($0, hexBytes: hexBytes) }
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
      <details class="tr" id="transcript-\(number)" data-part="\(store.add(drawn.markup))"><summary>Transcript: \(counted(drawn.messages, "message")), \
      \(counted(drawn.bytes, "byte"))</summary>\
      <p class="muted sha">\(path)</p></details>
      """
  }
}

/// A transcript as it is stored, and what is said of it where it is closed.
private struct DrawnTranscript: Sendable {
  let markup: CutMarkup
  let messages: Int
  let bytes: Int

  init(_ transcript: Transcript, hexBytes: Int) {
    markup = CutMarkup(TranscriptMarkup(transcript, hexBytes: hexBytes).bytes)
    let messages = transcript.entries.lazy.filter { $0.direction != .event }
    self.messages = messages.count
    bytes = messages.reduce(0) { $0.addingReportingOverflow(max($1.length, 0)).partialValue }
  }
}
