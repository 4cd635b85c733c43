import Foundation
import IHE
import XMLSecurity
import XMLTree

/// Says for a system that asks others who its user is: an assertion in each message (ITI TF-2 §3.40).
struct UserAsserter: Sendable {
  private let identity: SigningIdentity
  private let audience: String

  /// Takes key and certificate of the run's issuer; nil where they can't be used.
  ///
  /// - Parameter audience: For whom assertions are meant.
  init?(_ credentials: SimulatedCredentials, audience: String) {
    guard let key = credentials.text(.issuerKey),
      let identity = try? SigningIdentity(key: key, certificate: credentials.issuerCertificate)
    else { return nil }
    self.identity = identity
    self.audience = audience
  }

  /// Header blocks with an assertion about a reader who treats a patient.
  ///
  /// - Parameter bend: What is wrong with it; nothing where nil.
  func headers(_ bend: AssertionBend?) throws(SignatureError) -> [MarkupElement] {
    let reader = UserAssertion(
      issuer: "urn:simulated:issuer", subject: "reader", now: Date(), audience: audience,
      texts: [.subjectID: "Simulated Reader", .organization: "Simulated network"],
      roles: [AssertionCode("66862007", scheme: "2.16.840.1.113883.6.96", display: "Radiologist")],
      purposeOfUse: AssertionCode("TREAT", scheme: "2.16.840.1.113883.5.8", display: "Treatment"))
    return try reader.headers(signedBy: identity, bend: bend)
  }
}
