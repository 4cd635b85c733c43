import Foundation

/// The frames of a connection: Ethernet, IP, and TCP or UDP, with right addresses, ports, lengths and sequence numbers.
struct PacketFrames {
  /// A frame as a capture holds it.
  struct Frame: Hashable {
    /// Microseconds since 1970.
    var time: Int64
    /// The bytes held.
    var bytes: [UInt8]
    /// Its length on the wire.
    var length: Int
    /// For people.
    var comment: String?
  }

  /// An address of either version of IP.
  enum Address: Hashable {
    case four([UInt8])
    case six([UInt8])

    /// Reads an address in its written form.
    init?(_ text: String) {
      var four = in_addr()
      var six = in6_addr()
      if inet_pton(AF_INET, text, &four) == 1 {
        self = .four(withUnsafeBytes(of: &four) { Array($0) })
      } else if inet_pton(AF_INET6, text, &six) == 1 {
        self = .six(withUnsafeBytes(of: &six) { Array($0) })
      } else {
        return nil
      }
    }

    var bytes: [UInt8] {
      switch self {
      case .four(let bytes), .six(let bytes): bytes
      }
    }
  }

  /// One end of a connection.
  struct End: Hashable {
    var address: Address
    var port: Int
  }

  let harness: End
  let system: End
  private(set) var frames: [Frame] = []

  /// Bytes of a message in one segment, as a network card that segments by itself hands them over.
  private static let segment = 60_000
  /// Segments of one message; what is beyond them is left out of the capture.
  private static let segments = 64

  private enum Flags {
    static let end: UInt8 = 0x01
    static let begin: UInt8 = 0x02
    static let push: UInt8 = 0x08
    static let acknowledge: UInt8 = 0x10
  }

  /// Makes the frames of a connection.
  init(_ connection: CapturedConnection, harness: End, system: End) {
    self.harness = harness
    self.system = system
    guard let first = connection.messages.first else { return }
    guard !connection.isDatagram else {
      for message in connection.messages { datagram(message) }
      return
    }
    // Sequence numbers of either side, as seen after the handshake.
    var next: (harness: UInt32, system: UInt32) = (1_000, 5_000)
    func add(
      _ fromHarness: Bool, _ flags: UInt8, at time: Int64, _ payload: [UInt8] = [], length: Int = 0,
      comment: String? = nil
    ) {
      let (sequence, acknowledged) = fromHarness ? (next.harness, next.system) : (next.system, next.harness)
      let hasNumber = flags & Flags.acknowledge != 0
      frames.append(
        segment(
          fromHarness, flags, sequence, hasNumber ? acknowledged : 0, payload, length: length, at: time,
          comment: comment))
      let used = UInt32(truncatingIfNeeded: length) &+ (flags & (Flags.begin | Flags.end) == 0 ? 0 : 1)
      if fromHarness { next.harness &+= used } else { next.system &+= used }
    }
    let isFromHarness = !connection.isCalled
    add(isFromHarness, Flags.begin, at: first.time &- 3)
    add(!isFromHarness, Flags.begin | Flags.acknowledge, at: first.time &- 2)
    add(isFromHarness, Flags.acknowledge, at: first.time &- 1)
    // What was noted late keeps its place: a capture whose numbers run against its times would show losses that were none.
    var clock = first.time
    for message in connection.messages {
      clock = max(clock, message.time)
      var position = 0
      for number in 0..<Self.segments where position < message.length {
        let length = min(Self.segment, message.length - position)
        let part = message.bytes.dropFirst(position).prefix(length)
        add(
          message.isSent, Flags.push | Flags.acknowledge, at: clock, Array(part), length: length,
          comment: number == 0 ? Self.comment(message) : nil)
        position += length
      }
    }
    add(isFromHarness, Flags.end | Flags.acknowledge, at: clock &+ 1)
    add(!isFromHarness, Flags.end | Flags.acknowledge, at: clock &+ 2)
    add(isFromHarness, Flags.acknowledge, at: clock &+ 3)
  }

  private static func comment(_ message: CapturedMessage) -> String {
    let kept = message.bytes.count
    return kept < message.length ? "\(message.summary) (first \(kept) of \(message.length) bytes)" : message.summary
  }

  private mutating func datagram(_ message: CapturedMessage) {
    let (source, target) = message.isSent ? (harness, system) : (system, harness)
    let length = min(message.length, 65_000)
    let header =
      Self.big(UInt16(truncatingIfNeeded: source.port)) + Self.big(UInt16(truncatingIfNeeded: target.port))
      + Self.big(UInt16(truncatingIfNeeded: 8 + length)) + [0, 0]
    frames.append(
      frame(
        from: source.address, to: target.address, transport: 17, header: header,
        payload: Array(message.bytes.prefix(length)),
        length: length, at: message.time, comment: Self.comment(message)))
  }

  private func segment(
    _ fromHarness: Bool, _ flags: UInt8, _ sequence: UInt32, _ acknowledged: UInt32, _ payload: [UInt8], length: Int,
    at time: Int64, comment: String?
  ) -> Frame {
    let (source, target) = fromHarness ? (harness, system) : (system, harness)
    var header = Self.big(UInt16(truncatingIfNeeded: source.port)) + Self.big(UInt16(truncatingIfNeeded: target.port))
    header += Self.big(sequence) + Self.big(acknowledged) + [0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0]
    if payload.count == length {
      // Of a segment that is not whole there is no sum; Wireshark says that it was not verified.
      let sum = Self.checksum(
        source.address.bytes + target.address.bytes + [0, 6] + Self.big(UInt16(truncatingIfNeeded: 20 + length))
          + header
          + payload)
      header[16] = UInt8(sum >> 8)
      header[17] = UInt8(sum & 0xFF)
    }
    return frame(
      from: source.address, to: target.address, transport: 6, header: header, payload: payload, length: length,
      at: time,
      comment: comment)
  }

  private func frame(
    from source: Address, to target: Address, transport: UInt8, header: [UInt8], payload: [UInt8], length: Int,
    at time: Int64, comment: String?
  ) -> Frame {
    // Locally administered addresses: which cards were used is not known.
    var bytes: [UInt8] = [0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01]
    let size = header.count + length
    switch source {
    case .four(let from):
      var ip: [UInt8] =
        [0x45, 0] + Self.big(UInt16(truncatingIfNeeded: 20 + size)) + [0, 0, 0x40, 0, 64, transport, 0, 0]
      ip += from + target.bytes
      let sum = Self.checksum(ip)
      ip[10] = UInt8(sum >> 8)
      ip[11] = UInt8(sum & 0xFF)
      bytes += [0x08, 0x00] + ip
    case .six(let from):
      bytes +=
        [0x86, 0xDD, 0x60, 0, 0, 0] + Self.big(UInt16(truncatingIfNeeded: size)) + [transport, 64] + from + target.bytes
    }
    bytes += header
    return Frame(time: time, bytes: bytes + payload, length: bytes.count + length, comment: comment)
  }

  private static func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// The Internet's checksum (RFC 1071).
  private static func checksum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for index in stride(from: 0, to: bytes.count, by: 2) {
      let low = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
      sum &+= UInt32(bytes[index]) << 8 | low
      if sum > 0xFFFF_0000 { sum = (sum & 0xFFFF) + (sum >> 16) }
    }
    while sum > 0xFFFF { sum = (sum & 0xFFFF) + (sum >> 16) }
    return ~UInt16(truncatingIfNeeded: sum)
  }
}
