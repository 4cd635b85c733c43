import NIOCore
import NIOHTTP1
import Synchronization

/// One message or event of a web exchange, decoded for people and free of credentials.
public struct WebEntry: Hashable, Sendable {
  /// Who sent a message.
  public enum Direction: String, Hashable, Sendable {
    case sent
    case received
    /// Something that happened: closed, deadline passed.
    case event
  }

  /// Microseconds since the recorder was made.
  public var microseconds: Int64
  /// Who sent it.
  public var direction: Direction
  /// One line: `GET https://…`, `200 OK, HTTP/1.1`.
  public var summary: String
  /// Header fields, a line each.
  public var details: [String]
  /// Length of the content in bytes; 0 for an event.
  public var length: Int
  /// The first bytes of the content, at most `WebRecorder.bytesKept`.
  public var firstBytes: [UInt8]
}

/// Writes down exchanges as they happen. Bounded: after `limit` entries it only counts.
public final class WebRecorder: Sendable {
  private struct State {
    var entries: [WebEntry] = []
    var uncounted = 0
    var redaction = Redaction()
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let limit: Int
  private let onSecret: @Sendable (Secret) -> Void

  /// Bytes kept of each content: an envelope's header alone can take 512.
  public static let bytesKept = 4_096
  /// Header fields kept of each message.
  static let fieldsKept = 100

  /// Makes a recorder whose clock starts now.
  /// - Parameters:
  ///   - limit: Entries kept.
  ///   - onSecret: Hears of each secret that is kept out of the record, such as a token that was issued.
  public init(limit: Int = 2_000, onSecret: @escaping @Sendable (Secret) -> Void = { _ in }) {
    self.limit = limit
    self.onSecret = onSecret
  }

  /// What was recorded, in order; a last event tells how much was not kept.
  public var entries: [WebEntry] {
    state.withLock { state in
      guard state.uncounted > 0 else { return state.entries }
      return state.entries + [
        WebEntry(
          microseconds: state.entries.last?.microseconds ?? 0, direction: .event,
          summary: "\(state.uncounted) further messages, not kept", details: [], length: 0, firstBytes: [])
      ]
    }
  }

  /// Records something that happened.
  public func event(_ summary: String, details: [String] = []) {
    add(.event, summary, details: details)
  }

  /// Keeps a text out of everything that is recorded from now on.
  ///
  /// - Parameter isLasting: Whether it is of use after this exchange, and so a secret wherever it comes again.
  package func conceal(_ secret: Secret, isLasting: Bool = true) {
    state.withLock { $0.redaction.conceal(secret) }
    if isLasting { onSecret(secret) }
  }

  /// A text that a peer sent, without known secrets.
  package func redacted(_ text: String) -> String { state.withLock { $0.redaction }.text(text) }

  /// Records a request.
  func request(_ request: WebRequest, fields: HTTPHeaders) {
    var content: ByteBuffer?
    if case .bytes(let bytes) = request.body { content = bytes }
    add(
      .sent, "\(request.method.rawValue) \(request.url)", fields: fields, length: request.body?.length ?? 0,
      content: request.holdsSecrets ? nil : content)
  }

  /// Records a status with its header fields.
  func head(_ status: HTTPResponseStatus, version: HTTPVersion, fields: HTTPHeaders) {
    add(.received, "\(status.code) \(status.reasonPhrase), HTTP/\(version.major).\(version.minor)", fields: fields)
  }

  /// Records the content of an answer.
  func content(length: Int, first: ByteBuffer, isSecret: Bool) {
    add(
      .received, isSecret ? "content, left out because it holds credentials" : "content", length: length,
      content: isSecret ? nil : first)
  }

  private func add(
    _ direction: WebEntry.Direction, _ summary: String, details: [String] = [], fields: HTTPHeaders = [:],
    length: Int = 0, content: ByteBuffer? = nil
  ) {
    let microseconds = (ContinuousClock.now - start) / .microseconds(1)
    state.withLock { state in
      guard state.entries.count < limit else {
        state.uncounted += 1
        return
      }
      let redaction = state.redaction
      var lines = details.map(redaction.text)
      lines += fields.prefix(Self.fieldsKept).map { redaction.line($0.name, $0.value) }
      if fields.count > Self.fieldsKept { lines.append("and \(fields.count - Self.fieldsKept) more") }
      state.entries.append(
        WebEntry(
          microseconds: Int64(microseconds), direction: direction, summary: redaction.url(in: summary), details: lines,
          length: length,
          firstBytes: content.map { redaction.bytes($0, keeping: Self.bytesKept) } ?? []))
    }
  }
}
