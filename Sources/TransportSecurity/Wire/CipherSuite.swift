/// A cipher suite of SSL 3.0 to TLS 1.3; what it consists of follows from its name.
public struct CipherSuite: Hashable, Sendable {
  /// Its number.
  public var code: UInt16

  /// Makes a suite.
  public init(code: UInt16) { self.code = code }

  /// How the key is agreed on.
  public enum KeyExchange: String, CaseIterable, Sendable {
    case rsa
    /// Diffie-Hellman with the certificate's own key.
    case dh
    case ecdh
    /// Ephemeral Diffie-Hellman.
    case dhe
    case ecdhe
    /// Any that TLS 1.3 knows; always ephemeral with certificates.
    case any
  }

  /// How far a suite may be used (RFC 9325 §4.1 and §4.2).
  public enum Strength: String, CaseIterable, Sendable {
    /// One of the suites that RFC 9325 recommends, or of TLS 1.3.
    case recommended
    /// Neither recommended nor advised against.
    case acceptable
    /// SHOULD NOT be negotiated: below 128 bits, or a key exchange that is static or in a finite field.
    case discouraged
    /// MUST NOT be negotiated: no encryption, RC4, below 112 bits; or it authenticates nobody.
    case forbidden
  }

  /// Every suite that is looked for, those in wide use first.
  public static let all: [CipherSuite] = CipherSuiteTable.names.keys.map { CipherSuite(code: $0) }
    .sorted { ($0.rank, $0.code) < ($1.rank, $1.code) }

  /// The registered name, `TLS_…`; the number where it has none.
  public var name: String {
    CipherSuiteTable.names[code] ?? "suite 0x" + String(code, radix: 16, uppercase: true)
  }

  /// Whether it belongs to TLS 1.3 alone.
  public var isOfTLS13: Bool { code >> 8 == 0x13 }

  /// Whether a version before TLS 1.2, TLS 1.2 or TLS 1.3 can use it.
  public func isUsable(in version: TLSVersion) -> Bool {
    if version == .tls13 || isOfTLS13 { return version == .tls13 && isOfTLS13 }
    let isNewer = isAuthenticatedEncryption || name.hasSuffix("_SHA256") || name.hasSuffix("_SHA384")
    return version == .tls12 || !isNewer
  }

  /// How the key is agreed on; nil for a suite that is not in the table.
  public var keyExchange: KeyExchange? {
    if isOfTLS13 { return .any }
    guard let (before, _) = parts else { return nil }
    if before.hasPrefix("ECDHE") || before.hasPrefix("ECDH_anon") { return .ecdhe }
    if before.hasPrefix("ECDH") { return .ecdh }
    if before.hasPrefix("DHE") || before.hasPrefix("DH_anon") { return .dhe }
    return before.hasPrefix("DH") ? .dh : .rsa
  }

  /// Whether past sessions stay secret when the certificate's key is lost.
  public var isForwardSecret: Bool { [.dhe, .ecdhe, .any].contains(keyExchange) }

  /// Whether the peer shows a certificate.
  public var isAuthenticated: Bool { !name.contains("_anon_") }

  /// Whether encryption and integrity are one (AEAD).
  public var isAuthenticatedEncryption: Bool {
    name.contains("_GCM_") || name.contains("_CCM") || name.contains("_POLY1305_")
  }

  /// What encrypts, `AES_256_GCM`.
  public var encryption: String {
    let after = parts?.after ?? String(name.dropFirst(4))
    if after.hasSuffix("_CCM") || after.hasSuffix("_CCM_8") { return after }
    return after.split(separator: "_").dropLast().joined(separator: "_")
  }

  /// Security of the encryption in bits; 0 for none.
  public var bits: Int {
    let cipher = encryption
    if cipher.hasPrefix("NULL") { return 0 }
    if name.contains("_EXPORT_") || cipher.hasPrefix("DES40") { return 40 }
    if cipher.hasPrefix("DES") || cipher.contains("_56") { return 56 }
    if cipher.hasPrefix("3DES") { return 112 }
    return cipher.contains("256") || cipher.hasPrefix("CHACHA20") ? 256 : 128
  }

  /// How far it may be used.
  public var strength: Strength {
    guard let keyExchange else { return .discouraged }
    if bits < 112 || encryption.hasPrefix("RC4") || !isAuthenticated { return .forbidden }
    if keyExchange == .any || Self.recommended.contains(code) { return .recommended }
    return bits < 128 || keyExchange != .ecdhe ? .discouraged : .acceptable
  }

  /// RFC 9325 §4.2: ECDHE with RSA or ECDSA, AES of 128 or 256 bits in GCM.
  static let recommended: Set<UInt16> = [0xC02B, 0xC02C, 0xC02F, 0xC030]

  private var parts: (before: String, after: String)? {
    guard CipherSuiteTable.names[code] != nil else { return nil }
    let words = name.dropFirst(4).split(separator: "_").map(String.init)
    guard let middle = words.firstIndex(of: "WITH") else { return nil }
    return (words[..<middle].joined(separator: "_"), words[(middle + 1)...].joined(separator: "_"))
  }

  private var rank: Int {
    if isOfTLS13 { return 0 }
    let isRare = ["ARIA", "CAMELLIA", "SEED", "IDEA", "DSS", "_ECDH_", "TLS_DH_"].contains { name.contains($0) }
    return isRare ? 3 : isForwardSecret ? 1 : 2
  }
}
