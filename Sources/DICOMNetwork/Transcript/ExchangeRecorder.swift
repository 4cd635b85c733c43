import NIOCore
import Synchronization

/// Writes down an exchange as it happens. Bounded: after `limit` entries it only counts.
public final class ExchangeRecorder: Sendable {
  private struct State {
    var entries: [ExchangeEntry] = []
    var uncounted = 0
    var uncountedBytes = 0
    var uncountedSince: Int64 = 0
    /// Data fragments in the middle of a message since the last entry: they are counted, not kept.
    var fragments = 0
    var fragmentBytes = 0
    var longestData: Int?
  }

  private let state = Mutex(State())
  private let start: NIODeadline
  private let limit: Int
  private let observer: (@Sendable (ExchangeEntry) -> Void)?

  /// Bytes kept of each message.
  public static let bytesKept = 512

  /// Makes a recorder whose clock starts now.
  /// - Parameters:
  ///   - limit: entries kept.
  ///   - observer: told each entry as it happens, on the connection's thread; it must not block.
  public init(limit: Int = 2_000, observer: (@Sendable (ExchangeEntry) -> Void)? = nil) {
    self.start = .now()
    self.limit = limit
    self.observer = observer
  }

  /// What was recorded, in order; a last event tells how much was not kept.
  public var entries: [ExchangeEntry] {
    state.withLock { state in
      guard state.uncounted > 0 else { return state.entries }
      return state.entries + [
        ExchangeEntry(
          microseconds: state.uncountedSince, direction: .event,
          summary: "\(state.uncounted) further messages of \(state.uncountedBytes) bytes, not kept")
      ]
    }
  }

  /// What was recorded, with the times of another recorder's clock, so that two exchanges can be told together.
  public func entries(onClockOf other: ExchangeRecorder) -> [ExchangeEntry] {
    let shift = (start - other.start).nanoseconds / 1_000
    return entries.map { entry in
      var entry = entry
      entry.microseconds += shift
      return entry
    }
  }

  /// Length of the longest P-DATA-TF received, in bytes after the header, as its maximum length counts them (PS3.8 §D.1);
  /// nil where there was none.
  public var longestData: Int? { state.withLock { $0.longestData } }

  /// Notes the length of a P-DATA-TF received.
  func data(length: Int) { state.withLock { $0.longestData = max($0.longestData ?? 0, length) } }

  /// Records an event.
  func event(_ summary: String, details: [String] = []) {
    add(ExchangeEntry(microseconds: now, direction: .event, summary: summary, details: details))
  }

  /// Records a message.
  func message(
    _ direction: ExchangeEntry.Direction, _ summary: String, details: [String], bytes: ByteBuffer
  ) {
    add(
      ExchangeEntry(
        microseconds: now, direction: direction, summary: summary, details: details, length: bytes.readableBytes,
        firstBytes: Array(bytes.readableBytesView.prefix(Self.bytesKept))))
  }

  /// Counts a fragment in the middle of a data set.
  func fragment(length: Int) {
    state.withLock {
      $0.fragments += 1
      $0.fragmentBytes += length
    }
  }

  /// Whether another entry would be kept; decoding for people can be spared otherwise.
  var isFull: Bool { state.withLock { $0.entries.count >= limit } }

  private var now: Int64 { (NIODeadline.now() - start).nanoseconds / 1_000 }

  private func add(_ entry: ExchangeEntry) {
    let fragments: ExchangeEntry? = state.withLock { state in
      var note: ExchangeEntry?
      if state.fragments > 0 {
        note = ExchangeEntry(
          microseconds: entry.microseconds, direction: .event,
          summary: "\(state.fragments) P-DATA-TF of \(state.fragmentBytes) bytes in the middle of data sets")
        state.fragments = 0
        state.fragmentBytes = 0
      }
      for entry in [note, entry].compactMap({ $0 }) {
        if state.entries.count < limit {
          state.entries.append(entry)
        } else {
          if state.uncounted == 0 { state.uncountedSince = entry.microseconds }
          state.uncounted += 1
          state.uncountedBytes += entry.length
        }
      }
      return note
    }
    if let observer {
      if let fragments { observer(fragments) }
      observer(entry)
    }
  }
}
