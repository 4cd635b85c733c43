import Foundation

/// An examination that was ordered, as it stands on the worklist: one order with its scheduled procedure step.
public struct ScheduledExamination: Hashable, Sendable {
  /// What became of it (HL7 table 0038).
  public enum Status: String, Hashable, Sendable {
    case scheduled = "SC"
    case inProgress = "IP"
    case completed = "CM"
    case cancelled = "CA"
    case discontinued = "DC"

    /// Whether a modality may still take it up.
    public var isOpen: Bool { self == .scheduled || self == .inProgress }
  }

  /// Code, meaning and scheme.
  public struct Code: Hashable, Sendable {
    /// OBR-4.1
    public var value = ""
    /// OBR-4.2
    public var meaning = ""
    /// OBR-4.3
    public var scheme = ""
  }

  /// What the referrer knows, field by field.
  struct Referral: Hashable, Sendable {
    var reason = ""
    var history = ""
    var priority = ""
    var allergies: [String] = []
    var isPregnant = false
    var transport = ""
    var note = ""
  }

  /// ORC-2.1
  public var placerNumber = ""
  /// ORC-2.2
  public var placerNamespace = ""
  /// ORC-3.1: given by whoever ordered, or by this broker.
  public var fillerNumber = ""
  /// ORC-3.2
  public var fillerNamespace = ""
  /// Accession Number
  public var accessionNumber = ""
  /// Who issued the accession number; empty where nobody says.
  public var accessionIssuer = ""
  /// Requested Procedure ID
  public var procedureID = ""
  /// Scheduled Procedure Step ID
  public var stepID = ""
  /// Study Instance UID
  public var studyInstanceUID = ""
  /// The examination.
  public var code = Code()
  /// Modality
  public var modality = ""
  /// Scheduled Station AE Title
  public var station = ""
  /// When it begins.
  public var start = Date(timeIntervalSince1970: 0)
  /// What became of it.
  public var status = Status.scheduled
  var referral = Referral()
  /// The patient's number among those of the book.
  var patient = 0
  /// The identifiers under which it was ordered, which tell whose it is when records are parted.
  var orderedFor: [BrokerPatient.Identifier] = []
}
