import Foundation
import XMLSecurity
import XMLTree

/// What is wrong with an assertion on purpose, so that its refusal can be seen.
public enum AssertionBend: String, CaseIterable, Hashable, Sendable {
  /// There is none.
  case missing
  /// It has no signature.
  case unsigned
  /// Its time is over, for an hour.
  case expired
  /// Its time comes in an hour.
  case notYetValid = "not-yet-valid"
  /// It is meant for another service.
  case wrongAudience = "wrong-audience"
  /// The user was changed after it was signed.
  case altered
  /// It is signed by a key that nobody trusts, under a certificate with the issuer's name.
  case foreignKey = "foreign-key"
  /// An assertion without a signature stands before the good one.
  case wrappedBefore = "wrapped-before"
  /// An assertion without a signature holds the good one as its advice (SAML 2.0 Core §2.6.1).
  case wrappedInside = "wrapped-inside"
  /// A changed assertion holds the good signature, and the assertion that the signature is of stands in another header
  /// block.
  case wrappedElsewhere = "wrapped-elsewhere"
  /// As `wrapped-elsewhere`, and both have the same identifier.
  case wrappedSameID = "wrapped-same-id"

  /// Those in which a good signature covers another element than the one that is to be believed.
  public static let wrappings: [AssertionBend] = [.wrappedBefore, .wrappedInside, .wrappedElsewhere, .wrappedSameID]
}

extension UserAssertion {
  /// Header blocks that carry the assertion (WS-Security SAML Token Profile 1.1 §3.3), right or bent.
  ///
  /// - Parameter bend: What is wrong; nothing where nil.
  public func headers(
    signedBy identity: SigningIdentity, bend: AssertionBend? = nil
  ) throws(SignatureError) -> [MarkupElement] {
    var other = self
    let hour: TimeInterval = 3_600
    switch bend {
    case nil: return [Self.security([try signed(by: identity)])]
    case .missing: return []
    case .unsigned: return [Self.security([written])]
    case .expired:
      other.move(by: -2 * hour)
      return [Self.security([try other.signed(by: identity)])]
    case .notYetValid:
      other.move(by: hour)
      // It was made now, and says of itself that it holds later.
      other.issued = issued
      return [Self.security([try other.signed(by: identity)])]
    case .wrongAudience:
      other.audience = "https://assay.invalid/audience"
      return [Self.security([try other.signed(by: identity)])]
    case .foreignKey:
      let foreign = try SigningIdentity.generated(name: issuer, identity.algorithm)
      return [Self.security([try signed(by: foreign)])]
    case .altered:
      let signature = try signature(by: identity)
      other.subject = forgedSubject
      return [Self.security([other.written(holding: signature)])]
    case .wrappedBefore:
      let forged = forged(id: Self.newID())
      return [Self.security([forged.written, try signed(by: identity)])]
    case .wrappedInside:
      var advice = MarkupElement("saml2:Advice")
      advice.content = [.written(try signed(by: identity))]
      var element = forged(id: Self.newID()).element
      // After issuer, subject and conditions.
      element.content.insert(.element(advice), at: min(3, element.content.count))
      return [Self.security([Self.withoutDeclaration(element.document)])]
    case .wrappedElsewhere, .wrappedSameID:
      // An enveloped signature is left out of what it covers: the assertion is the same without it.
      let forged = forged(id: bend == .wrappedSameID ? id : Self.newID())
      var block = MarkupElement("assay:Original", [.init("xmlns:assay", "urn:assay:wrapping")])
      block.content = [.written(written)]
      return [Self.security([forged.written(holding: try signature(by: identity))]), block]
    }
  }

  private var forgedSubject: String { "\(subject)-forged" }

  private func forged(id: String) -> UserAssertion {
    var forged = self
    forged.id = id
    forged.subject = forgedSubject
    return forged
  }

  private mutating func move(by seconds: TimeInterval) {
    issued += seconds
    notBefore += seconds
    notOnOrAfter += seconds
  }

  /// The assertion without a signature, and without a declaration before it.
  private var written: [UInt8] { Self.withoutDeclaration(element.document) }

  /// The assertion with a signature that is made already.
  private func written(holding signature: [UInt8]) -> [UInt8] {
    var element = element
    element.content.insert(.written(signature), at: min(1, element.content.count))
    return Self.withoutDeclaration(element.document)
  }

  private static func withoutDeclaration(_ document: [UInt8]) -> [UInt8] {
    Array(document.drop { $0 != 0x0A }.dropFirst())
  }

  private static let signatureStart = Array("<ds:Signature ".utf8)
  private static let signatureEnd = Array("</ds:Signature>".utf8)

  /// The signature of the assertion alone. It stands in what this program wrote itself, once.
  private func signature(by identity: SigningIdentity) throws(SignatureError) -> [UInt8] {
    let signed = try signed(by: identity)
    guard let start = signed.firstRange(of: Self.signatureStart), let end = signed.firstRange(of: Self.signatureEnd),
      start.lowerBound < end.upperBound
    else { throw .notSigned }
    return Array(signed[start.lowerBound..<end.upperBound])
  }

  private static func security(_ assertions: [[UInt8]]) -> MarkupElement {
    var element = MarkupElement(
      "wsse:Security",
      [.init("xmlns:wsse", AssertionNamespace.security), .init("soap:mustUnderstand", "1")])
    element.content = assertions.map { .written($0) }
    return element
  }
}
