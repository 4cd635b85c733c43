import CryptoExtras
import Foundation
import JWTKit

/// Signs by keys made for the occasion, which no server knows.
enum RandomKey {
  /// A new RSA key of 2048 bits.
  static func rsa() throws -> JWTKit.Insecure.RSA.PrivateKey {
    try JWTKit.Insecure.RSA.PrivateKey(backing: try _RSA.Signing.PrivateKey(keySize: .bits2048))
  }

  /// The signature of bytes by an algorithm of RFC 7518 §3.1 or RFC 8037; nil for one that is not known.
  static func signature(of bytes: [UInt8], by algorithm: String) async throws(WebFailure) -> [UInt8]? {
    let digest: DigestAlgorithm
    switch algorithm.suffix(3) {
    case "384": digest = .sha384
    case "512": digest = .sha512
    default: digest = .sha256
    }
    do {
      let keys = JWTKeyCollection()
      switch algorithm {
      case "RS256", "RS384", "RS512": await keys.add(rsa: try rsa(), digestAlgorithm: digest)
      case "PS256", "PS384", "PS512": await keys.add(pss: try rsa(), digestAlgorithm: digest)
      case "HS256", "HS384", "HS512": await keys.add(hmac: HMACKey(from: Self.bytes(64)), digestAlgorithm: digest)
      case "ES256": await keys.add(ecdsa: ES256PrivateKey())
      case "ES384": await keys.add(ecdsa: ES384PrivateKey())
      case "ES512": await keys.add(ecdsa: ES512PrivateKey())
      case "EdDSA": await keys.add(eddsa: try EdDSA.PrivateKey())
      default: return nil
      }
      return try await keys.getKey().sign(bytes)
    } catch {
      throw .misuse("no other key could be made")
    }
  }

  /// So many random bytes.
  static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// A text that nobody can guess, of 128 bits.
  static func text() -> String { Base64URL.encoded(bytes(16)) }
}
