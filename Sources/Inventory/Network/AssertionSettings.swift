/// How the harness asserts who asks, at an endpoint of SOAP (XUA, ITI TF-2 §3.40). It stands for the issuer as well as for
/// the user's system.
public struct AssertionSettings: Hashable, Sendable {
  /// Who asserts: the name by which the service trusts the issuer.
  public var issuer: String
  /// PEM file of the certificate that the service trusts; relative to the network file.
  public var certificate: String
  /// Where its private key is.
  public var key: SecretPlace
  /// For whom the assertion is meant; the address of the endpoint where nil.
  public var audience: String?
  /// The user at the issuer.
  public var subject: String
  /// The user's name.
  public var name: String?
  /// The user's organisation.
  public var organization: String?
  /// The user's organisation as URI.
  public var organizationID: String?
  /// The community of the user as URI.
  public var homeCommunityID: String?
  /// The user's role; of no role where nil.
  public var role: CodedValue?
  /// What the data are asked for; nothing is said of it where nil.
  public var purposeOfUse: CodedValue?

  /// A code of a coding scheme.
  public struct CodedValue: Hashable, Sendable {
    /// The code.
    public var code: String
    /// Its scheme, an OID.
    public var scheme: String
    /// Name for people.
    public var display: String?

    /// Makes a code.
    public init(code: String, scheme: String, display: String? = nil) {
      self.code = code
      self.scheme = scheme
      self.display = display
    }
  }

  /// Makes settings.
  public init(
    issuer: String, certificate: String, key: SecretPlace, audience: String? = nil, subject: String,
    name: String? = nil, organization: String? = nil, organizationID: String? = nil, homeCommunityID: String? = nil,
    role: CodedValue? = nil, purposeOfUse: CodedValue? = nil
  ) {
    self.issuer = issuer
    self.certificate = certificate
    self.key = key
    self.audience = audience
    self.subject = subject
    self.name = name
    self.organization = organization
    self.organizationID = organizationID
    self.homeCommunityID = homeCommunityID
    self.role = role
    self.purposeOfUse = purposeOfUse
  }
}
