import Evidence
import Foundation
import Judgement

/// The connections of a step, told from its transcript.
struct CapturedStep {
  /// They, in order.
  private(set) var connections: [CapturedConnection] = []
  private let start: Int64
  private let kind: String
  private let address: (host: String, port: Int)
  private let called: (String) -> Int
  private var http = HTTPText()
  private var httpPlace: (host: String, port: Int, isCalled: Bool)?

  /// Reads a transcript.
  ///
  /// - Parameter called: The port at which the harness is called by a protocol.
  init(_ step: EvidenceVerdict.StepSummary, _ transcript: Transcript, called: @escaping (String) -> Int) {
    kind = String(step.kind.prefix { $0 != "." })
    self.called = called
    start = Self.microseconds(step.startedAt)
    address = Self.place(in: step.endpoint) ?? ("system.invalid", 0)
    let isDatagram = step.kind == "dns.lookup" || step.kind == "time.query" && !step.endpoint.contains("://")
    var open: CapturedConnection?
    for entry in transcript.entries {
      let time = start.addingReportingOverflow(entry.microseconds).partialValue
      if entry.direction == .event {
        if let place = Self.connecting(entry.summary) {
          close(&open)
          open = CapturedConnection(host: place.host, port: place.port)
        } else if entry.summary.hasPrefix("Another association") {
          close(&open)
        }
        continue
      }
      if HTTPText.isRequest(entry) || httpPlace != nil {
        close(&open)
        addWeb(entry, at: time)
        continue
      }
      guard let message = message(entry, at: time) else { continue }
      if open == nil {
        // Who speaks first has called.
        let isCalled = entry.direction == .received && kind != "tls"
        open = CapturedConnection(
          host: address.host, port: isCalled ? called(kind) : address.port, isCalled: isCalled, isDatagram: isDatagram)
      }
      open?.messages.append(message)
    }
    close(&open)
    closeWeb()
  }

  private mutating func close(_ open: inout CapturedConnection?) {
    if let connection = open { connections.append(connection) }
    open = nil
  }

  private mutating func addWeb(_ entry: Transcript.Entry, at time: Int64) {
    if HTTPText.isRequest(entry) {
      let place = Self.place(in: entry.summary)
      let isCalled = entry.direction == .received
      let next =
        isCalled
        ? (address.host, called("http"), true) : (place?.host ?? address.host, place?.port ?? address.port, false)
      if let current = httpPlace, current != next { closeWeb() }
      httpPlace = next
    }
    http.add(entry, at: time)
  }

  private mutating func closeWeb() {
    http.flush()
    if let place = httpPlace, !http.messages.isEmpty {
      var connection = CapturedConnection(host: place.host, port: place.port, isCalled: place.isCalled)
      connection.messages = http.messages
      connections.append(connection)
    }
    http = HTTPText()
    httpPlace = nil
  }

  /// A message with its framing; nil where none of its bytes were kept.
  private func message(_ entry: Transcript.Entry, at time: Int64) -> CapturedMessage? {
    var bytes = entry.keptBytes
    var length = max(entry.length, bytes.count)
    guard !bytes.isEmpty else { return nil }
    if kind == "hl7" {
      // The segments may tell more of a message than its first bytes.
      let whole = Array(entry.details.map { $0 + "\r" }.joined().utf8)
      if bytes.count < length, whole.count == length, whole.starts(with: bytes) { bytes = whole }
      // The frame's signs are not part of what is recorded (HL7 v2.5 Appendix C).
      let isWhole = bytes.count == length
      bytes = [0x0B] + bytes + (isWhole ? [0x1C, 0x0D] : [])
      length += 3
    }
    return CapturedMessage(
      time: time, isSent: entry.direction == .sent, bytes: bytes, length: length, summary: entry.summary)
  }

  /// `Connecting to 127.0.0.1 port 104`
  private static func connecting(_ summary: String) -> (host: String, port: Int)? {
    let words = summary.split(separator: " ")
    guard summary.hasPrefix("Connecting to "), words.count == 5, words[3] == "port", let port = Int(words[4]) else {
      return nil
    }
    return (String(words[2]), port)
  }

  /// The host and port of `dicom://AE@host:104`, `http://host/path`, `host:2575`.
  static func place(in text: String) -> (host: String, port: Int)? {
    let word = text.split(separator: " ").last ?? ""
    var rest = word[...]
    var ordinary = 0
    if let scheme = word.firstRange(of: "://") {
      ordinary = word[..<scheme.lowerBound] == "https" ? 443 : 80
      rest = word[scheme.upperBound...]
    }
    rest = rest.prefix { $0 != "/" && $0 != "?" }
    if let sign = rest.lastIndex(of: "@") { rest = rest[rest.index(after: sign)...] }
    let host: Substring
    if rest.hasPrefix("[") {
      host = rest.dropFirst().prefix { $0 != "]" }
      rest = rest.dropFirst(host.count + 2)
    } else {
      host = rest.prefix { $0 != ":" }
      rest = rest.dropFirst(host.count)
    }
    let port = Int(rest.dropFirst()) ?? ordinary
    return host.isEmpty || !(0...65_535).contains(port) ? nil : (String(host), port)
  }

  private static func microseconds(_ moment: String) -> Int64 {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = try? style.parse(moment) else { return 0 }
    return Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
  }
}
