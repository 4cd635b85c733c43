import Foundation
import XMLSecurity
import XMLTree

/// A SAML 2.0 assertion about the user who asks (XUA, ITI TF-2 §3.40.4.1.2).
public struct UserAssertion: Hashable, Sendable {
  /// Its identifier, an NCName.
  public var id: String
  /// Who asserts.
  public var issuer: String
  /// The user at the issuer (NameID).
  public var subject: String
  /// How the receiver is sure that the sender may use it.
  public var confirmation: SubjectConfirmation
  /// When it was made.
  public var issued: Date
  /// From when on it is valid.
  public var notBefore: Date
  /// Until when it is valid, exclusive.
  public var notOnOrAfter: Date
  /// For whom it is meant; for everybody where nil.
  public var audience: String?
  /// How the user showed to the issuer who they are.
  public var authentication: String
  /// Attributes in plain text.
  public var texts: [AssertionAttribute: String]
  /// Roles of the user.
  public var roles: [AssertionCode]
  /// What the data are asked for.
  public var purposeOfUse: AssertionCode?

  /// The user showed a password over a protected connection (SAML 2.0 Authentication Context §3.4.9).
  public static let protectedPassword = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"

  /// Makes an assertion that was issued a minute before now and is valid from then on, since clocks differ.
  ///
  /// - Parameter lifetime: For how long from now, in seconds.
  public init(
    issuer: String, subject: String, confirmation: SubjectConfirmation = .bearer, now: Date,
    lifetime: TimeInterval = 300, audience: String?, texts: [AssertionAttribute: String] = [:],
    roles: [AssertionCode] = [], purposeOfUse: AssertionCode? = nil
  ) {
    id = Self.newID()
    self.issuer = issuer
    self.subject = subject
    self.confirmation = confirmation
    // Its time begins when it is issued (ITI TF-2 §3.40.4.1.2).
    issued = now.addingTimeInterval(-60)
    notBefore = issued
    notOnOrAfter = now.addingTimeInterval(lifetime)
    self.audience = audience
    authentication = Self.protectedPassword
    self.texts = texts
    self.roles = roles
    self.purposeOfUse = purposeOfUse
  }

  /// An identifier that no other assertion has.
  static func newID() -> String { "_\(UUID().uuidString.lowercased())" }

  /// The assertion without a signature.
  public var element: MarkupElement {
    var content = [
      MarkupElement("saml2:Issuer", text: issuer), subjectElement, conditions,
      MarkupElement(
        "saml2:AuthnStatement", [.init("AuthnInstant", Self.text(issued))],
        [MarkupElement("saml2:AuthnContext", [], [MarkupElement("saml2:AuthnContextClassRef", text: authentication)])]),
    ]
    let attributes = attributeElements
    if !attributes.isEmpty { content.append(MarkupElement("saml2:AttributeStatement", [], attributes)) }
    return MarkupElement(
      "saml2:Assertion",
      [
        .init("xmlns:saml2", AssertionNamespace.saml), .init("xmlns:xsi", AssertionNamespace.instance),
        .init("ID", id), .init("IssueInstant", Self.text(issued)), .init("Version", "2.0"),
      ], content)
  }

  private var subjectElement: MarkupElement {
    var data = MarkupElement("saml2:SubjectConfirmationData", [.init("NotOnOrAfter", Self.text(notOnOrAfter))])
    if case .holderOfKey(let certificate) = confirmation {
      data.attributes.append(.init("xsi:type", "saml2:KeyInfoConfirmationDataType"))
      data.content = [
        .element(
          MarkupElement(
            "ds:KeyInfo", [.init("xmlns:ds", AssertionNamespace.signature)],
            [MarkupElement("ds:X509Data", [], [MarkupElement("ds:X509Certificate", text: certificate)])]))
      ]
    }
    return MarkupElement(
      "saml2:Subject", [],
      [
        MarkupElement("saml2:NameID", text: subject),
        MarkupElement("saml2:SubjectConfirmation", [.init("Method", confirmation.method)], [data]),
      ])
  }

  private var conditions: MarkupElement {
    let restriction = audience.map {
      [MarkupElement("saml2:AudienceRestriction", [], [MarkupElement("saml2:Audience", text: $0)])]
    }
    return MarkupElement(
      "saml2:Conditions",
      [.init("NotBefore", Self.text(notBefore)), .init("NotOnOrAfter", Self.text(notOnOrAfter))], restriction ?? [])
  }

  private var attributeElements: [MarkupElement] {
    func attribute(_ name: AssertionAttribute, _ values: [MarkupElement]) -> MarkupElement {
      MarkupElement(
        "saml2:Attribute",
        [.init("Name", name.rawValue), .init("NameFormat", "urn:oasis:names:tc:SAML:2.0:attrname-format:uri")], values)
    }
    func coded(_ name: String, _ code: AssertionCode) -> MarkupElement {
      var attributes: [MarkupElement.Attribute] = [
        .init("xmlns", AssertionNamespace.hl7), .init("xsi:type", "CE"), .init("code", code.code),
        .init("codeSystem", code.scheme),
      ]
      if let display = code.display { attributes.append(.init("displayName", display)) }
      return MarkupElement("saml2:AttributeValue", [], [MarkupElement(name, attributes)])
    }
    var elements: [MarkupElement] = []
    for name in AssertionAttribute.allCases {
      switch name {
      case .role: if !roles.isEmpty { elements.append(attribute(name, roles.map { coded("Role", $0) })) }
      case .purposeOfUse:
        if let purposeOfUse { elements.append(attribute(name, [coded("PurposeOfUse", purposeOfUse)])) }
      default:
        if let text = texts[name] {
          elements.append(attribute(name, [MarkupElement("saml2:AttributeValue", text: text)]))
        }
      }
    }
    return elements
  }

  /// A moment as assertions have it, in UTC.
  static func text(_ moment: Date) -> String { moment.formatted(.iso8601) }

  /// The assertion with its signature after the issuer (SAML 2.0 Core §5.4).
  public func signed(by identity: SigningIdentity) throws(SignatureError) -> [UInt8] {
    try EnvelopedSignature.sign(element.document, elementWithID: id, after: "Issuer", by: identity)
  }
}
