import Synchronization

/// What went over a connection, as it happened. Bounded: a flood leaves its beginning.
public final class ConnectionRecorder: Sendable {
  /// One message or event.
  public struct Entry: Hashable, Sendable {
    /// Who sent it.
    public enum Direction: String, Hashable, Sendable {
      case sent
      case received
      case event
    }

    /// Since the recorder was made.
    public var microseconds: Int64
    /// Who sent it.
    public var direction: Direction
    /// One line.
    public var summary: String
    /// The segments, a line each.
    public var details: [String]
    /// Length in bytes.
    public var length: Int
    /// The first bytes.
    public var firstBytes: [UInt8]
  }

  /// Entries that are kept.
  static let limit = 2_000
  private let start = ContinuousClock.now
  private let state = Mutex<[Entry]>([])

  /// Makes a recorder; its clock starts.
  public init() {}

  /// What was recorded, in order.
  public var entries: [Entry] { state.withLock { $0 } }

  /// Notes something that happened.
  func event(_ text: String) { add(.event, text, details: [], bytes: []) }

  /// Notes the content of a frame.
  func frame(_ direction: Entry.Direction, _ content: [UInt8]) {
    guard let message = try? MessageParser().parse(content) else {
      return add(direction, "frame without a message", details: [], bytes: content)
    }
    let kind = message.header.field(9).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    let details = message.segments.prefix(50).map { segment in
      String(decoding: segment.bytes.prefix(400), as: UTF8.self)
    }
    add(direction, kind.isEmpty ? "message" : String(kind.prefix(64)), details: details, bytes: content)
  }

  private func add(_ direction: Entry.Direction, _ summary: String, details: [String], bytes: [UInt8]) {
    let elapsed = (ContinuousClock.now - start).components
    let entry = Entry(
      microseconds: elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000, direction: direction,
      summary: summary, details: details, length: bytes.count, firstBytes: Array(bytes.prefix(512)))
    state.withLock { if $0.count < Self.limit { $0.append(entry) } }
  }
}
