/// Something that a run left at a system, as its record tells.
public struct Remnant: Codable, Hashable, Sendable {
  /// What it is.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// A synthetic study, stored by DIMSE or over the web.
    case study
    /// Copies of a study under load: their UIDs are not in the record.
    case copies
    /// A note that withdraws instances.
    case rejectionNote = "rejection-note"
    /// A document with its submission set.
    case document
    /// A resource of FHIR.
    case resource
    /// A Unified Procedure Step.
    case workitem
    /// What a message of HL7 v2 told of a patient.
    case message
    /// Anything else that a step with the effect write did.
    case other
  }

  /// What it is.
  public var kind: Kind
  /// The system that has it, `site/system`.
  public var system: String
  /// Its name there: a UID, `Patient/123`, `ADT^A28`.
  public var name: String
  /// The study fixture that it is, or is about; nil where it is none.
  public var fixture: String?
  /// Transaction UID by which the harness claimed a workitem.
  public var transaction: String?
  /// The patient as the message names it: PID-3 and PID-5 as they were sent.
  public var patient: [String]?
  /// The requirement for which it was written.
  public var requirement: String
  /// The choice of systems for which it was written: name to system reference.
  public var binding: [String: String]
  /// The kind of step that wrote it.
  public var step: String
  /// The system that the run wrote it to, where it was handed on from there; nil where the run wrote it here.
  public var source: String?

  /// Makes one.
  init(
    _ kind: Kind, _ name: String, fixture: String? = nil, transaction: String? = nil, patient: [String]? = nil,
    by step: String, at system: String, for requirement: String,
    binding: [String: String]
  ) {
    self.kind = kind
    self.name = name
    self.fixture = fixture
    self.transaction = transaction
    self.patient = patient
    self.step = step
    self.system = system
    self.requirement = requirement
    self.binding = binding
  }

  /// The same thing at a system that has it from this one.
  func handedOn(to place: String) -> Remnant {
    var copy = self
    copy.source = system
    copy.system = place
    return copy
  }

  /// What makes it the same thing, whoever wrote it.
  var identity: String { "\(system)\n\(kind.rawValue)\n\(name)\n\(patient?.first ?? "")" }
}
