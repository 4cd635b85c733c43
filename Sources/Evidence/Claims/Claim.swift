import Specification

/// One thing that a document claims about a product, traced to the words that claim it.
public struct Claim: Hashable, Sendable {
  /// What is claimed.
  public var kind: Kind
  /// What the claim is about.
  public var subject: Subject
  /// Object identifier of what is claimed, where it has one.
  public var uid: String?
  /// Where the identifier came from.
  public var uidOrigin: UIDOrigin?
  /// Name as the document writes it.
  public var name: String?
  /// SCU or SCP; for services over HTTP user agent or origin server, for media FSC, FSR or FSU.
  public var role: Role?
  /// Claimed, or explicitly denied.
  public var polarity: Polarity
  /// Whether it holds as delivered.
  public var availability: Availability
  /// The condition in the document's words, for `configurable` and `conditional`.
  public var condition: String?
  /// SOP class that a transfer syntax, a query key or an extended negotiation is claimed for; nil where the document
  /// says so of all.
  public var sopClass: String?
  /// What the product does with objects of the SOP class, where the document says (PS3.2 Table N.1-1).
  public var functions: [Function]
  /// Which property an association claim is about: `maximum-length`, `called-ae-title`, …
  public var property: String?
  /// How the value bounds what is claimed; nil for the value itself.
  public var comparator: Comparator?
  /// Value of a property, as read.
  public var value: String?
  /// Unit of the value.
  public var unit: String?
  /// What only claims of this kind have.
  public var detail: ClaimDetail?
  /// The words that claim it.
  public var evidence: [Citation]
  /// How it was recognised: name of the recogniser and rule.
  public var method: String
  /// How sure the reading is, 0 to 100.
  public var confidence: Int
  /// Other places of the same document that say otherwise.
  public var disputedBy: [Citation]

  /// The application entity that the claim is about, where the document distinguishes several.
  public var applicationEntity: String? {
    get { subject.applicationEntity }
    set { subject.applicationEntity = newValue }
  }

  /// The confidence from which a claim alone may pass or fail a mandatory requirement.
  public static let decisiveConfidence = 80

  /// Makes a claim.
  public init(
    kind: Kind, applicationEntity: String? = nil, uid: String? = nil, uidOrigin: UIDOrigin? = nil,
    name: String? = nil, role: Role? = nil, polarity: Polarity = .supported, availability: Availability = .standard,
    condition: String? = nil, sopClass: String? = nil, functions: [Function] = [], property: String? = nil,
    comparator: Comparator? = nil, value: String? = nil, unit: String? = nil, detail: ClaimDetail? = nil,
    evidence: [Citation], method: String, confidence: Int, disputedBy: [Citation] = []
  ) {
    self.kind = kind
    self.subject = Subject(applicationEntity: applicationEntity)
    self.uid = uid
    self.uidOrigin = uidOrigin
    self.name = name
    self.role = role
    self.polarity = polarity
    self.availability = availability
    self.condition = condition
    self.sopClass = sopClass
    self.functions = functions
    self.property = property
    self.comparator = comparator
    self.value = value
    self.unit = unit
    self.detail = detail
    self.evidence = evidence
    self.method = method
    self.confidence = confidence
    self.disputedBy = disputedBy
  }
}

extension Claim {
  /// What a claim is about: the product as the document names it, and the application entity within it.
  public struct Subject: Codable, Hashable, Sendable {
    /// Product as the document names it.
    public var product: String?
    /// Version as the document names it.
    public var version: String?
    /// Application entity, where the document distinguishes several.
    public var applicationEntity: String?

    /// Makes a subject.
    public init(product: String? = nil, version: String? = nil, applicationEntity: String? = nil) {
      self.product = product
      self.version = version
      self.applicationEntity = applicationEntity
    }
  }

  /// Kinds of claims.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    case sopClass = "sop-class"
    case transferSyntax = "transfer-syntax"
    case association
    case extendedNegotiation = "extended-negotiation"
    case securityProfile = "security-profile"
    case characterSet = "character-set"
    case queryKey = "query-key"
    case dicomweb
    case mediaProfile = "media-profile"
    case ihe
    case hl7Message = "hl7-message"
    case fhir
    case operation
  }

  /// Where an identifier came from.
  public enum UIDOrigin: String, CaseIterable, Codable, Hashable, Sendable {
    case printed
    case resolvedFromName = "resolved-from-name"
    case byReference = "by-reference"
    case wildcard
  }

  /// Roles of a service class (PS3.4), of a DICOM web service (PS3.18), of media storage (PS3.10), and of both sides
  /// of other interfaces.
  public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    case scu
    case scp
    case userAgent = "user-agent"
    case originServer = "origin-server"
    case fileSetCreator = "fsc"
    case fileSetReader = "fsr"
    case fileSetUpdater = "fsu"
    case client
    case server
    case sender
    case receiver
    case producer
    case consumer

    /// The roles of a service class over DIMSE.
    public static let serviceClass: [Role] = [.scu, .scp]
  }

  /// What a document says of support.
  public enum Polarity: String, CaseIterable, Codable, Hashable, Sendable {
    case supported
    case notSupported = "not-supported"
    case unclear
  }

  /// Whether a supported thing is there as delivered.
  public enum Availability: String, CaseIterable, Codable, Hashable, Sendable {
    case standard = "default"
    case configurable
    case conditional
  }

  /// What a product does with objects (PS3.2 Table N.1-1).
  public enum Function: String, CaseIterable, Codable, Hashable, Sendable {
    case create
    case display
    case process
    case archive
  }

  /// How a value bounds what is claimed.
  public enum Comparator: String, CaseIterable, Codable, Hashable, Sendable {
    case equal = "="
    case atMost = "<="
    case atLeast = ">="
  }
}
