import Foundation
import JWTKit

/// A private key by which a client shows who it is, for the algorithms that SMART asks servers to know.
public struct SigningKey: Hashable, Sendable {
  /// A signature algorithm (RFC 7518 §3.1).
  public enum Algorithm: String, CaseIterable, Hashable, Sendable {
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    case rs384 = "RS384"
    /// ECDSA with P-384 and SHA-384.
    case es384 = "ES384"
  }

  /// Why a text is no key.
  public struct Unusable: Error {
    /// What is wrong, without anything of the key.
    public let message: String
  }

  /// What it signs by.
  public let algorithm: Algorithm
  /// The name by which the server knows its public half (`kid`, RFC 7515 §4.1.4).
  public let keyID: String
  private let pem: Secret

  /// Takes a key in PEM, as PKCS#8, PKCS#1 or SEC 1 write it.
  public init(pem: Secret, algorithm: Algorithm, keyID: String) throws(Unusable) {
    self.pem = pem
    self.algorithm = algorithm
    self.keyID = keyID
    do {
      switch algorithm {
      case .rs384: _ = try Insecure.RSA.PrivateKey(pem: pem.value)
      case .es384: _ = try ES384PrivateKey(pem: pem.value)
      }
    } catch {
      throw Unusable(
        message: algorithm == .rs384
          ? "it is no RSA private key in PEM of 2048 bits or more, as RS384 needs"
          : "it is no private key of the curve P-384 in PEM, as ES384 needs")
    }
  }

  /// Another key of the same algorithm, which nobody knows.
  func other() throws(WebFailure) -> SigningKey {
    do {
      let pem =
        switch algorithm {
        case .rs384: try RandomKey.rsa().pemRepresentation
        case .es384: ES384PrivateKey().pemRepresentation
        }
      return try SigningKey(pem: Secret(pem), algorithm: algorithm, keyID: keyID)
    } catch {
      throw .misuse("no other key could be made")
    }
  }

  /// The signature of bytes.
  func signature(of bytes: [UInt8]) async throws(WebFailure) -> [UInt8] {
    do {
      let keys = JWTKeyCollection()
      switch algorithm {
      case .rs384: await keys.add(rsa: try Insecure.RSA.PrivateKey(pem: pem.value), digestAlgorithm: .sha384)
      case .es384: await keys.add(ecdsa: try ES384PrivateKey(pem: pem.value))
      }
      return try await keys.getKey().sign(bytes)
    } catch {
      throw .misuse("the key \(keyID) can't sign")
    }
  }
}
