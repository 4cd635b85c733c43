import Foundation
import IHE
import Inventory
import XMLSecurity

/// Judges the assertions that come to one listener, by what the network file has for it.
struct AssertionJudge: Sendable {
  private let certificates: [String]
  private let audience: String

  /// Why a listener can judge nothing.
  struct Problem: Error {
    var message: String
  }

  /// Bytes of a file of certificates.
  private static let limit = 1 << 20
  private static let end = "-----END CERTIFICATE-----"

  /// Reads the certificates of the issuers.
  init(_ trust: AssertionTrust, networkFolder: String) throws(Problem) {
    let path = trust.certificates.hasPrefix("/") ? trust.certificates : "\(networkFolder)/\(trust.certificates)"
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)), bytes.count <= Self.limit,
      let text = String(data: bytes, encoding: .utf8)
    else { throw Problem(message: "the certificates of issuers in \(path) can't be read") }
    certificates = text.split(separator: Self.end).filter { $0.contains("-----BEGIN CERTIFICATE-----") }.map {
      "\($0)\(Self.end)\n"
    }
    guard !certificates.isEmpty, certificates.allSatisfy(SignatureVerification.isUsable) else {
      throw Problem(message: "\(path) holds something else than certificates in PEM")
    }
    audience = trust.audience
  }

  /// What a message asserts of who sends it, now.
  func judge(_ message: SOAPMessage) -> ReceivedAssertion? {
    guard let document = message.document else { return nil }
    return try? ReceivedAssertion(message: document, trusting: certificates, audience: audience, now: Date())
  }
}
