import X509

/// The certificates of a peer as it sent them, with what can be said of them at a moment.
public struct CertificateChain: Hashable, Sendable {
  /// Leaf first, as sent.
  public var certificates: [CertificateFacts]
  /// Whether each is followed by its issuer (RFC 5246 §7.4.2).
  public var isOrdered: Bool
  /// Whether the leaf is signed by its own key.
  public var isSelfSigned: Bool
  /// Whether the chain is trusted; nil where no authority was named and none of the system's leads to it.
  public var isTrusted: Bool?
  /// Why the chain is not trusted, or why that is not known; nil when it is.
  public var problem: String?
  /// Whether the leaf is for the host that was called.
  public var isForHost: Bool
  /// Days from the inspection to the end of the leaf's validity.
  public var daysLeft: Int
  /// Whether the inspection fell into the leaf's validity.
  public var isValidNow: Bool

  /// The leaf.
  public var leaf: CertificateFacts? { certificates.first }

  init(
    _ ders: [[UInt8]], host: String, rootsFile: String?, at moment: Int64
  ) async throws(InspectionFailure) {
    var facts: [CertificateFacts] = []
    do throws(TLSViolation) {
      for der in ders { facts.append(try CertificateReader.read(der)) }
    } catch {
      throw .malformed(error)
    }
    certificates = facts
    isOrdered = zip(facts, facts.dropFirst()).allSatisfy { $0.issuer == $1.subject }
    let leaf = facts.first
    isSelfSigned = leaf.map(Self.isSelfSigned) ?? false
    isForHost = leaf?.isFor(host) ?? false
    daysLeft = leaf?.daysLeft(at: moment) ?? 0
    isValidNow = leaf.map { $0.notBefore <= moment && moment <= $0.notAfter } ?? false
    switch try await TrustCheck.judge(facts, rootsFile: rootsFile, at: moment) {
    case .trusted: isTrusted = true
    case .untrusted(let why): (isTrusted, problem) = (false, why)
    case .unknown(let why): problem = why
    }
  }

  private static func isSelfSigned(_ facts: CertificateFacts) -> Bool {
    guard facts.isSelfIssued else { return false }
    // A key that the library does not take can't be tried; then the names decide.
    guard let certificate = try? Certificate(derEncoded: facts.der) else { return true }
    return certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
  }
}
