import Specification

/// One thing that a document claims about a product, traced to the words that claim it.
public struct Claim: Codable, Hashable, Sendable {
  /// What is claimed.
  public var kind: Kind
  /// What the claim is about: the application entity, where the document distinguishes several.
  public var applicationEntity: String?
  /// Object identifier of what is claimed, where it has one.
  public var uid: String?
  /// Where the identifier came from.
  public var uidOrigin: UIDOrigin?
  /// Name as the document writes it.
  public var name: String?
  /// SCU or SCP.
  public var role: Role?
  /// Claimed, or explicitly denied.
  public var polarity: Polarity
  /// Whether it holds as delivered.
  public var availability: Availability
  /// The condition in the document's words, for `configurable` and `conditional`.
  public var condition: String?
  /// SOP class that a transfer syntax is claimed for; nil where the document says so of all.
  public var sopClass: String?
  /// Which property an association claim is about: `maximum-length`, `called-ae-title`, …
  public var property: String?
  /// Value of a property, as read.
  public var value: String?
  /// Unit of the value.
  public var unit: String?
  /// The words that claim it.
  public var evidence: [Citation]
  /// How it was recognised: name of the recogniser and rule.
  public var method: String
  /// How sure the reading is, 0 to 100.
  public var confidence: Int
  /// Other places of the same document that say otherwise.
  public var disputedBy: [Citation]

  /// Kinds of claims.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    case sopClass = "sop-class"
    case transferSyntax = "transfer-syntax"
    case association
    case characterSet = "character-set"
  }

  /// Where an identifier came from.
  public enum UIDOrigin: String, CaseIterable, Codable, Hashable, Sendable {
    case printed
    case resolvedFromName = "resolved-from-name"
    case byReference = "by-reference"
    case wildcard
  }

  /// Service class roles.
  public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    case scu
    case scp
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

  /// The confidence from which a claim alone may pass or fail a mandatory requirement.
  public static let decisiveConfidence = 80

  /// Makes a claim.
  public init(
    kind: Kind, applicationEntity: String? = nil, uid: String? = nil, uidOrigin: UIDOrigin? = nil,
    name: String? = nil, role: Role? = nil, polarity: Polarity = .supported, availability: Availability = .standard,
    condition: String? = nil, sopClass: String? = nil, property: String? = nil, value: String? = nil,
    unit: String? = nil, evidence: [Citation], method: String, confidence: Int, disputedBy: [Citation] = []
  ) {
    self.kind = kind
    self.applicationEntity = applicationEntity
    self.uid = uid
    self.uidOrigin = uidOrigin
    self.name = name
    self.role = role
    self.polarity = polarity
    self.availability = availability
    self.condition = condition
    self.sopClass = sopClass
    self.property = property
    self.value = value
    self.unit = unit
    self.evidence = evidence
    self.method = method
    self.confidence = confidence
    self.disputedBy = disputedBy
  }
}

/// A place in a document, and the words there.
public struct Citation: Codable, Hashable, Sendable {
  /// File name of the document.
  public var document: String
  /// SHA-256 of the document's bytes, hex.
  public var sha256: String
  /// First line, from 1, where the format has lines.
  public var line: Int?
  /// Page, from 1, where the format has pages.
  public var page: Int?
  /// Heading under which it stands, with its number.
  public var section: String?
  /// Caption or number of the table.
  public var table: String?
  /// Row of the table, from 1, headings not counted.
  public var row: Int?
  /// The raw cells of the row.
  public var cells: [String]?
  /// The verbatim words.
  public var words: String

  /// Makes a citation.
  public init(
    document: String, sha256: String, line: Int? = nil, page: Int? = nil, section: String? = nil,
    table: String? = nil, row: Int? = nil, cells: [String]? = nil, words: String
  ) {
    self.document = document
    self.sha256 = sha256
    self.line = line
    self.page = page
    self.section = section
    self.table = table
    self.row = row
    self.cells = cells
    self.words = words
  }
}

/// What was understood of one document.
public struct DocumentReading: Codable, Hashable, Sendable {
  /// File name.
  public var document: String
  /// SHA-256 of its bytes, hex.
  public var sha256: String
  /// `text`, `markdown`, `html`.
  public var format: String
  /// Product named by the document, where recognised.
  public var product: String?
  /// Version named by the document, where recognised.
  public var version: String?
  /// Every claim, in the order of the document.
  public var claims: [Claim]
  /// What could not be understood, contradicts the registry or itself, or points nowhere.
  public var problems: [DocumentProblem]

  /// Makes a reading.
  public init(
    document: String, sha256: String, format: String, product: String? = nil, version: String? = nil,
    claims: [Claim], problems: [DocumentProblem]
  ) {
    self.document = document
    self.sha256 = sha256
    self.format = format
    self.product = product
    self.version = version
    self.claims = claims
    self.problems = problems
  }
}

/// Something wrong with a document or the reading of it.
public struct DocumentProblem: Codable, Hashable, Sendable {
  /// How bad it is.
  public var severity: Severity
  /// Stable name, `unregistered-uid`, `unreadable`.
  public var code: String
  /// What happened, for people.
  public var message: String
  /// Where.
  public var citation: Citation?

  /// How bad a problem is.
  public enum Severity: String, Codable, Hashable, Sendable {
    /// The document could not be read: exit code 3.
    case unreadable
    case warning
    case note
  }

  /// Makes a problem.
  public init(severity: Severity, code: String, message: String, citation: Citation? = nil) {
    self.severity = severity
    self.code = code
    self.message = message
    self.citation = citation
  }
}
