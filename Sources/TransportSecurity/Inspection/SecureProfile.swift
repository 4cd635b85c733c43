/// The TLS profiles of DICOM that bind to BCP 195 (PS3.15 Annex B), and what can be seen of them from outside.
///
/// Only rules that a server shows in a handshake are looked at. That none is broken is what can be said of a server, not
/// that it conforms: how it verifies and logs shows nowhere.
public enum SecureProfile: String, CaseIterable, Sendable {
  /// BCP 195 TLS (PS3.15 B.9), of RFC 7525; retired.
  case bcp195 = "bcp-195"
  /// Non-Downgrading BCP 195 TLS (PS3.15 B.10); retired.
  case nonDowngrading = "non-downgrading-bcp-195"
  /// BCP 195 RFC 8996, 9325 TLS (PS3.15 B.12).
  case bcp195RFC9325 = "bcp-195-rfc-8996-9325"
  /// Modified BCP 195 RFC 8996, 9325 TLS (PS3.15 B.13).
  case modified = "modified-bcp-195-rfc-8996-9325"

  /// Its clause.
  public var section: String {
    switch self {
    case .bcp195: "PS3.15 B.9"
    case .nonDowngrading: "PS3.15 B.10"
    case .bcp195RFC9325: "PS3.15 B.12"
    case .modified: "PS3.15 B.13"
    }
  }

  /// Whether the standard still has it.
  public var isCurrent: Bool { self == .bcp195RFC9325 || self == .modified }

  /// A rule that a server breaks.
  public struct Breach: Hashable, Sendable {
    /// Where the rule stands.
    public var rule: String
    /// How it is broken.
    public var what: String
  }

  /// Rules broken, of those that the findings show.
  public func breaches(_ findings: TLSFindings) -> [Breach] {
    var breaches = Self.common(findings)
    if self != .bcp195 { breaches += Self.versions(findings) }
    if isCurrent { breaches += Self.current(findings) }
    if self == .modified { breaches += Self.restrictions(findings) }
    return breaches
  }

  private static func common(_ findings: TLSFindings) -> [Breach] {
    var breaches: [Breach] = []
    if findings.versions.contains(.ssl3) {
      breaches.append(Breach(rule: "RFC 9325 §3.1.1", what: "SSL 3.0 is accepted"))
    }
    if !findings.versions.contains(.tls12) {
      breaches.append(Breach(rule: "RFC 9325 §3.1.1", what: "TLS 1.2 is not accepted"))
    }
    let forbidden = Set(findings.suites.map(\.suite).filter { $0.strength == .forbidden }).map(\.name).sorted()
    for name in forbidden { breaches.append(Breach(rule: "RFC 9325 §4.1", what: "\(name) is accepted")) }
    return breaches
  }

  private static func versions(_ findings: TLSFindings) -> [Breach] {
    findings.versions.filter { $0 == .tls10 || $0 == .tls11 }.map {
      Breach(rule: "RFC 8996", what: "\($0.name) is accepted")
    }
  }

  private static func current(_ findings: TLSFindings) -> [Breach] {
    var breaches: [Breach] = []
    if findings.versions.contains(.tls13), findings.prefersLatest == false {
      breaches.append(Breach(rule: "RFC 9325 §3.1.1", what: "an earlier version is preferred to TLS 1.3"))
    }
    if findings.versions.contains(.tls12), findings.renegotiatesSecurely == false {
      breaches.append(Breach(rule: "RFC 9325 §3.5", what: "the renegotiation_info extension is not answered"))
    }
    if findings.versions.contains(.tls12), findings.extendsMasterSecret == false {
      breaches.append(Breach(rule: "RFC 9325 §3.5", what: "the extended_master_secret extension is not answered"))
    }
    if findings.enumerated.contains(.tls12), !findings.suites(of: .tls12).contains(where: \.suite.isForwardSecret) {
      breaches.append(Breach(rule: "RFC 9325 §4.1", what: "no cipher suite with forward secrecy is accepted"))
    } else if findings.ownOrder.contains(.tls12), findings.suites(of: .tls12).first?.suite.isForwardSecret == false {
      breaches.append(Breach(rule: "RFC 9325 §4.1", what: "a cipher suite without forward secrecy is preferred"))
    }
    for certificate in findings.chain?.certificates ?? [] {
      if certificate.keyType == "RSA", certificate.isKeyLongEnough == false {
        breaches.append(
          Breach(rule: "RFC 9325 §4.5", what: "an RSA key of \(certificate.keyBits ?? 0) bits: \(certificate.subject)"))
      }
      // The signature of a root counts for nothing: who trusts it trusts its key.
      if certificate.hasWeakSignature, !certificate.isSelfIssued {
        breaches.append(
          Breach(
            rule: "RFC 9325 §4.5", what: "a signature with \(certificate.signatureAlgorithm): \(certificate.subject)"))
      }
    }
    return breaches
  }

  private static func restrictions(_ findings: TLSFindings) -> [Breach] {
    var breaches: [Breach] = []
    if findings.enumerated.contains(.tls13) || !findings.versions.contains(.tls13) {
      let accepted = Set(findings.suites(of: .tls13).map(\.suite))
      for suite in CipherSuite.all where suite.isOfTLS13 && !accepted.contains(suite) {
        breaches.append(Breach(rule: "PS3.15 B.13", what: "\(suite.name) is not accepted"))
      }
    }
    for accepted in findings.suites(of: .tls12) {
      let suite = accepted.suite
      let isPermitted = suite.isForwardSecret && suite.isAuthenticated && suite.isAuthenticatedEncryption
      if !isPermitted { breaches.append(Breach(rule: "PS3.15 B.13", what: "\(suite.name) is accepted")) }
      if let bits = accepted.finiteFieldBits, bits < 2_048 {
        breaches.append(Breach(rule: "PS3.15 B.13", what: "DHE with \(bits) bits: \(suite.name)"))
      }
    }
    for group in findings.groups where (group.bits ?? 256) < 255 {
      breaches.append(Breach(rule: "PS3.15 B.13", what: "ECDHE with \(group.name)"))
    }
    return breaches
  }
}
