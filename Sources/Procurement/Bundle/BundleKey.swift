import Crypto
import CryptoExtras
import Evidence
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Who signed: an Ed25519 public key (RFC 8032), known by its fingerprint.
public struct BundleIdentity: Sendable {
  /// The key.
  let key: Curve25519.Signing.PublicKey

  /// `SHA256:` and the SHA-256 of the SubjectPublicKeyInfo (RFC 8410) in hex.
  public var fingerprint: String { Self.prefix + SHA256.hash(data: key.derRepresentation).hexadecimal }
  /// The SubjectPublicKeyInfo in PEM, as OpenSSL reads it.
  public var pem: String { key.pemRepresentation + "\n" }

  /// How a fingerprint begins.
  static let prefix = "SHA256:"

  /// Reads a public key in PEM.
  ///
  /// - Throws: `BundleKeyError.malformed`.
  init(pem: String, from place: String) throws(BundleKeyError) {
    do { key = try Curve25519.Signing.PublicKey(pemRepresentation: pem) } catch {
      throw .malformed(place: place, what: "a public key for Ed25519 in PEM")
    }
  }

  init(_ key: Curve25519.Signing.PublicKey) { self.key = key }
}

/// A key pair that signs bundles.
public struct BundleKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// The public half.
  public var identity: BundleIdentity { BundleIdentity(key.publicKey) }

  /// Draws a key pair.
  public init() { key = Curve25519.Signing.PrivateKey() }

  /// Bytes of a key file; a key in PEM has far fewer.
  private static let limit = 16_384

  /// Reads a private key file; refuses one that others can read, since nobody knows who signs with it.
  ///
  /// - Throws: `BundleKeyError`.
  public init(file: String) throws(BundleKeyError) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason =
        errno == ENOENT ? "there is no such file; `assay key \(file)` makes one" : String(cString: strerror(errno))
      throw .unreadable(file: file, reason: reason)
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // The opened file is looked at, not its name: that may stand for another by then.
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(file: file, reason: "it is not a file")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .exposed(file: file, mode: String(status.st_mode & 0o777, radix: 8))
    }
    guard let data = try? handle.read(upToCount: Self.limit) else {
      throw .unreadable(file: file, reason: "it is empty")
    }
    do { key = try Curve25519.Signing.PrivateKey(pemRepresentation: String(decoding: data, as: UTF8.self)) } catch {
      throw .malformed(place: file, what: "a private key for Ed25519 in PEM (PKCS #8)")
    }
  }

  /// Writes the pair: the private key for its owner alone, the public key beside it as `FILE.pub`. Neither file may be there.
  ///
  /// - Returns: Path of the public key.
  /// - Throws: `BundleKeyError`.
  public func write(to file: String) throws(BundleKeyError) -> String {
    let open = file + ".pub"
    try Self.create(file, mode: 0o600, text: key.pemRepresentation + "\n")
    try Self.create(open, mode: 0o644, text: identity.pem)
    return open
  }

  private static func create(_ file: String, mode: mode_t, text: String) throws(BundleKeyError) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw errno == EEXIST
        ? .occupied(file: file) : .unwritable(file: file, reason: String(cString: strerror(errno)))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do { try handle.write(contentsOf: Data(text.utf8)) } catch {
      throw .unwritable(file: file, reason: error.systemReason)
    }
  }

  /// Signs bytes.
  func sign(_ bytes: Data) throws -> Data { try key.signature(for: bytes) }
}

/// The key that a buyer expects: a public key file, or a fingerprint told by another way.
public struct PinnedKey: Sendable {
  /// Its fingerprint.
  public let fingerprint: String

  /// Reads a fingerprint, or the file of a public key.
  ///
  /// - Throws: `BundleKeyError`.
  public init(_ text: String) throws(BundleKeyError) {
    if text.hasPrefix(BundleIdentity.prefix) {
      let digits = text.dropFirst(BundleIdentity.prefix.count).lowercased()
      guard digits.count == 64, digits.allSatisfy(\.isHexDigit) else {
        throw .malformed(place: text, what: "a fingerprint: SHA256: and 64 hex digits")
      }
      fingerprint = BundleIdentity.prefix + digits
      return
    }
    guard let pem = try? String(contentsOfFile: text, encoding: .utf8) else {
      throw .unreadable(file: text, reason: "it is no file that can be read, and no fingerprint (SHA256:…)")
    }
    fingerprint = try BundleIdentity(pem: pem, from: text).fingerprint
  }
}

/// Why a key cannot be used. Tells nothing of a private key.
public enum BundleKeyError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(file: String, reason: String)
  case unwritable(file: String, reason: String)
  case occupied(file: String)
  case exposed(file: String, mode: String)
  case malformed(place: String, what: String)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .unwritable(let file, let reason): "\(file): cannot be written: \(reason)"
    case .occupied(let file): "\(file): is there already, and a key is never overwritten. Name another file."
    case .exposed(let file, let mode):
      """
      \(file): can be read by others than its owner (mode \(mode)), so a signature with it proves nothing. Make a new key \
      with `assay key`; or, where nobody else has seen it, `chmod 600 \(file)`.
      """
    case .malformed(let place, let what): "\(place): is not \(what)"
    }
  }
}

extension Sequence<UInt8> {
  /// In lower-case hex.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
