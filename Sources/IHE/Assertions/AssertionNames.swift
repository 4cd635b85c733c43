/// Namespaces of assertions and of the header that carries them.
enum AssertionNamespace {
  /// SAML 2.0 assertions.
  static let saml = "urn:oasis:names:tc:SAML:2.0:assertion"
  /// WS-Security 1.0.
  static let security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
  /// XML signatures.
  static let signature = "http://www.w3.org/2000/09/xmldsig#"
  /// Coded values of HL7 V3.
  static let hl7 = "urn:hl7-org:v3"
  /// Types of XML Schema in instances.
  static let instance = "http://www.w3.org/2001/XMLSchema-instance"
}

/// Names of the attributes of a user assertion (ITI TF-2 §3.40.4.1.2).
public enum AssertionAttribute: String, CaseIterable, Hashable, Sendable {
  /// The user's name in plain text.
  case subjectID = "urn:oasis:names:tc:xspa:1.0:subject:subject-id"
  /// The user's organisation in plain text.
  case organization = "urn:oasis:names:tc:xspa:1.0:subject:organization"
  /// The user's organisation as URI.
  case organizationID = "urn:oasis:names:tc:xspa:1.0:subject:organization-id"
  /// The community from which the request comes.
  case homeCommunityID = "urn:ihe:iti:xca:2010:homeCommunityId"
  /// The user's role, coded.
  case role = "urn:oasis:names:tc:xacml:2.0:subject:role"
  /// What the data are asked for, coded.
  case purposeOfUse = "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"
  /// The patient whose data are asked for, as CX.
  case resourceID = "urn:oasis:names:tc:xacml:2.0:resource:resource-id"
}

/// How the receiver of an assertion is sure that the sender may use it (SAML 2.0 Profiles §3).
public enum SubjectConfirmation: Hashable, Sendable {
  /// Whoever has it may use it.
  case bearer
  /// Whoever has the key of this certificate, in Base64.
  case holderOfKey(certificate: String)

  var method: String {
    switch self {
    case .bearer: "urn:oasis:names:tc:SAML:2.0:cm:bearer"
    case .holderOfKey: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
    }
  }
}

/// A coded value of an assertion: CE of HL7 V3.
public struct AssertionCode: Hashable, Sendable {
  /// The code.
  public var code: String
  /// Its coding scheme, an OID.
  public var scheme: String
  /// Name for people.
  public var display: String?

  /// Makes a code.
  public init(_ code: String, scheme: String, display: String? = nil) {
    self.code = code
    self.scheme = scheme
    self.display = display
  }

  /// Reads `code^display^scheme`; nil where code or scheme is missing.
  public init?(_ text: String) {
    let parts = text.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, !parts[0].isEmpty, !parts[2].isEmpty else { return nil }
    self.init(parts[0], scheme: parts[2], display: parts[1].isEmpty ? nil : parts[1])
  }
}
