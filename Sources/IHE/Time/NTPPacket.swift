/// A packet of the Network Time Protocol without extensions (RFC 5905 §7.3).
public struct NTPPacket: Hashable, Sendable {
  /// Warning of a leap second, or that the clock is not synchronised.
  public var leap: LeapIndicator
  /// Version of the protocol.
  public var version: UInt8
  /// Association mode; 3 of a client, 4 of a server.
  public var mode: UInt8
  /// Distance from the reference clock in servers; 0 for a refusal.
  public var stratum: UInt8
  /// Interval of polls, log2 of seconds.
  public var poll: Int8
  /// Precision of the clock, log2 of seconds.
  public var precision: Int8
  /// Round trip to the reference clock.
  public var rootDelay: NTPShort
  /// Error that was gathered since the reference clock.
  public var rootDispersion: NTPShort
  /// Reference clock, or the code of a refusal.
  public var reference: UInt32
  /// When the clock was last set.
  public var referenceTime: NTPTimestamp
  /// Transmit time of the request that this answers.
  public var originTime: NTPTimestamp
  /// When the request came.
  public var receiveTime: NTPTimestamp
  /// When this was sent.
  public var transmitTime: NTPTimestamp

  /// Leap indicator (RFC 5905 §7.3).
  public enum LeapIndicator: UInt8, CaseIterable, Hashable, Sendable {
    case none, insert, delete, unsynchronised
  }

  /// A length of time in seconds and 65,536ths.
  public struct NTPShort: Hashable, Sendable {
    /// The field.
    public var bits: UInt32
    /// In nanoseconds.
    public var nanoseconds: Int64 { (Int64(bits) * 1_000_000_000) >> 16 }

    /// Makes a length from its field.
    public init(_ bits: UInt32) { self.bits = bits }
  }

  /// Length of the header in bytes.
  public static let length = 48

  /// The request of a client, version 4.
  public init(transmitTime: NTPTimestamp) {
    leap = .none
    version = 4
    mode = 3
    stratum = 0
    poll = 0
    precision = 0
    rootDelay = NTPShort(0)
    rootDispersion = NTPShort(0)
    reference = 0
    referenceTime = NTPTimestamp(0)
    originTime = NTPTimestamp(0)
    receiveTime = NTPTimestamp(0)
    self.transmitTime = transmitTime
  }

  /// Reads a packet; what follows the header is passed over. Nil for fewer bytes than a header has.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.length else { return nil }
    func word(_ start: Int) -> UInt32 { bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    func time(_ start: Int) -> NTPTimestamp { NTPTimestamp(UInt64(word(start)) << 32 | UInt64(word(start + 4))) }
    leap = LeapIndicator(rawValue: bytes[0] >> 6) ?? .unsynchronised
    version = bytes[0] >> 3 & 7
    mode = bytes[0] & 7
    stratum = bytes[1]
    poll = Int8(bitPattern: bytes[2])
    precision = Int8(bitPattern: bytes[3])
    rootDelay = NTPShort(word(4))
    rootDispersion = NTPShort(word(8))
    reference = word(12)
    referenceTime = time(16)
    originTime = time(24)
    receiveTime = time(32)
    transmitTime = time(40)
  }

  /// The header.
  public var bytes: [UInt8] {
    func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    func time(_ value: NTPTimestamp) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: value.bits >> (56 - 8 * UInt64($0))) }
    }
    var bytes: [UInt8] = [leap.rawValue << 6 | (version & 7) << 3 | mode & 7, stratum]
    bytes += [UInt8(bitPattern: poll), UInt8(bitPattern: precision)]
    bytes += word(rootDelay.bits) + word(rootDispersion.bits) + word(reference)
    bytes += time(referenceTime) + time(originTime) + time(receiveTime) + time(transmitTime)
    return bytes
  }

  /// The reference as people write it: a code for a refusal and the first stratum, else an address.
  public var referenceText: String {
    let octets = (0..<4).map { UInt8(truncatingIfNeeded: reference >> (24 - 8 * UInt32($0))) }
    guard stratum < 2 else { return octets.map { "\($0)" }.joined(separator: ".") }
    return String(decoding: octets.filter { (0x21...0x7E).contains($0) }, as: UTF8.self)
  }
}

/// A moment in the era of 1900 to 2036 and those after it: seconds and 2^-32 parts (RFC 5905 §6).
public struct NTPTimestamp: Hashable, Sendable {
  /// The field.
  public var bits: UInt64

  /// Makes a moment from its field.
  public init(_ bits: UInt64) { self.bits = bits }

  /// Seconds from 1900 to 1970.
  static let unixEpoch: Int64 = 2_208_988_800

  /// Makes a moment from nanoseconds since 1970.
  public init(unixNanoseconds: Int64) {
    let (seconds, rest) = unixNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let whole = UInt64(bitPattern: seconds &+ Self.unixEpoch) & 0xFFFF_FFFF
    bits = whole << 32 | (UInt64(max(0, rest)) << 32) / 1_000_000_000
  }

  /// How much later it is than another moment, in nanoseconds; right within 68 years whatever the era (RFC 5905 §6).
  public func nanoseconds(since other: NTPTimestamp) -> Int64 {
    let difference = Int64(bitPattern: bits &- other.bits)
    let seconds = difference >> 32
    let fraction = difference & 0xFFFF_FFFF
    return seconds * 1_000_000_000 + ((fraction * 1_000_000_000) >> 32)
  }
}
