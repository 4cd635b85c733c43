import Foundation
import XMLSecurity
import XMLTree

/// The assertion of a SOAP message that was received, and whether it can be believed (ITI TF-2 §3.40.4.1.3).
public struct ReceivedAssertion: Hashable, Sendable {
  /// Who asserts.
  public let issuer: String?
  /// The user at the issuer.
  public let subject: String?
  /// Method of the subject's confirmation.
  public let confirmation: String?
  /// How the user proved who it is: the class of the authentication, or the reference of its declaration; nil where no statement
  /// about authentication has one.
  public let authentication: String?
  /// The begin of its validity as it stands.
  public let begin: String?
  /// Attributes in plain text, those that the profile knows.
  public let texts: [AssertionAttribute: String]
  /// Roles.
  public let roles: [AssertionCode]
  /// What the data are asked for.
  public let purposeOfUse: AssertionCode?
  /// Why it can't be believed, in order; empty for one that can.
  public let faults: [Fault]

  /// Why an assertion can't be believed.
  public enum Fault: Hashable, Sendable {
    /// The message has none.
    case missing
    /// The message has several; which of them is meant can't be told.
    case several
    /// It holds no signature.
    case unsigned
    /// Its signature is of no trusted signer over it as it stands.
    case badSignature(FoundSignature.Fault)
    /// A signature covers another element than the assertion.
    case wrapped
    /// It has no time of validity, or one that can't be read.
    case noTime
    /// Its time is over.
    case expired
    /// Its time has not come.
    case notYetValid
    /// It is meant for others, or does not say for whom.
    case wrongAudience
    /// The message can't be read.
    case unreadable(SignatureError)

    /// The fault in a word.
    public var word: Word {
      switch self {
      case .missing: .missing
      case .several: .several
      case .unsigned: .unsigned
      case .badSignature: .badSignature
      case .wrapped: .wrapped
      case .noTime: .noTime
      case .expired: .expired
      case .notYetValid: .notYetValid
      case .wrongAudience: .wrongAudience
      case .unreadable: .unreadable
      }
    }
  }

  /// The fault in a word, of which the same is said in `explain`.
  public enum Word: String, CaseIterable, Hashable, Sendable {
    case missing, several, unsigned
    case badSignature = "bad-signature"
    case wrapped
    case noTime = "no-time"
    case expired
    case notYetValid = "not-yet-valid"
    case wrongAudience = "wrong-audience"
    case unreadable
  }

  /// How far clocks may differ, in seconds.
  public static let tolerance: TimeInterval = 60

  /// Reads the assertion of a message.
  ///
  /// - Parameters:
  ///   - message: The whole SOAP message.
  ///   - certificates: Certificates of the issuers that are trusted, in PEM.
  ///   - audience: Who receives; nil to take any.
  public init(
    message: [UInt8], trusting certificates: [String], audience: String?, now: Date
  ) throws(EnvelopeError) {
    let envelope = try ReceivedEnvelope(message)
    let tree = envelope.tree
    let assertions = tree.nodes.indices.filter {
      tree.name(of: $0) == "Assertion" && tree.nodes[$0].namespace == AssertionNamespace.saml
    }
    guard let assertion = Self.headerAssertion(envelope) ?? assertions.first else {
      (issuer, subject, confirmation, authentication, begin) = (nil, nil, nil, nil, nil)
      (texts, roles, purposeOfUse) = ([:], [], nil)
      faults = [.missing]
      return
    }
    func text(_ path: String...) -> String? { Self.place(path, of: assertion, in: tree).map(tree.trimmedText) }
    issuer = text("Issuer")
    subject = text("Subject", "NameID")
    confirmation = Self.place(["Subject", "SubjectConfirmation"], of: assertion, in: tree).flatMap {
      tree.attribute("Method", of: $0)
    }
    let context = Self.place(["AuthnStatement", "AuthnContext"], of: assertion, in: tree)
    authentication = ["AuthnContextClassRef", "AuthnContextDeclRef"].lazy.compactMap { name in
      context.flatMap { tree.child(name, in: AssertionNamespace.saml, of: $0) }.map(tree.trimmedText)
    }.first { !$0.isEmpty }
    begin = Self.place(["Conditions"], of: assertion, in: tree).flatMap { tree.attribute("NotBefore", of: $0) }
    let statement = AttributeStatement(tree, assertion)
    (texts, roles, purposeOfUse) = (statement.texts, statement.roles, statement.purposeOfUse)
    var faults: [Fault] = assertions.count > 1 ? [.several] : []
    faults += Self.signatureFaults(message, certificates, id: tree.attribute("ID", of: assertion))
    faults += Self.conditionFaults(tree, assertion, audience: audience, now: now)
    self.faults = faults
  }

