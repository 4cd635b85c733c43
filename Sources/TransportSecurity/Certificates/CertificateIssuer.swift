import Crypto
import Foundation
import SwiftASN1
import X509

/// An authority that lives as long as a run and issues certificates to simulated systems, valid for two days.
public struct CertificateIssuer: Sendable {
  /// A certificate with its key, in PEM.
  public struct Issued: Sendable {
    /// The certificate, and what it was issued by where that is no authority that is trusted by itself.
    public let certificate: String
    /// The private key.
    public let key: String
  }

  /// When a certificate is valid.
  public enum Validity: Hashable, Sendable {
    /// From yesterday until tomorrow year: longer than anybody asks for.
    case current
    /// It ended yesterday.
    case ended
  }

  /// The authority's own certificate in PEM.
  public let certificate: String
  private let key = P256.Signing.PrivateKey()
  private let name: DistinguishedName

  /// Makes an authority.
  ///
  /// - Throws: What the library says.
  public init(name: String) throws {
    self.name = try DistinguishedName { CommonName(name) }
    let identity = Certificate.PublicKey(key.publicKey)
    let made = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: identity, notValidBefore: Self.day(-1),
      notValidAfter: Self.day(400), issuer: self.name, subject: self.name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        SubjectKeyIdentifier(hash: identity)
      }, issuerPrivateKey: .init(key))
    certificate = try made.serializeAsPEM().pemString
  }

  /// Issues a certificate of the curve P-256 for servers and clients.
  ///
  /// - Parameters:
  ///   - hosts: Names under which it is called.
  ///   - addresses: Addresses of IPv4 under which it is called.
  ///   - responder: Where its revocation is asked for; nowhere where nil.
  public func issue(
    _ subject: String, hosts: [String], addresses: [[UInt8]] = [], validity: Validity = .current,
    responder: String? = "http://127.0.0.1/ocsp"
  ) throws -> Issued {
    let own = P256.Signing.PrivateKey()
    let names =
      hosts.map { GeneralName.dnsName($0) }
      + addresses.map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) }
    let isEnded = validity == .ended
    var extensions = try Certificate.Extensions {
      Critical(BasicConstraints.notCertificateAuthority)
      Critical(KeyUsage(digitalSignature: true))
      try ExtendedKeyUsage([.serverAuth, .clientAuth])
      SubjectAlternativeNames(names)
      AuthorityKeyIdentifier(
        keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey)).keyIdentifier)
    }
    if let responder {
      let access = AuthorityInformationAccess([
        .init(method: .ocspServer, location: .uniformResourceIdentifier(responder))
      ])
      try extensions.append(Certificate.Extension(access, critical: false))
    }
    let made = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: .init(own.publicKey),
      notValidBefore: Self.day(isEnded ? -30 : -1),
      notValidAfter: Self.day(isEnded ? -1 : 390), issuer: name, subject: try DistinguishedName { CommonName(subject) },
      signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: .init(key))
    return Issued(certificate: try made.serializeAsPEM().pemString, key: own.pemRepresentation)
  }

  private static func day(_ number: Int) -> Date { Date(timeIntervalSinceNow: Double(number) * 86_400) }
}
