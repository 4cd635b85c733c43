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

  /// What an entry is made of when it is asked for: while messages go over the connection there is no time for it.
  private struct Note {
    enum Content {
      case event(String)
      case frame(Entry.Direction, [UInt8])
      /// A long frame, of which not everything is kept.
      case summary(Entry)
    }

    var time: Duration
    var content: Content
  }

  /// Entries that are kept.
  static let limit = 2_000
  /// Bytes of a frame that is kept whole.
  static let wholeFrame = 16_384
  private let start = ContinuousClock.now
  private let state = Mutex<[Note]>([])

  /// Makes a recorder; its clock starts.
  public init() {}

  /// What was recorded, in order.
  public var entries: [Entry] {
    state.withLock { $0 }.map { note in
      switch note.content {
      case .event(let text): Self.entry(.event, text, details: [], bytes: [], after: note.time)
      case .frame(let direction, let content): Self.entry(direction, content, after: note.time)
      case .summary(let entry): entry
      }
    }
  }

  /// Notes something that happened.
  func event(_ text: String) { add(.event(text), after: .now - start) }

  /// Notes the content of a frame.
  func frame(_ direction: Entry.Direction, _ content: [UInt8]) {
    let time = ContinuousClock.now - start
    guard content.count > Self.wholeFrame else { return add(.frame(direction, content), after: time) }
    guard state.withLock({ $0.count < Self.limit }) else { return }
    add(.summary(Self.entry(direction, content, after: time)), after: time)
  }

  private func add(_ content: Note.Content, after time: Duration) {
    state.withLock { if $0.count < Self.limit { $0.append(Note(time: time, content: content)) } }
  }

  private static func entry(_ direction: Entry.Direction, _ content: [UInt8], after time: Duration) -> Entry {
    guard let message = try? MessageParser().parse(content) else {
      return entry(direction, "frame without a message", details: [], bytes: content, after: time)
    }
    let kind = message.header.field(9).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    let details = message.segments.prefix(50).map { segment in
      String(decoding: segment.bytes.prefix(400), as: UTF8.self)
    }
    return entry(
      direction, kind.isEmpty ? "message" : String(kind.prefix(64)), details: details, bytes: content, after: time)
  }

  private static func entry(
    _ direction: Entry.Direction, _ summary: String, details: [String], bytes: [UInt8], after time: Duration
  ) -> Entry {
    let elapsed = time.components
    return Entry(
      microseconds: elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000, direction: direction,
      summary: summary, details: details, length: bytes.count, firstBytes: Array(bytes.prefix(512)))
  }
}
