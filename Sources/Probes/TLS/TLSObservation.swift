import Foundation
import Specification
import TransportSecurity

/// Findings of TLS as an observation.
enum TLSObservation {
  static let clientWords = ["accepted", "refused", "silent", StepDescription.uncomparedWord]
  static let plainWords = ["served", "refused", "redirected", "silent"]

  static func word(_ version: TLSVersion) -> String {
    switch version {
    case .ssl3: "ssl-3-0"
    case .tls10: "tls-1-0"
    case .tls11: "tls-1-1"
    case .tls12: "tls-1-2"
    case .tls13: "tls-1-3"
    }
  }

  /// The fields that findings fill; those of the profiles only when everything was looked at.
  static func fields(
    _ findings: TLSFindings, of service: TLSService, isComplete: Bool, at moment: Int64
  ) -> [String: Value] {
    var fields: [String: Value] = [:]
    if isComplete || findings.speaksTLS == true { fields["speaks-tls"] = findings.speaksTLS.map { .boolean($0) } }
    if let plain = findings.plain { fields["plain"] = .string(service.reaction(toPlain: plain)) }
    guard findings.speaksTLS == true else { return fields }
    if isComplete || !findings.versions.isEmpty {
      fields["versions"] = .list(findings.versions.map { .string(word($0)) })
      fields["own-order"] = .list(findings.ownOrder.map { .string(word($0)) })
      fields["suites"] = .list(findings.suites.map(suite))
      fields["groups"] = .list(findings.groups.map { .string($0.name) })
    }
    let facts: [(String, Bool?)] = [
      ("prefers-latest", findings.prefersLatest), ("fallback-refused", findings.refusesFallback),
      ("downgrade-marked", findings.marksDowngrade), ("compression", findings.compresses),
      ("secure-renegotiation", findings.renegotiatesSecurely),
      ("extended-master-secret", findings.extendsMasterSecret), ("stapling", findings.staplesStatus),
    ]
    for (name, value) in facts { fields[name] = value.map { .boolean($0) } }
    fields["application-protocol"] = findings.applicationProtocol.map { .string($0) }
    fields["without-name"] = findings.withoutName.map { .string($0.rawValue) }
    fields["unknown-name"] = findings.withUnknownName.map { .string($0.rawValue) }
    fields.merge(client(findings, of: service, isComplete: isComplete)) { $1 }
    if let chain = findings.chain { fields.merge(certificates(chain, at: moment)) { $1 } }
    if isComplete {
      fields["profiles"] = .list(SecureProfile.allCases.map { profile($0, findings) })
    }
    return fields
  }

  private static func suite(_ accepted: TLSFindings.AcceptedSuite) -> Value {
    let suite = accepted.suite
    var fields: [String: Value] = [
      "name": .string(suite.name), "version": .string(word(accepted.version)),
      "key-exchange": .string((suite.keyExchange ?? .rsa).rawValue), "encryption": .string(suite.encryption),
      "bits": .number(Decimal(suite.bits)), "forward-secrecy": .boolean(suite.isForwardSecret),
      "authenticated": .boolean(suite.isAuthenticated),
      "authenticated-encryption": .boolean(suite.isAuthenticatedEncryption),
      "strength": .string(suite.strength.rawValue),
    ]
    fields["finite-field-bits"] = accepted.finiteFieldBits.map { .number(Decimal($0)) }
    fields["group"] = accepted.group.map { .string($0.name) }
    return .record(fields)
  }

  /// What became of clients. What was not tried, because the harness has no certificate or could not speak to the port as a
  /// client would, is no answer of the port.
  private static func client(
    _ findings: TLSFindings, of service: TLSService, isComplete: Bool
  ) -> [String: Value] {
    var client: [String: Value] = [:]
    client["asked"] = findings.asksForCertificate.map { .boolean($0) }
    let ours = findings.withOurCertificate
    let reactions: [(String, TLSFindings.ClientReaction?, TLSFindings.ClientReaction?)] = [
      ("without", findings.withoutCertificate, ours), ("ours", ours, nil),
      ("unknown", findings.withStrangersCertificate, ours),
    ]
    for (name, reaction, other) in reactions {
      let word = reaction.map { service.reaction(toClient: $0, comparedWith: other) }
      client[name] = (word ?? (isComplete ? StepDescription.uncomparedWord : nil)).map { .string($0) }
    }
    return client.isEmpty ? [:] : ["client": .record(client)]
  }

  private static func profile(_ profile: SecureProfile, _ findings: TLSFindings) -> Value {
    .record([
      "name": .string(profile.rawValue), "section": .string(profile.section), "current": .boolean(profile.isCurrent),
      "breaches": .list(profile.breaches(findings).map { .string("\($0.what) (\($0.rule))") }),
    ])
  }

  // MARK: Certificates

  private static func certificates(_ chain: CertificateChain, at moment: Int64) -> [String: Value] {
    var fields: [String: Value] = [
      "chain": .list(chain.certificates.map { .record(common($0, at: moment)) }),
      "chain-ordered": .boolean(chain.isOrdered),
    ]
    guard let leaf = chain.leaf else { return fields }
    var certificate = common(leaf, at: moment)
    certificate["names"] = .list(leaf.namesForPeople.map { .string($0) })
    certificate["for-host"] = .boolean(chain.isForHost)
    certificate["trusted"] = chain.isTrusted.map { .boolean($0) }
    certificate["trust-problem"] = chain.problem.map { .string($0) }
    certificate["self-signed"] = .boolean(chain.isSelfSigned)
    certificate["valid-now"] = .boolean(chain.isValidNow)
    certificate["authority"] = leaf.isAuthority.map { .boolean($0) }
    certificate["extended-key-usage"] = leaf.extendedKeyUsage.map { .list($0.map { .string($0) }) }
    certificate["revocation-lists"] = .list(leaf.distributionPoints.map { .string($0) })
    certificate["responders"] = .list(leaf.responders.map { .string($0) })
    certificate["revocable"] = .boolean(!leaf.distributionPoints.isEmpty || !leaf.responders.isEmpty)
    certificate["stapling-demanded"] = .boolean(leaf.demandsStapling)
    fields["certificate"] = .record(certificate)
    return fields
  }

  private static func common(_ facts: CertificateFacts, at moment: Int64) -> [String: Value] {
    var fields: [String: Value] = [
      "subject": .string(facts.subject), "issuer": .string(facts.issuer), "serial-number": .string(facts.serialNumber),
      "not-before": .date(day(facts.notBefore)), "not-after": .date(day(facts.notAfter)),
      "days-left": .number(Decimal(facts.daysLeft(at: moment))), "key-type": .string(facts.keyType),
      "signature-algorithm": .string(facts.signatureAlgorithm), "weak-signature": .boolean(facts.hasWeakSignature),
    ]
    fields["key-bits"] = facts.keyBits.map { .number(Decimal($0)) }
    fields["curve"] = facts.curve.map { .string($0) }
    fields["strong-key"] = facts.isKeyLongEnough.map { .boolean($0) }
    return fields
  }

  private static func day(_ seconds: Int64) -> String {
    String(Timestamp.text(Date(timeIntervalSince1970: TimeInterval(seconds))).prefix(10))
  }
}
