/// What an X.509 certificate says (RFC 5280), read leniently: weak keys and unknown algorithms are what an inspection is
/// to find, so they stop no reader.
public struct CertificateFacts: Hashable, Sendable {
  /// The certificate in DER.
  public var der: [UInt8]
  /// Subject, `CN=archive.example, O=Example`.
  public var subject = ""
  /// Issuer, in the same form.
  public var issuer = ""
  /// Serial number, hexadecimal.
  public var serialNumber = ""
  /// First second of validity, since 1970.
  public var notBefore: Int64 = 0
  /// Last second of validity, since 1970.
  public var notAfter: Int64 = 0
  /// Subject alternative names.
  public var names: [Name] = []
  /// Key type: `RSA`, `EC`, `Ed25519`, `DSA`, or the object identifier.
  public var keyType = ""
  /// Length of the key in bits; nil where it is not known.
  public var keyBits: Int?
  /// Named curve of an EC key.
  public var curve: String?
  /// Signature algorithm, `sha256WithRSAEncryption`, or the object identifier.
  public var signatureAlgorithm = ""
  /// Whether subject and issuer are the same.
  public var isSelfIssued = false
  /// Whether basic constraints make it an authority's certificate; nil where it has none.
  public var isAuthority: Bool?
  /// Key usage by name, nil where it has none.
  public var keyUsage: [String]?
  /// Extended key usage by name or object identifier, nil where it has none.
  public var extendedKeyUsage: [String]?
  /// Where revocation lists are.
  public var distributionPoints: [String] = []
  /// Where revocation can be asked for.
  public var responders: [String] = []
  /// Whether it demands a stapled OCSP response (RFC 7633).
  public var demandsStapling = false

  /// A subject alternative name.
  public enum Name: Hashable, Sendable {
    case dns(String)
    case address([UInt8])
    case other
  }

  /// Whether the signature's hash is one that RFC 9325 §4.5 forbids.
  public var hasWeakSignature: Bool {
    let name = signatureAlgorithm.lowercased()
    return name.hasPrefix("sha1") || name.hasPrefix("md5") || name.hasPrefix("md2") || name.hasSuffix("withsha1")
  }

  /// Whether the key is long enough for RFC 9325 §4.5; nil where its length is not known.
  public var isKeyLongEnough: Bool? {
    keyBits.map { bits in keyType == "RSA" || keyType == "DSA" ? bits >= 2_048 : bits >= 224 }
  }

  /// Days from a moment, in seconds since 1970, to the end of validity, rounded down; negative when it is over.
  public func daysLeft(at moment: Int64) -> Int {
    let seconds = Double(notAfter) - Double(moment)
    return Int((seconds / 86_400).rounded(.down))
  }
}
