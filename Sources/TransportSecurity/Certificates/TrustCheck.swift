import Foundation
import NIOSSL
@_spi(FixedExpiryValidationTime) import X509

/// Whether a certificate chain leads to an authority that is trusted, at a moment.
enum TrustCheck {
  /// How a chain stands.
  enum Outcome: Hashable, Sendable {
    case trusted
    /// Why not, for people.
    case untrusted(String)
    /// No authority was named, and none of the system's leads there: who has the certificate issued may still be trusted where it
    /// is used. Why, for people.
    case unknown(String)
  }

  /// Judges a chain as the peer sent it, leaf first.
  ///
  /// - Parameters:
  ///   - rootsFile: PEM file of the authorities trusted; nil for the system's.
  ///   - moment: seconds since 1970.
  /// - Throws: ``InspectionFailure/settings(_:)`` when the file can't be read.
  static func judge(
    _ chain: [CertificateFacts], rootsFile: String?, at moment: Int64
  ) async throws(InspectionFailure) -> Outcome {
    guard let leaf = chain.first else { return .untrusted("no certificate was sent") }
    let roots: CertificateStore
    if let rootsFile {
      var certificates: [Certificate] = []
      do {
        for pem in try NIOSSLCertificate.fromPEMFile(rootsFile) {
          let der = try pem.toDERBytes()
          // Whoever lists the peer's own certificate trusts it as it is.
          if der == leaf.der { return validity(of: leaf, at: moment) }
          certificates.append(try Certificate(derEncoded: der))
        }
      } catch {
        throw .settings("the trusted certificates in \(rootsFile) can't be read: \(error)")
      }
      roots = CertificateStore(certificates)
    } else {
      roots = .systemTrustRoots
    }
    let certificates: [Certificate]
    do {
      certificates = try chain.map { try Certificate(derEncoded: $0.der) }
    } catch {
      return .untrusted("a certificate of a kind that is not verified, such as an RSA key below 2048 bits")
    }
    guard let first = certificates.first else { return .untrusted("no certificate was sent") }
    var verifier = Verifier(rootCertificates: roots) {
      RFC5280Policy(fixedExpiryValidationTime: Date(timeIntervalSince1970: TimeInterval(moment)))
    }
    let result = await verifier.validate(leaf: first, intermediates: CertificateStore(certificates.dropFirst()))
    switch result {
    case .validCertificate: return .trusted
    case .couldNotValidate(let failures):
      if case .untrusted(let why) = validity(of: leaf, at: moment) { return .untrusted(why) }
      if leaf.isSelfIssued {
        return without(rootsFile, "it is self-signed and not among the trusted")
      }
      guard let reason = failures.first?.policyFailureReason else {
        return without(rootsFile, "no chain leads to a trusted authority")
      }
      return .untrusted(String("\(reason)".prefix(200)))
    }
  }

  /// That no authority was found counts only where those that count were named.
  private static func without(_ rootsFile: String?, _ why: String) -> Outcome {
    rootsFile == nil ? .unknown("\(why), and no authority is named that the network trusts") : .untrusted(why)
  }

  private static func validity(of leaf: CertificateFacts, at moment: Int64) -> Outcome {
    if moment > leaf.notAfter { return .untrusted("its time is over since \(-leaf.daysLeft(at: moment) - 1) days") }
    return moment < leaf.notBefore ? .untrusted("its time has not begun") : .trusted
  }
}
