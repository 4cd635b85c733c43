/// How a syslog message was marked off from the next one.
public enum SyslogFraming: String, CaseIterable, Hashable, Sendable {
  /// Its length stands before it (RFC 5425 §4.3, RFC 6587 §3.4.1): the one framing that TLS has.
  case counted
  /// A line feed ends it (RFC 6587 §3.4.2), which no transport of audit messages allows.
  case line
  /// It fills a datagram (RFC 5426 §3.1).
  case datagram
}

/// Cuts what a peer sends over a stream into syslog messages, however it is split on the way.
///
/// It holds one message at most, of a bounded length.
public struct SyslogFrameDecoder: Sendable {
  /// One message as it stood in its frame.
  public struct Frame: Hashable, Sendable {
    /// The message.
    public var content: [UInt8]
    /// Where it begins, in bytes from the start of what the peer sent.
    public var offset: Int
    /// How it was marked off.
    public var framing: SyslogFraming
    /// Whether the connection ended within it.
    public var isTruncated = false
  }

  /// Bytes after which nothing can be read any more.
  public struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, Hashable, Sendable {
      /// Neither a length nor a message begins here.
      case noFrame = "no-frame"
      /// A message longer than the limit.
      case tooLong = "too-long"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where, in bytes from the start of what the peer sent.
    public let offset: Int

    /// The rule that is broken; nil where it is a limit of this program.
    public var rule: String? { reason == .noFrame ? "RFC 5425 §4.3" : nil }

    /// A sentence for people.
    public var description: String {
      switch reason {
      case .noFrame: "neither a length nor a message begins at byte \(offset) (RFC 5425 §4.3)"
      case .tooLong: "the message at byte \(offset) is longer than this program takes"
      }
    }
  }

  private enum State {
    /// Where a frame begins: the length so far, and how many digits it has.
    case length(Int, digits: Int)
    /// Within a message of a known length.
    case content(missing: Int)
    /// Within a message that a line feed ends.
    case line
  }

  /// Bytes of a message that are taken; repositories must take 32 KiB at least (PS3.15 §A.6).
  public let maximumLength: Int
  /// How many bytes came.
  public private(set) var position = 0
  private var state = State.length(0, digits: 0)
  private var content: [UInt8] = []
  private var start = 0

  /// Makes a decoder.
  public init(maximumLength: Int = 1 << 20) { self.maximumLength = maximumLength }

  /// Whether a message has begun whose end nothing but a line feed, or silence, can show.
  public var isInLine: Bool { if case .line = state { true } else { false } }

  /// Takes the next bytes; gives the messages that they end.
  public mutating func take(_ bytes: some Collection<UInt8>) throws(Violation) -> [Frame] {
    let bytes = Array(bytes)
    var frames: [Frame] = []
    var place = 0
    while place < bytes.count {
      switch state {
      case .length(let length, let digits):
        try begin(bytes[place], length, digits)
        place += 1
        position += 1
      case .content(let missing):
        let count = min(missing, bytes.count - place)
        content += bytes[place..<place + count]
        place += count
        position += count
        state = .content(missing: missing - count)
        if count == missing { frames.append(end(.counted)) }
      case .line:
        let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
        guard content.count + end - place <= maximumLength else { throw Violation(reason: .tooLong, offset: start) }
        content += bytes[place..<end]
        position += end - place
        place = end
        if place < bytes.count {
          place += 1
          position += 1
          frames.append(self.end(.line))
        }
      }
    }
    return frames
  }

  /// Ends the message under way: the peer has closed, or been silent for long.
  public mutating func finish() -> Frame? {
    switch state {
    case .length: return nil
    case .content:
      var frame = end(.counted)
      frame.isTruncated = true
      return frame
    case .line: return end(.line)
    }
  }

  /// Takes a byte of a length, or the first of a message without one.
  private mutating func begin(_ byte: UInt8, _ length: Int, _ digits: Int) throws(Violation) {
    switch byte {
    case 0x30...0x39 where digits > 0 || byte != 0x30:
      let value = length * 10 + Int(byte - 0x30)
      if digits == 0 { start = position }
      guard value <= maximumLength else { throw Violation(reason: .tooLong, offset: start) }
      state = .length(value, digits: digits + 1)
    case 0x20 where digits > 0:
      start = position + 1
      state = .content(missing: length)
    case UInt8(ascii: "<") where digits == 0:
      start = position
      content = [byte]
      state = .line
    // Some senders end a counted message by a line as well.
    case 0x0A where digits == 0, 0x0D where digits == 0, 0x00 where digits == 0: return
    default: throw Violation(reason: .noFrame, offset: position)
    }
  }

  private mutating func end(_ framing: SyslogFraming) -> Frame {
    defer {
      content = []
      state = .length(0, digits: 0)
    }
    if framing == .line, content.last == 0x0D { content.removeLast() }
    return Frame(content: content, offset: start, framing: framing)
  }
}
