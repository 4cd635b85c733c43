import Specification

/// What a bidder submitted.
public struct Bid: Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Bidder's name.
  public var bidder: String
  /// Documents in the order of the file.
  public var documents: [BidDocument]
  /// Systems offered: which documents speak of which system of the network.
  public var offers: [OfferedSystem]
  /// Path of the declaration file relative to the bid file.
  public var declaration: String?
  /// Folder of the bid file.
  public var folder: String

  /// Makes a bid.
  public init(
    id: String, bidder: String, documents: [BidDocument], offers: [OfferedSystem], declaration: String? = nil,
    folder: String
  ) {
    self.id = id
    self.bidder = bidder
    self.documents = documents
    self.offers = offers
    self.declaration = declaration
    self.folder = folder
  }
}

/// A document of a bid.
public struct BidDocument: Hashable, Sendable {
  /// Name used by offers.
  public var id: String
  /// Path relative to the bid file.
  public var path: String
  /// Title for people.
  public var title: String
  /// SHA-256 that the bidder stated, hex; checked when given.
  public var sha256: String?
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a document.
  public init(id: String, path: String, title: String, sha256: String? = nil, span: SourceSpan) {
    self.id = id
    self.path = path
    self.title = title
    self.sha256 = sha256
    self.span = span
  }
}

/// A product offered for a role.
public struct OfferedSystem: Hashable, Sendable {
  /// Roles that it is offered for.
  public var roles: [String]
  /// Vendor.
  public var vendor: String
  /// Product.
  public var product: String
  /// Version.
  public var version: String?
  /// Documents that state its conformance, by id.
  public var documents: [String]
  /// Application entities of the statement that are meant; all where empty.
  public var applicationEntities: [String]
  /// Where it stands.
  public var span: SourceSpan

  /// Makes an offer.
  public init(
    roles: [String], vendor: String, product: String, version: String? = nil, documents: [String],
    applicationEntities: [String] = [], span: SourceSpan
  ) {
    self.roles = roles
    self.vendor = vendor
    self.product = product
    self.version = version
    self.documents = documents
    self.applicationEntities = applicationEntities
    self.span = span
  }
}

/// The bidder's own answers.
public struct Declaration: Hashable, Sendable {
  /// Specification that it answers: id and version.
  public var specification: String
  /// Version of that specification.
  public var version: String
  /// Answers by `id@revision`.
  public var answers: [String: Answer]

  /// One answer.
  public struct Answer: Hashable, Sendable {
    /// How far the requirement is met.
    public var level: SupportLevel
    /// Notes.
    public var notes: String?
    /// Document of the bid, by id.
    public var document: String?
    /// Page of it.
    public var page: Int?
    /// Where it stands.
    public var span: SourceSpan

    /// Makes an answer.
    public init(
      level: SupportLevel, notes: String? = nil, document: String? = nil, page: Int? = nil, span: SourceSpan
    ) {
      self.level = level
      self.notes = notes
      self.document = document
      self.page = page
      self.span = span
    }
  }

  /// Makes a declaration.
  public init(specification: String, version: String, answers: [String: Answer]) {
    self.specification = specification
    self.version = version
    self.answers = answers
  }
}

/// How far a bidder says that a requirement is met.
public enum SupportLevel: String, CaseIterable, Codable, Hashable, Sendable {
  case full
  case partial
  case configuration
  case development
  case none
}

/// A network owner's leave to fail a mandatory requirement for a time.
public struct Waiver: Hashable, Sendable {
  /// `id@revision`
  public var requirement: String
  /// Systems or sites that it is limited to; all where empty.
  public var scope: [String]
  /// Why.
  public var reason: String
  /// Who approved it.
  public var approver: String
  /// `YYYY-MM-DD`
  public var granted: String
  /// Last day, `YYYY-MM-DD`.
  public var expires: String
  /// Ticket.
  public var ticket: String?
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a waiver.
  public init(
    requirement: String, scope: [String] = [], reason: String, approver: String, granted: String, expires: String,
    ticket: String? = nil, span: SourceSpan
  ) {
    self.requirement = requirement
    self.scope = scope
    self.reason = reason
    self.approver = approver
    self.granted = granted
    self.expires = expires
    self.ticket = ticket
    self.span = span
  }
}
