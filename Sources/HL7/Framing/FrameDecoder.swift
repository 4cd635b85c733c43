/// Cuts what a peer sends into frames, however it is split or put together on the way.
///
/// It holds one frame at most, of a bounded length; faults are kept up to a bound and counted beyond it.
public struct FrameDecoder: Sendable {
  /// One message as it stood in its frame.
  public struct Frame: Hashable, Sendable {
    /// The bytes between start and end block.
    public var content: [UInt8]
    /// Where the content begins, in bytes from the start of what the peer sent.
    public var offset: Int
    /// Whether a start block of the next frame, not an end block, ended it.
    public var isUnterminated: Bool
  }

  /// A frame longer than allowed; nothing that follows can be read.
  public struct Overflow: Error, Hashable, Sendable, CustomStringConvertible {
    /// The limit in bytes.
    public let limit: Int
    /// Where the frame's content begins.
    public let offset: Int

    /// Makes an error.
    public init(limit: Int, offset: Int) {
      self.limit = limit
      self.offset = offset
    }

    /// A sentence for people.
    public var description: String {
      "the frame at byte \(offset) is longer than the limit of \(limit) bytes (limit of this program)"
    }
  }

  private enum State {
    /// Between frames.
    case outside
    case inside
    /// Right behind an end block.
    case ended
  }

  /// Bytes of a frame that are taken.
  public let maximumLength: Int
  /// Faults seen, in order; at most a thousand are kept.
  public private(set) var faults: [FrameFault] = []
  /// How many bytes came.
  public private(set) var position = 0
  private var state = State.outside
  private var content: [UInt8] = []
  private var contentStart = 0
  private var garbageStart: Int?

  /// Makes a decoder.
  public init(maximumLength: Int = ParsingLimits.standard.maximumLength) { self.maximumLength = maximumLength }

  /// Whether a frame has begun and not ended.
  public var isInside: Bool { state == .inside }

  /// Takes the next bytes; gives the frames that they end.
  public mutating func take(_ bytes: some Collection<UInt8>) throws(Overflow) -> [Frame] {
    let result = bytes.withContiguousStorageIfAvailable { taken($0.span) } ?? taken(Array(bytes).span)
    return try result.get()
  }

  /// Content is taken in runs, the bytes of the framing one at a time.
  private mutating func taken(_ bytes: Span<UInt8>) -> Result<[Frame], Overflow> {
    var frames: [Frame] = []
    var place = 0
    while place < bytes.count {
      guard state == .inside, case let end = Self.endOfContent(bytes, from: place), end > place else {
        take(bytes[place], &frames)
        place += 1
        position += 1
        continue
      }
      let room = maximumLength - content.count
      guard end - place <= room else {
        position += room
        return .failure(Overflow(limit: maximumLength, offset: contentStart))
      }
      bytes.extracting(place..<end).withUnsafeBufferPointer { content.append(contentsOf: $0) }
      position += end - place
      place = end
    }
    return .success(frames)
  }

  /// Where the next byte of the framing stands.
  private static func endOfContent(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] != FrameBytes.start, bytes[place] != FrameBytes.end { place += 1 }
    return place
  }

  /// The peer has closed: what is under way is a fault. The unfinished content, if there is one, can still be looked at.
  public mutating func finish() -> Frame? {
    defer {
      state = .outside
      content = []
    }
    switch state {
    case .outside:
      closeGarbage()
      return nil
    case .ended:
      fault(.missingCarriageReturn, at: position)
      return nil
    case .inside:
      fault(.truncated, at: position)
      return Frame(content: content, offset: contentStart, isUnterminated: true)
    }
  }

  /// Takes a byte of the framing, or one outside any frame.
  private mutating func take(_ byte: UInt8, _ frames: inout [Frame]) {
    if state == .ended {
      state = .outside
      if byte == FrameBytes.carriageReturn { return }
      fault(.missingCarriageReturn, at: position)
    }
    switch (state, byte) {
    case (.inside, FrameBytes.end):
      if content.isEmpty { fault(.emptyFrame, at: position) } else { give(&frames, isUnterminated: false) }
      state = .ended
    case (.inside, FrameBytes.start):
      fault(.missingEnd, at: position)
      if !content.isEmpty { give(&frames, isUnterminated: true) }
      begin()
    case (.inside, _): return
    case (_, FrameBytes.start):
      closeGarbage()
      begin()
    case (_, FrameBytes.end):
      closeGarbage()
      fault(.doubledEnd, at: position)
      state = .ended
    default: garbageStart = garbageStart ?? position
    }
  }

  private mutating func begin() {
    state = .inside
    content = []
    contentStart = position + 1
  }

  private mutating func give(_ frames: inout [Frame], isUnterminated: Bool) {
    frames.append(Frame(content: content, offset: contentStart, isUnterminated: isUnterminated))
    content = []
  }

  private mutating func closeGarbage() {
    guard let start = garbageStart else { return }
    garbageStart = nil
    fault(.garbage(count: position - start), at: start)
  }

  private mutating func fault(_ kind: FrameFault.Kind, at offset: Int) {
    guard faults.count < 1_000 else { return }
    faults.append(FrameFault(kind, offset: offset))
  }
}
