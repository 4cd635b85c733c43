/// The first message of a handshake, written byte by byte: a library would refuse to offer what is looked for here.
///
/// TLS 1.3 is offered without a key share, so that the peer names group and suite in a HelloRetryRequest and no key
/// need be made (RFC 8446 §4.1.4).
struct ClientHello {
  /// Versions offered. One of TLS 1.2 or earlier stands in the hello itself; TLS 1.3 in its extension.
  var versions: [TLSVersion]
  /// Suites in the client's order.
  var suites: [CipherSuite]
  /// Groups in the client's order.
  var groups: [NamedGroup] = NamedGroup.all
  /// Server name indication; nil for none. An address can't be one (RFC 6066 §3).
  var serverName: String?
  /// Application protocols offered.
  var applicationProtocols: [String] = []
  /// Whether compression is offered beside none.
  var offersCompression = false
  /// Whether the hello says that it is a second attempt with an earlier version (RFC 7507).
  var signalsFallback = false
  /// Whether a stapled OCSP response is asked for.
  var asksForStatus = false
  /// 32 bytes.
  var random: [UInt8]

  /// The highest version that stands in the hello itself.
  private var legacyVersion: TLSVersion { min(versions.max() ?? .tls12, .tls12) }

  /// The whole record.
  func encoded() -> [UInt8] {
    var body: [UInt8] = Self.number(legacyVersion.rawValue) + random.prefix(32)
    body += [UInt8](repeating: 0, count: max(0, 32 - random.count))
    // Some middleboxes want a session identifier beside TLS 1.3 (RFC 8446 Appendix D.4).
    body += Self.vector(versions.contains(.tls13) ? Array(random.prefix(32).reversed()) : [], 1)
    var codes = suites.map(\.code)
    codes.append(Self.renegotiationSignal)
    if signalsFallback { codes.append(Self.fallbackSignal) }
    body += Self.vector(codes.flatMap(Self.number), 2)
    body += Self.vector(offersCompression ? [1, 0] : [0], 1)
    // SSL 3.0 knows no extensions, and some of its servers fall over them.
    if legacyVersion != .ssl3 { body += Self.vector(extensions, 2) }
    let message = [1, 0] + Self.number(UInt16(truncatingIfNeeded: body.count)) + body
    let recordVersion = legacyVersion == .ssl3 ? TLSVersion.ssl3 : .tls10
    return [22] + Self.number(recordVersion.rawValue) + Self.vector(message, 2)
  }

  private static let renegotiationSignal: UInt16 = 0x00FF
  private static let fallbackSignal: UInt16 = 0x5600

  private var extensions: [UInt8] {
    var all: [UInt8] = []
    if let serverName { all += Self.item(0, Self.vector([0] + Self.vector(Array(serverName.utf8), 2), 2)) }
    if asksForStatus { all += Self.item(5, [1, 0, 0, 0, 0]) }
    all += Self.item(10, Self.vector(groups.flatMap { Self.number($0.code) }, 2))
    all += Self.item(11, [1, 0])
    all += Self.item(13, Self.vector(Self.signatureAlgorithms.flatMap(Self.number), 2))
    if !applicationProtocols.isEmpty {
      all += Self.item(16, Self.vector(applicationProtocols.flatMap { Self.vector(Array($0.utf8), 1) }, 2))
    }
    // Encrypt-then-MAC (RFC 7366) and the extended master secret (RFC 7627).
    all += Self.item(22, [])
    all += Self.item(23, [])
    if versions.contains(.tls13) {
      all += Self.item(43, Self.vector(versions.sorted(by: >).flatMap { Self.number($0.rawValue) }, 1))
      all += Self.item(45, [1, 1])
      all += Self.item(51, [0, 0])
    }
    return all
  }

  /// Everything that a peer might sign with, weak ones too.
  private static let signatureAlgorithms: [UInt16] = [
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401, 0x0501, 0x0601,
    0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602, 0x0203, 0x0201, 0x0202, 0x0101,
  ]

  private static func number(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

  private static func vector(_ bytes: [UInt8], _ lengthBytes: Int) -> [UInt8] {
    (0..<lengthBytes).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
  }

  private static func item(_ type: UInt16, _ contents: [UInt8]) -> [UInt8] { number(type) + vector(contents, 2) }
}
