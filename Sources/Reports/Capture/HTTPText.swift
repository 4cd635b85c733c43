import Evidence

/// Requests and answers as they look on the wire, made again from what a transcript tells of them.
struct HTTPText {
  private var pending: (entry: Transcript.Entry, time: Int64)?
  /// The messages so far.
  private(set) var messages: [CapturedMessage] = []

  /// Whether an entry is one of a web exchange.
  static func isRequest(_ entry: Transcript.Entry) -> Bool {
    let words = entry.summary.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let method = words.first, !method.isEmpty else { return false }
    let target = words[1]
    return method.allSatisfy { $0.isASCII && $0.isUppercase }
      && (target.hasPrefix("http://") || target.hasPrefix("https://") || target.hasPrefix("/"))
  }

  /// Takes the next entry.
  mutating func add(_ entry: Transcript.Entry, at time: Int64) {
    if Self.isRequest(entry) {
      flush()
      messages.append(Self.message(entry, at: time, start: Self.requestLine(entry.summary), body: entry))
    } else if entry.summary.first?.isNumber == true {
      flush()
      pending = (entry, time)
    } else if entry.summary.hasPrefix("content") {
      let head = pending
      pending = nil
      guard let head else { return }
      messages.append(Self.message(head.entry, at: time, start: Self.statusLine(head.entry.summary), body: entry))
    }
  }

  /// Writes out an answer whose content did not come.
  mutating func flush() {
    guard let head = pending else { return }
    pending = nil
    messages.append(
      Self.message(head.entry, at: head.time, start: Self.statusLine(head.entry.summary), body: head.entry))
  }

  private static func message(
    _ head: Transcript.Entry, at time: Int64, start: [String], body: Transcript.Entry
  ) -> CapturedMessage {
    // The content is recorded whole and unpacked, whatever it was carried in.
    let carried = ["transfer-encoding:", "content-encoding:", "content-length:"]
    let fields = head.details.filter { line in
      line.contains(":") && !carried.contains { line.lowercased().hasPrefix($0) }
    }
    let lines = start + fields + (body.length > 0 ? ["Content-Length: \(body.length)"] : ["Content-Length: 0"])
    let text = lines.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }.joined(separator: "\r\n")
    let bytes = Array((text + "\r\n\r\n").utf8)
    return CapturedMessage(
      time: time, isSent: head.direction == .sent, bytes: bytes + body.keptBytes,
      length: bytes.count.addingReportingOverflow(max(body.length, 0)).partialValue, summary: head.summary)
  }

  /// `POST http://host/path` as the request's first lines.
  private static func requestLine(_ summary: String) -> [String] {
    let words = summary.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return [summary] }
    guard let scheme = words[1].firstRange(of: "://") else { return ["\(words[0]) \(words[1]) HTTP/1.1"] }
    let rest = words[1][scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest[authority.endIndex...]
    return ["\(words[0]) \(target.hasPrefix("/") ? "" : "/")\(target) HTTP/1.1", "Host: \(authority)"]
  }

  /// `200 OK, HTTP/1.1` as an answer's first line.
  private static func statusLine(_ summary: String) -> [String] {
    let status = summary.split(separator: ",").first.map(String.init) ?? summary
    return ["HTTP/1.1 \(status)"]
  }
}
