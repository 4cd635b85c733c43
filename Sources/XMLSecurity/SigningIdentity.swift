import CXMLSec

/// A private key with its certificate. It never shows in a description or a dump.
public struct SigningIdentity: Sendable {
  /// What it signs by.
  public enum Algorithm: String, CaseIterable, Hashable, Sendable {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 4051 §2.3.2).
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    /// ECDSA with SHA-256 (RFC 4051 §2.3.6).
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
  }

  /// What it signs by.
  public let algorithm: Algorithm
  /// Its certificate in PEM.
  public let certificate: String
  let key: String

  /// Takes a key and its certificate in PEM; of several certificates the first is meant.
  public init(key: String, certificate: String) throws(SignatureError) {
    guard SecurityLibrary.isReady else { throw .libraryUnavailable }
    guard let pair = Self.loaded(key, { PEM_read_bio_PrivateKey($0, nil, nil, $1) }) else { throw .unusableKey }
    defer { EVP_PKEY_free(pair) }
    guard let signed = Self.loaded(certificate, { PEM_read_bio_X509($0, nil, nil, $1) }) else {
      throw .unusableCertificate
    }
    defer { X509_free(signed) }
    guard X509_check_private_key(signed, pair) == 1 else { throw .otherCertificate }
    switch EVP_PKEY_get_base_id(pair) {
    case NID_rsaEncryption: algorithm = .rsaSHA256
    case NID_X9_62_id_ecPublicKey: algorithm = .ecdsaSHA256
    default: throw .unusableKey
    }
    self.key = key
    self.certificate = certificate
  }

  /// A new key of the same kind as another's, with a certificate by itself that carries the name of an issuer: what a
  /// forger has.
  public static func generated(name: String, _ algorithm: Algorithm) throws(SignatureError) -> SigningIdentity {
    guard SecurityLibrary.isReady else { throw .libraryUnavailable }
    let kind = algorithm == .rsaSHA256 ? NID_rsaEncryption : NID_X9_62_id_ecPublicKey
    guard let context = EVP_PKEY_CTX_new_id(kind, nil), EVP_PKEY_keygen_init(context) == 1 else { throw .unusableKey }
    defer { EVP_PKEY_CTX_free(context) }
    let isSet =
      algorithm == .rsaSHA256
      ? EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2_048)
      : EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1)
    var made: OpaquePointer?
    guard isSet == 1, EVP_PKEY_generate(context, &made) == 1, let pair = made else { throw .unusableKey }
    defer { EVP_PKEY_free(pair) }
    guard let certificate = X509_new() else { throw .unusableCertificate }
    defer { X509_free(certificate) }
    let name = Array(name.utf8.prefix(64))
    let subject = X509_get_subject_name(certificate)
    // Version 3 is written as 2 (RFC 5280 §4.1.2.1); 0x1000 says that the name is UTF-8.
    guard X509_set_version(certificate, 2) == 1,
      ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...Int(Int32.max))) == 1,
      X509_gmtime_adj(X509_getm_notBefore(certificate), -3_600) != nil,
      X509_gmtime_adj(X509_getm_notAfter(certificate), 86_400) != nil,
      X509_NAME_add_entry_by_txt(subject, "CN", 0x1000, name, Int32(name.count), -1, 0) == 1,
      X509_set_issuer_name(certificate, subject) == 1, X509_set_pubkey(certificate, pair) == 1,
      X509_sign(certificate, pair, EVP_sha256()) > 0,
      let keyText = written({ PEM_write_bio_PrivateKey($0, pair, nil, nil, 0, nil, nil) }),
      let certificateText = written({ PEM_write_bio_X509($0, certificate) })
    else { throw .unusableCertificate }
    return try SigningIdentity(key: keyText, certificate: certificateText)
  }

  /// Reads PEM. The empty passphrase keeps the library from asking for one at the terminal.
  private static func loaded<T>(_ pem: String, _ read: (OpaquePointer, UnsafeMutableRawPointer?) -> T?) -> T? {
    let bytes = Array(pem.utf8)
    guard bytes.count <= 1 << 20 else { return nil }
    // What is made reads where the bytes lie, and keeps no copy: they must stay until it is read.
    return bytes.withUnsafeBytes { bytes in
      guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
      defer { BIO_free(source) }
      var passphrase: [CChar] = [0]
      return passphrase.withUnsafeMutableBytes { read(source, $0.baseAddress) }
    }
  }

  private static func written(_ write: (OpaquePointer) -> Int32) -> String? {
    guard let sink = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(sink) }
    guard write(sink) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = BIO_read(sink, &bytes, Int32(bytes.count))
    return count > 0 ? String(decoding: bytes.prefix(Int(count)), as: UTF8.self) : nil
  }
}

extension SigningIdentity: CustomStringConvertible, CustomReflectable {
  /// What it signs by.
  public var description: String { "\(algorithm)" }
  /// Nothing: a dump would walk the fields otherwise.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
