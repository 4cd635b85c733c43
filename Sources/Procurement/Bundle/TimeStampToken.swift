import Crypto
import Foundation
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// A time-stamp token (RFC 3161), read from an answer of a time-stamping authority or by itself.
public struct TimeStampToken {
  /// The moment that it attests.
  public let moment: Date
  /// The policy under which it was given, an object identifier.
  public let policy: String

  private let imprint: (algorithm: String, digest: [UInt8])
  private let information: [UInt8]
  private let signer: Signer
  private let certificates: [Certificate]

  /// Who signed, and what.
  private struct Signer {
    var digestAlgorithm: String
    var attributes: DERNode
    var signature: [UInt8]
  }

  private enum Identifier {
    static let signedData = "1.2.840.113549.1.7.2"
    static let timeStampInformation = "1.2.840.113549.1.9.16.1.4"
    static let contentType = "1.2.840.113549.1.9.3"
    static let messageDigest = "1.2.840.113549.1.9.4"
    static let signingCertificate = "1.2.840.113549.1.9.16.2.12"
    static let signingCertificateV2 = "1.2.840.113549.1.9.16.2.47"
  }

  /// Reads a token.
  ///
  /// - Throws: `TimeStampFault`.
  public init(_ bytes: [UInt8]) throws(TimeStampFault) {
    guard bytes.count <= 1 << 20 else { throw .malformed("it has \(bytes.count) bytes") }
    do { self = try Self(node: DERNode(bytes)) } catch let fault as TimeStampFault { throw fault } catch {
      throw .malformed("it is not DER, or one of its certificates cannot be read")
    }
  }

  private init(node: DERNode) throws {
    var token = node
    // An answer begins with its status, a token with its type.
    if token.children.first?.objectIdentifier == nil {
      let answer = token.children
      guard let status = answer.first?.children.first?.content else {
        throw TimeStampFault.malformed("it has no status")
      }
      guard status == [0] || status == [1] else { throw TimeStampFault.refused(status: Int(status.last ?? 255)) }
      guard answer.count > 1 else { throw TimeStampFault.malformed("the answer holds no token") }
      token = answer[1]
    }
    guard token.children.count == 2, token.children[0].objectIdentifier == Identifier.signedData,
      let signed = token.children[1].children.first
    else { throw TimeStampFault.malformed("it is no signed message (RFC 5652 §5)") }
    let parts = signed.children
    guard parts.count >= 4, parts[2].children.count == 2,
      parts[2].children[0].objectIdentifier == Identifier.timeStampInformation,
      let information = parts[2].children[1].children.first?.content, !information.isEmpty
    else { throw TimeStampFault.malformed("what is signed is no time stamp (RFC 3161 §2.4.2)") }
    self.information = information
    let fields = try DERNode(information).children
    guard fields.count >= 5, let policy = fields[1].objectIdentifier, fields[2].children.count == 2,
      let algorithm = fields[2].children[0].children.first?.objectIdentifier
    else { throw TimeStampFault.malformed("the time stamp lacks a field (RFC 3161 §2.4.2)") }
    self.policy = policy
    imprint = (algorithm, fields[2].children[1].content)
    let time = try GeneralizedTime(derEncoded: fields[4].node)
    guard let moment = Self.date(time) else { throw TimeStampFault.malformed("its time is none") }
    self.moment = moment
    certificates = try parts.first { $0.isTagged(0) }?.children.map { try Certificate(derEncoded: $0.encoded) } ?? []
    guard let signers = parts.last?.children, signers.count == 1 else {
      throw TimeStampFault.malformed("it must have one signer (RFC 3161 §2.4.2)")
    }
    signer = try Self.signer(signers[0].children)
  }

  private static func signer(_ fields: [DERNode]) throws -> Signer {
    guard fields.count >= 6, let digest = fields[2].children.first?.objectIdentifier, fields[3].isTagged(0) else {
      throw TimeStampFault.malformed("its signer signs no attributes (RFC 5652 §5.3)")
    }
    return Signer(digestAlgorithm: digest, attributes: fields[3], signature: fields[5].content)
  }

  private static func date(_ time: GeneralizedTime) -> Date? {
    var components = DateComponents()
    (components.year, components.month, components.day) = (time.year, time.month, time.day)
    (components.hour, components.minute, components.second) = (time.hours, time.minutes, time.seconds)
    components.timeZone = TimeZone(secondsFromGMT: 0)
    return Calendar(identifier: .gregorian).date(from: components)
  }

  /// Verifies it: that it is of these bytes, that its signature holds, and that its signer is one that is trusted to stamp.
  ///
  /// - Parameters:
  ///   - bytes: What was stamped.
  ///   - authorities: PEM of the authority's certificate, or of the one above it.
  /// - Throws: `TimeStampFault`.
  public func verify(of bytes: [UInt8], authorities: String) async throws(TimeStampFault) {
    guard let digest = Self.digest(of: bytes, by: imprint.algorithm) else { throw .algorithm(imprint.algorithm) }
    guard digest == imprint.digest else { throw .otherBytes }
    try verifyAttributes()
    let trusted: [Certificate]
    do {
      trusted = try PEMDocument.parseMultiple(pemString: authorities).map { try Certificate(pemDocument: $0) }
    } catch {
      throw .authorities
    }
    guard !trusted.isEmpty else { throw .authorities }
    guard let certificate = (certificates + trusted).first(where: isSigned) else { throw .signature }
    try await verify(certificate, trusted: trusted)
  }

