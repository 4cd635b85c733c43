/// What a server sends after a ClientHello, until it waits for the client again.
struct ServerFlight: Hashable, Sendable {
  var hello: ServerHello?
  /// Certificates in DER, in the order in which they came.
  var certificates: [[UInt8]] = []
  var hasStapledStatus = false
  var keyExchange: KeyExchange?
  var asksForCertificate = false
  var alert: UInt8?

  /// What an ephemeral key exchange names (RFC 8422 §5.4, RFC 5246 §7.4.3).
  enum KeyExchange: Hashable, Sendable {
    case ellipticCurve(NamedGroup)
    /// An elliptic curve that has no number, with its parameters written out.
    case unnamedCurve
    /// A prime of so many bits.
    case finiteField(bits: Int)
  }
}

/// Reads a server's flight from bytes as they come. Bounded, and never sure of anything that the peer says.
struct ServerFlightReader {
  private(set) var flight = ServerFlight()
  /// Whether the peer is done and waits, or has said that it won't go on.
  private(set) var isDone = false
  /// First bytes that came, for people.
  private(set) var firstBytes: [UInt8] = []
  /// Bytes that came.
  private(set) var received = 0
  private var records: [UInt8] = []
  private var messages: [UInt8] = []
  private var lastType: UInt8 = 0
  private var empties = 0
  private var warnings = 0

  /// More than any chain in use; a handshake that is longer is not read.
  static let limit = 256 << 10
  /// Records that bring nothing, of each kind.
  private static let patience = 16

  /// Whether the first bytes are a record of SSL 3.0 or TLS; nil while nothing came.
  var isTLS: Bool? {
    guard let first = firstBytes.first else { return nil }
    return (first == 21 || first == 22) && (firstBytes.count < 2 || firstBytes[1] == 3)
  }

  /// Takes what came.
  mutating func append(_ bytes: some Collection<UInt8>) throws(TLSViolation) {
    received += bytes.count
    if firstBytes.count < 64 { firstBytes += bytes.prefix(64 - firstBytes.count) }
    records += bytes
    guard isTLS != false else {
      throw TLSViolation(
        offset: 0, rule: "RFC 5246 §6.2.1", expected: "a TLS record: type 21 or 22, version 3",
        got: "bytes \(firstBytes.prefix(8).map(Self.hexadecimal).joined(separator: " "))")
    }
    var start = 0
    while !isDone, records.count - start >= 5 {
      let length = Int(records[start + 3]) << 8 | Int(records[start + 4])
      let type = records[start]
      guard (20...23).contains(type), records[start + 1] == 3 else {
        throw violation("a TLS record", got: "type \(type), version \(records[start + 1])", "RFC 5246 §6.2.1")
      }
      guard length <= 16_384 + 2_048 else {
        throw violation("a record of at most 18432 bytes", got: "\(length)", "RFC 5246 §6.2.3")
      }
      if length == 0 {
        empties += 1
        guard empties <= Self.patience else {
          throw violation("contents", got: "one empty record after another", "RFC 5246 §6.2.1")
        }
      }
      guard records.count - start - 5 >= length else { break }
      try record(type, records[start + 5..<start + 5 + length])
      start += 5 + length
    }
    records.removeFirst(start)
  }

  private mutating func record(_ type: UInt8, _ contents: ArraySlice<UInt8>) throws(TLSViolation) {
    switch type {
    case 21:
      // A warning about the name does not end the handshake.
      guard contents.count == 2, let level = contents.first, let code = contents.last else {
        throw violation("an alert of 2 bytes", got: "\(contents.count)", "RFC 5246 §7.2")
      }
      if level == 1, code == 112, flight.alert == nil {
        warnings += 1
        guard warnings <= Self.patience else {
          throw violation("a handshake message", got: "one warning after another", "RFC 6066 §3")
        }
        return
      }
      flight.alert = code
      isDone = true
    case 22:
      messages += contents
      var start = 0
      while !isDone, messages.count - start >= 4 {
        let length = Int(messages[start + 1]) << 16 | Int(messages[start + 2]) << 8 | Int(messages[start + 3])
        guard length <= Self.limit else {
          throw violation("a message of at most \(Self.limit) bytes", got: "\(length)", "RFC 5246 §7.4")
        }
        guard messages.count - start - 4 >= length else { break }
        try message(messages[start], messages[start + 4..<start + 4 + length])
        start += 4 + length
      }
      messages.removeFirst(start)
    default:
      // In TLS 1.3 everything after the hello is encrypted.
      guard flight.hello?.version == .tls13 else {
        throw violation("a handshake message", got: "a record of type \(type)", "RFC 5246 §7.3")
      }
      isDone = true
    }
  }

  /// RFC 5246 §7.3: each message at most once, in this order.
  private static let order: [UInt8] = [0, 2, 11, 22, 12, 13, 14]

  private mutating func message(_ type: UInt8, _ body: ArraySlice<UInt8>) throws(TLSViolation) {
    guard let place = Self.order.firstIndex(of: type), let last = Self.order.firstIndex(of: lastType),
      place > last, type == 2 || flight.hello != nil
    else {
      throw violation("the next message of the handshake", got: "message \(type) after \(lastType)", "RFC 5246 §7.3")
    }
    lastType = type
    switch type {
    case 2:
      let hello = try ServerHello(reading: body)
      flight.hello = hello
      if hello.version == .tls13 { isDone = true }
    case 11: flight.certificates = try Self.certificates(body)
    case 22: flight.hasStapledStatus = true
    case 12: flight.keyExchange = try Self.keyExchange(body, suite: flight.hello?.suite)
    case 13: flight.asksForCertificate = true
    default: isDone = true
    }
  }

  private static func certificates(_ body: ArraySlice<UInt8>) throws(TLSViolation) -> [[UInt8]] {
    var reader = WireReader(body, rule: "RFC 5246 §7.4.2")
    var list = try reader.vector(3, "the certificates")
    var certificates: [[UInt8]] = []
    while list.remaining > 0 {
      var certificate = try list.vector(3, "a certificate")
      certificates.append(Array(certificate.rest()))
      guard certificates.count <= 32 else { throw list.violation("at most 32 certificates", got: "more") }
    }
    return certificates
  }

  private static func keyExchange(
    _ body: ArraySlice<UInt8>, suite: CipherSuite?
  ) throws(TLSViolation) -> ServerFlight.KeyExchange? {
    switch suite?.keyExchange {
    case .ecdhe?:
      var reader = WireReader(body, rule: "RFC 8422 §5.4")
      guard try reader.integer(1, "the curve's type") == 3 else { return .unnamedCurve }
      return .ellipticCurve(NamedGroup(code: UInt16(truncatingIfNeeded: try reader.integer(2, "the curve"))))
    case .dhe?:
      var reader = WireReader(body, rule: "RFC 5246 §7.4.3")
      var prime = try reader.vector(2, "the prime")
      let digits = prime.rest().drop { $0 == 0 }
      guard let first = digits.first else { throw reader.violation("a prime", got: "0") }
      return .finiteField(bits: digits.count * 8 - first.leadingZeroBitCount)
    default: return nil
    }
  }

  private func violation(_ expected: String, got: String, _ rule: String) -> TLSViolation {
    TLSViolation(offset: max(0, received - records.count), rule: rule, expected: expected, got: got)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
