/// Why a document can't be signed, or its signatures can't be looked at.
public enum SignatureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The signature library can't be used on this machine.
  case libraryUnavailable
  /// More bytes than are taken.
  case tooLong(limit: Int)
  /// A document type definition, which is never read.
  case documentType
  /// Not XML by the letter.
  case notWellFormed(line: Int)
  /// More signatures than are looked at.
  case tooManySignatures(limit: Int)
  /// No element has this identifier.
  case noElement(id: String)
  /// Several elements have this identifier.
  case ambiguous(id: String)
  /// No private key in PEM, without a passphrase, that signs.
  case unusableKey
  /// No certificate in PEM.
  case unusableCertificate
  /// The certificate is of another key.
  case otherCertificate
  /// The library could not sign.
  case notSigned

  /// The rule broken; nil where nothing is wrong with the document itself.
  public var rule: String? {
    switch self {
    case .notWellFormed: "XML 1.0 §2.1"
    case .documentType: "SOAP 1.2 Part 1 §5"
    case .noElement, .ambiguous: "XML Signature §4.4.3.2"
    default: nil
    }
  }

  /// A sentence for people; it holds nothing of a key.
  public var description: String {
    switch self {
    case .libraryUnavailable: "the library for XML signatures can't be used"
    case .tooLong(let limit): "more than the \(limit) bytes that are taken"
    case .documentType: "a document type definition, which is not read"
    case .notWellFormed(let line): "not well-formed XML at line \(line)"
    case .tooManySignatures(let limit): "more than the \(limit) signatures that are looked at"
    case .noElement(let id): "no element has the identifier \(id.prefix(64))"
    case .ambiguous(let id): "several elements have the identifier \(id.prefix(64))"
    case .unusableKey: "no RSA key or key of a NIST curve in PEM, without a passphrase"
    case .unusableCertificate: "no certificate in PEM"
    case .otherCertificate: "the certificate is of another key"
    case .notSigned: "the library for XML signatures could not sign"
    }
  }
}
