/// Reads transcripts in the form in which they are written, without a tree: they are most of a record's bytes, and each is read
/// whenever the run is judged.
///
/// It takes nothing that the reader of all JSON would not take, and gives the same; what is of any other form it leaves to that one.
enum TranscriptReader {
  /// The transcript; nil where the bytes have another form, right or wrong.
  static func read(_ bytes: [UInt8]) -> Transcript? {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = WrittenJSON(bytes)
      return reader.transcript()
    }
  }
}

extension WrittenJSON {
  fileprivate mutating func transcript() -> Transcript? {
    guard take("{"), take("\""), takeText("entries\""), take(":"), let entries = list({ $0.entry() }), take("}")
    else { return nil }
    return isAtEnd() ? Transcript(entries: entries) : nil
  }

  /// Each of its members, once, in whatever order.
  private mutating func entry() -> Transcript.Entry? {
    var microseconds: Int64?
    var direction: Transcript.Direction?
    var summary: String?
    var details: [String]?
    var length: Int?
    var hex: String?
    guard take("{") else { return nil }
    repeat {
      guard take("\"") else { return nil }
      if details == nil, takeText("details\"") {
        guard take(":"), let value = list({ $0.string() }) else { return nil }
        details = value
      } else if direction == nil, takeText("direction\"") {
        guard take(":"), let value = string().flatMap(Transcript.Direction.init) else { return nil }
        direction = value
      } else if hex == nil, takeText("hex\"") {
        guard take(":"), let value = string() else { return nil }
        hex = value
      } else if length == nil, takeText("length\"") {
        guard take(":"), let value = whole() else { return nil }
        length = Int(value)
      } else if microseconds == nil, takeText("microseconds\"") {
        guard take(":"), let value = whole() else { return nil }
        microseconds = value
      } else if summary == nil, takeText("summary\"") {
        guard take(":"), let value = string() else { return nil }
        summary = value
      } else {
        return nil
      }
    } while take(",")
    guard take("}"), let microseconds, let direction, let summary, let details, let length, let hex else { return nil }
    return Transcript.Entry(
      microseconds: microseconds, direction: direction, summary: summary, details: details, length: length, hex: hex)
  }
}