  /// The first assertion of the security header.
  private static func headerAssertion(_ envelope: ReceivedEnvelope) -> Int? {
    let tree = envelope.tree
    let root = tree.roots.first { tree.name(of: $0) == "Envelope" }
    return root.flatMap { tree.child("Header", of: $0) }
      .flatMap { tree.child("Security", in: AssertionNamespace.security, of: $0) }
      .flatMap { tree.child("Assertion", in: AssertionNamespace.saml, of: $0) }
  }

  private static func place(_ path: [String], of assertion: Int, in tree: MarkupTree) -> Int? {
    path.reduce(Optional(assertion)) { place, name in
      place.flatMap { tree.child(name, in: AssertionNamespace.saml, of: $0) }
    }
  }

  private static func signatureFaults(_ message: [UInt8], _ certificates: [String], id: String?) -> [Fault] {
    do throws(SignatureError) {
      let signatures = try SignatureVerification.signatures(in: message, trusting: certificates)
      // A signature of the sender over other parts of the message is none of the assertion's business.
      let own = signatures.filter { $0.place?.name == "Assertion" && $0.place?.namespace == AssertionNamespace.saml }
      guard !own.isEmpty else { return [.unsigned] }
      if own.contains(where: { $0.covers != nil && $0.covers != $0.place }) { return [.wrapped] }
      if let fault = own.compactMap(\.fault).first { return [.badSignature(fault)] }
      return own.contains { $0.isGoodForItsPlace && $0.place?.id == id && $0.place?.id != nil } ? [] : [.wrapped]
    } catch {
      return [.unreadable(error)]
    }
  }

  private static func conditionFaults(
    _ tree: MarkupTree, _ assertion: Int, audience: String?, now: Date
  ) -> [Fault] {
    let conditions = tree.child("Conditions", in: AssertionNamespace.saml, of: assertion)
    func text(_ name: String) -> String? { conditions.flatMap { tree.attribute(name, of: $0) } }
    let (beginText, endText) = (text("NotBefore"), text("NotOnOrAfter"))
    let (begin, end) = (beginText.flatMap(Self.moment), endText.flatMap(Self.moment))
    var faults: [Fault] = []
    // The profile asks for a begin, and leaves it to the issuer whether there is an end (ITI TF-2 §3.40.4.1.2).
    let isUnreadable = beginText != nil && begin == nil || endText != nil && end == nil
    if isUnreadable || beginText == nil && endText == nil { faults.append(.noTime) }
    if let end, now >= end.addingTimeInterval(tolerance) { faults.append(.expired) }
    if let begin, now < begin.addingTimeInterval(-tolerance) { faults.append(.notYetValid) }
    let restrictions =
      conditions.map { tree.elements("AudienceRestriction", in: AssertionNamespace.saml, of: $0) } ?? []
    // All restrictions must hold, of each any audience (SAML 2.0 Core §2.5.1.4); there is one (ITI TF-2 §3.40.4.1.2).
    let isMeant =
      audience == nil
      || !restrictions.isEmpty
        && restrictions.allSatisfy { restriction in
          tree.elements("Audience", in: AssertionNamespace.saml, of: restriction)
            .contains { tree.trimmedText(of: $0) == audience }
        }
    if !isMeant { faults.append(.wrongAudience) }
    return faults
  }

  /// A moment with or without parts of a second.
  private static func moment(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}

/// The attributes of an assertion that the profile knows.
private struct AttributeStatement {
  var texts: [AssertionAttribute: String] = [:]
  var roles: [AssertionCode] = []
  var purposeOfUse: AssertionCode?

  init(_ tree: MarkupTree, _ assertion: Int) {
    for statement in tree.elements("AttributeStatement", in: AssertionNamespace.saml, of: assertion) {
      for attribute in tree.elements("Attribute", in: AssertionNamespace.saml, of: statement) {
        guard let name = tree.attribute("Name", of: attribute).flatMap(AssertionAttribute.init) else { continue }
        let values = tree.elements("AttributeValue", in: AssertionNamespace.saml, of: attribute)
        switch name {
        case .role: roles += values.compactMap { Self.code(tree, $0) }
        case .purposeOfUse: purposeOfUse = purposeOfUse ?? values.lazy.compactMap { Self.code(tree, $0) }.first
        default: texts[name] = texts[name] ?? values.first.map(tree.trimmedText)
        }
      }
    }
  }

  private static func code(_ tree: MarkupTree, _ value: Int) -> AssertionCode? {
    tree.children(of: value).first { tree.name(of: $0) != nil }.flatMap { element in
      tree.attribute("code", of: element).map {
        AssertionCode(
          $0, scheme: tree.attribute("codeSystem", of: element) ?? "",
          display: tree.attribute("displayName", of: element)
        )
      }
    }
  }
}
