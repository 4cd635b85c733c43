/// What the audit message of a transaction has to hold, by its section of the frameworks or PS3.15 §A.5.3.
public struct AuditDemand: Hashable, Sendable {
  /// Coding system of the transactions' names.
  public static let transactions = "IHE Transactions"

  /// An object that the message names.
  public struct Object: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      case patient
      case document
      case submissionSet = "submission-set"
      case query
      case study
    }

    /// What it is.
    public var kind: Kind
    /// Whether a message without one lacks something; else one is only held against this when it is there.
    public var isRequired: Bool

    /// ParticipantObjectTypeCode and ParticipantObjectTypeCodeRole.
    public var codes: (type: String, role: String) {
      switch kind {
      case .patient: ("1", "1")
      case .document, .study: ("2", "3")
      case .submissionSet: ("2", "20")
      case .query: ("2", "24")
      }
    }
  }

  /// The transaction.
  public var transaction: AuditedTransaction
  /// Codes of EventID, one of which it has.
  public var events: [String]
  /// Codes of EventTypeCode, one of which it has; none is demanded where empty.
  public var types: [String]
  /// EventActionCode, one of which it has.
  public var actions: [String]
  /// Whether both sides stand in it with their roles.
  public var hasBothSides = true
  /// Whether the network access points of both sides are demanded.
  public var hasAccessPoints: Bool
  /// Objects.
  public var objects: [Object]
  /// Where the demand stands.
  public var source: String

  private init(
    _ transaction: AuditedTransaction, _ events: [String], types: [String]? = nil, actions: [String],
    hasAccessPoints: Bool = true, _ objects: [Object], source: String
  ) {
    self.transaction = transaction
    self.events = events
    self.types = types ?? [transaction.rawValue]
    self.actions = actions
    self.hasAccessPoints = hasAccessPoints
    self.objects = objects
    self.source = source
  }

  // EventID (PS3.16 CID 400).
  private static let export = "110106"
  private static let `import` = "110107"
  private static let patientRecord = "110110"
  private static let query = "110112"
  private static let beginTransferring = "110102"
  private static let transferred = "110104"

  private static let patient = Object(kind: .patient, isRequired: true)
  private static let knownPatient = Object(kind: .patient, isRequired: false)
  private static let submissionSet = Object(kind: .submissionSet, isRequired: true)
  private static let document = Object(kind: .document, isRequired: true)
  private static let storedQuery = Object(kind: .query, isRequired: true)
  private static let study = Object(kind: .study, isRequired: true)

  /// The demand on the system that stands on a side of a transaction.
  public static func of(_ transaction: AuditedTransaction, as side: AuditedSide) -> AuditDemand {
    let section = section(of: transaction)
    switch transaction {
    case .identityFeed, .identityFeedV3:
      return AuditDemand(transaction, [patientRecord], actions: ["C", "U", "D"], [patient], source: section)
    case .storedQuery, .crossGatewayQuery:
      return AuditDemand(transaction, [query], actions: ["E"], [knownPatient, storedQuery], source: section)
    case .crossReferenceQuery, .demographicsQuery, .crossReferenceQueryV3, .demographicsQueryV3, .patientDiscovery:
      return AuditDemand(transaction, [query], actions: ["E"], [knownPatient, storedQuery], source: section)
    case .provideAndRegister, .register:
      return submission(transaction, as: side, types: nil, section)
    case .provideImaging:
      // Whether it goes by its own name or by that of the transaction that it profiles was not to be looked up.
      return submission(transaction, as: side, types: ["RAD-68", "ITI-41"], section)
    case .retrieve, .crossGatewayRetrieve:
      return AuditDemand(
        transaction, [side == .initiator ? `import` : export], actions: [side == .initiator ? "C" : "R"],
        [knownPatient, document], source: section)
    case .retrieveImaging, .crossGatewayRetrieveImaging:
      // The older text has Export and Import.
      return AuditDemand(
        transaction, [transferred, side == .initiator ? `import` : export], actions: ["C", "R", "U"],
        [knownPatient], source: section)
    case .webRetrieve, .webServiceRetrieve:
      return AuditDemand(
        transaction, [transferred, beginTransferring, export], types: [], actions: ["R", "C", "E"],
        hasAccessPoints: false, [knownPatient, study], source: "PS3.15 §A.5.3.7")
    case .store:
      return AuditDemand(
        transaction, [transferred], types: [], actions: ["C", "R", "U"], hasAccessPoints: false, [patient, study],
        source: "PS3.15 §A.5.3.7")
    case .move:
      return AuditDemand(
        transaction, [transferred, beginTransferring], types: [], actions: ["C", "R", "U", "E"],
        hasAccessPoints: false, [patient, study], source: "PS3.15 §A.5.3.3, §A.5.3.7")
    case .find:
      return AuditDemand(
        transaction, [query], types: [], actions: ["E"], hasAccessPoints: false, [knownPatient],
        source: "PS3.15 §A.5.3.10")
    case .applicationStart: return ofNode(transaction, "110100", types: ["110120"], "PS3.15 §A.5.3.1")
    case .applicationStop: return ofNode(transaction, "110100", types: ["110121"], "PS3.15 §A.5.3.1")
    case .securityAlert: return ofNode(transaction, "110113", types: [], "PS3.15 §A.5.3.11")
    }
  }

  /// Where a transaction has its audit considerations.
  private static func section(of transaction: AuditedTransaction) -> String {
    switch transaction {
    case .crossGatewayQuery: return "ITI TF-2 §3.38.4.1.4"
    case .crossGatewayRetrieve: return "ITI TF-2 §3.39.4"
    case .retrieve: return "ITI TF-2 §3.43.6.1"
    default:
      let name = transaction.rawValue
      return name.hasPrefix("ITI-") ? "ITI TF-2 §3.\(name.dropFirst(4)).5.1" : "RAD TF-3 §4.\(name.dropFirst(4)).5"
    }
  }

  /// Of a submission: who takes it in imports, who sends it exports.
  private static func submission(
    _ transaction: AuditedTransaction, as side: AuditedSide, types: [String]?, _ section: String
  ) -> AuditDemand {
    AuditDemand(
      transaction, [side == .initiator ? export : `import`], types: types, actions: [side == .initiator ? "R" : "C"],
      [patient, submissionSet], source: section)
  }

  /// Of something that happens on one machine.
  private static func ofNode(
    _ transaction: AuditedTransaction, _ event: String, types: [String], _ source: String
  ) -> AuditDemand {
    var demand = AuditDemand(
      transaction, [event], types: types, actions: ["E"], hasAccessPoints: false, [], source: source)
    demand.hasBothSides = false
    return demand
  }
}
