/// A group for ephemeral key exchange (IANA TLS Supported Groups).
public struct NamedGroup: Hashable, Sendable {
  /// Its number.
  public var code: UInt16

  /// Makes a group.
  public init(code: UInt16) { self.code = code }

  /// The registered name, or the number.
  public var name: String { Self.registry.first { $0.code == code }?.name ?? "group \(code)" }

  /// Length of the key in bits; nil where it is not known.
  public var bits: Int? { Self.registry.first { $0.code == code }?.bits }

  /// Groups that are looked for. TLS 1.2 knows those of RFC 8422 and RFC 7919, TLS 1.3 those of RFC 8446 and the hybrids.
  public static var all: [NamedGroup] { registry.map { NamedGroup(code: $0.code) } }

  private static let registry: [(code: UInt16, name: String, bits: Int)] = [
    (29, "x25519", 255), (23, "secp256r1", 256), (24, "secp384r1", 384), (25, "secp521r1", 521), (30, "x448", 448),
    (4588, "X25519MLKEM768", 255), (4587, "SecP256r1MLKEM768", 256), (4589, "SecP384r1MLKEM1024", 384),
    (256, "ffdhe2048", 2048), (257, "ffdhe3072", 3072), (258, "ffdhe4096", 4096), (259, "ffdhe6144", 6144),
    (260, "ffdhe8192", 8192), (26, "brainpoolP256r1", 256), (27, "brainpoolP384r1", 384), (28, "brainpoolP512r1", 512),
    (31, "brainpoolP256r1tls13", 256), (32, "brainpoolP384r1tls13", 384), (33, "brainpoolP512r1tls13", 512),
    (22, "secp256k1", 256), (21, "secp224r1", 224), (20, "secp224k1", 224), (19, "secp192r1", 192),
    (18, "secp192k1", 192), (17, "secp160r2", 160), (16, "secp160r1", 160), (15, "secp160k1", 160),
    (14, "sect571r1", 571), (13, "sect571k1", 571), (12, "sect409r1", 409), (11, "sect409k1", 409),
    (10, "sect283r1", 283), (9, "sect283k1", 283), (8, "sect239k1", 239), (7, "sect233r1", 233), (6, "sect233k1", 233),
    (5, "sect193r2", 193), (4, "sect193r1", 193), (3, "sect163r2", 163), (2, "sect163r1", 163), (1, "sect163k1", 163),
  ]
}