  /// The signed attributes name the time stamp and nothing else.
  private func verifyAttributes() throws(TimeStampFault) {
    guard Self.digest(of: information, by: signer.digestAlgorithm) == value(of: Identifier.messageDigest)?.content
    else {
      throw .signature
    }
    guard value(of: Identifier.contentType)?.objectIdentifier == Identifier.timeStampInformation else {
      throw .malformed("its signer signs another type of content (RFC 5652 §11.1)")
    }
  }

  private func value(of attribute: String) -> DERNode? {
    signer.attributes.children.first { $0.children.first?.objectIdentifier == attribute }?.children.last?.children.first
  }

  /// Whether a certificate's key made the signature, and the signer names that certificate (RFC 5816).
  private func isSigned(by certificate: Certificate) -> Bool {
    var serializer = DER.Serializer()
    guard (try? serializer.serialize(certificate)) != nil else { return false }
    let encoded = serializer.serializedBytes
    let named = value(of: Identifier.signingCertificateV2) ?? value(of: Identifier.signingCertificate)
    // The hash of the first certificate that is named; it is SHA-256 unless an algorithm stands before it.
    guard let first = named?.children.first?.children.first?.children else { return false }
    let hashes = [
      Array(Insecure.SHA1.hash(data: encoded)), Array(SHA256.hash(data: encoded)), Array(SHA384.hash(data: encoded)),
      Array(SHA512.hash(data: encoded)),
    ]
    guard first.prefix(2).contains(where: { hashes.contains($0.content) }) else { return false }
    // What is signed is the set, though it is sent with another tag (RFC 5652 §5.4).
    let signed = [0x31] + signer.attributes.encoded.dropFirst()
    return Self.signatureAlgorithms(by: signer.digestAlgorithm).contains {
      certificate.publicKey.isValidSignature(signer.signature, for: signed, signatureAlgorithm: $0)
    }
  }

  private func verify(_ certificate: Certificate, trusted: [Certificate]) async throws(TimeStampFault) {
    guard let usage = try? certificate.extensions.extendedKeyUsage, usage.contains(.timeStamping) else {
      throw .notForStamping
    }
    guard certificate.notValidBefore <= moment, moment <= certificate.notValidAfter else { throw .expired }
    if trusted.contains(certificate) { return }
    var verifier = Verifier(rootCertificates: CertificateStore(trusted)) {
      RFC5280Policy(fixedExpiryValidationTime: moment)
      StampingPolicy()
    }
    guard
      case .validCertificate = await verifier.validate(
        leaf: certificate, intermediates: CertificateStore(certificates))
    else { throw .untrusted }
  }

  private static func digest(of bytes: [UInt8], by algorithm: String) -> [UInt8]? {
    switch algorithm {
    case "2.16.840.1.101.3.4.2.1": Array(SHA256.hash(data: bytes))
    case "2.16.840.1.101.3.4.2.2": Array(SHA384.hash(data: bytes))
    case "2.16.840.1.101.3.4.2.3": Array(SHA512.hash(data: bytes))
    default: nil
    }
  }

  private static func signatureAlgorithms(by digest: String) -> [Certificate.SignatureAlgorithm] {
    switch digest {
    case "2.16.840.1.101.3.4.2.1": [.sha256WithRSAEncryption, .ecdsaWithSHA256]
    case "2.16.840.1.101.3.4.2.2": [.sha384WithRSAEncryption, .ecdsaWithSHA384]
    case "2.16.840.1.101.3.4.2.3": [.sha512WithRSAEncryption, .ecdsaWithSHA512]
    default: []
    }
  }
}

/// Takes the critical extension that RFC 3161 §2.3 demands of a signer, which is looked at by itself.
private struct StampingPolicy: VerifierPolicy {
  let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [.X509ExtensionID.extendedKeyUsage]

  mutating func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
    .meetsPolicy
  }
}

/// Why a time stamp proves nothing.
public enum TimeStampFault: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(String)
  case refused(status: Int)
  case algorithm(String)
  case otherBytes
  case signature
  case notForStamping
  case expired
  case untrusted
  case authorities

  /// What happened.
  public var description: String {
    switch self {
    case .malformed(let why): "it is not of the form of RFC 3161: \(why)"
    case .refused(let status): "the authority refused it with status \(status) (RFC 3161 §2.4.2)"
    case .algorithm(let name): "its digest is of the algorithm \(name); SHA-256, SHA-384 and SHA-512 are taken"
    case .otherBytes: "it is of other bytes than this bundle"
    case .signature: "its signature does not hold, or its signer's certificate is neither in it nor given"
    case .notForStamping: "its signer's certificate is not meant for time stamping (RFC 3161 §2.3)"
    case .expired: "its signer's certificate was not valid at the time that it attests"
    case .untrusted: "its signer's certificate does not lead to the authority that was given"
    case .authorities: "the authority's certificate cannot be read; PEM is expected"
    }
  }
}
