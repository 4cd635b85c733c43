import HL7
import IHE
import Synchronization

/// What a document registry can be told to do wrong with what it is told of patients.
public enum FeedDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "feed"

  case refusesRegistrations = "refuses-registrations"
  case ignoresMerges = "ignores-merges"
  case keepsSubsumed = "keeps-taking-for-subsumed-patients"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .refusesRegistrations: "The registry refuses to be told of patients."
    case .ignoresMerges: "Patients who are merged are acknowledged, and stay two in the registry."
    case .keepsSubsumed: "Documents of a number that gave way are taken."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .refusesRegistrations: "ITI TF-2 §3.8.4.1.3"
    case .ignoresMerges, .keepsSubsumed: "ITI TF-2 §3.44.4.2.3"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .refusesRegistrations: "The report of whoever came in at night is refused."
    case .ignoresMerges: "Half of a patient's history stands under a number that nobody asks for any more."
    case .keepsSubsumed: "New reports go on piling up under the number that gave way."
    }
  }
}

/// A document registry as it is told of patients over HL7 v2 (ITI-8, ITI TF-2 §3.8).
final class RegistryFeed: Sendable {
  private let registry: RegistryActor
  private let defects: Set<FeedDefect>
  private let count = Mutex(0)

  /// Events that tell of a patient.
  private static let registrations: Set<String> = ["A01", "A04", "A05", "A08", "A28", "A31"]

  init(_ registry: RegistryActor, defects: Set<FeedDefect>) {
    self.registry = registry
    self.defects = defects
  }

  /// The response to a message.
  func answer(_ message: Message) async -> [UInt8] {
    let header = SegmentFields("MSH", of: message)
    let writer = ResponseWriter(request: message)
    let number = count.withLock { count in
      count += 1
      return count
    }
    let type = ["ACK", header.text(9, 2), "ACK"]
    let patient = Self.patient("PID", 3, of: message)
    let isTaken: Bool
    switch header.text(9, 2) {
    case "A40":
      isTaken = await merge(Self.patient("MRG", 1, of: message), into: patient)
    case let event where Self.registrations.contains(event) && !defects.contains(.refusesRegistrations):
      isTaken = patient != nil
      if let key = patient.flatMap(PatientKey.init(cx:)) { await registry.admit(key) }
    default: isTaken = false
    }
    guard !isTaken else { return writer.response("AA", type: type, id: "FEED\(number)") }
    return writer.response(
      "AE", type: type, faults: [.init(location: "PID^1^3", code: "204", text: "Not a patient of this domain")],
      id: "FEED\(number)")
  }

  private func merge(_ prior: String?, into patient: String?) async -> Bool {
    guard let patient, let subsumed = prior.flatMap(PatientKey.init(cx:)) else { return false }
    if defects.contains(.ignoresMerges) { return true }
    await registry.merge(subsumed, into: patient)
    if defects.contains(.keepsSubsumed) { await registry.admit(subsumed) }
    return true
  }

  /// An identifier with its authority, as CX.
  private static func patient(_ segment: String, _ field: Int, of message: Message) -> String? {
    let fields = SegmentFields(segment, of: message)
    let found = fields.repetitions(field).lazy.map { (fields.text(of: $0, 1), fields.text(of: $0, 4, 2)) }
      .first { !$0.0.isEmpty && !$0.1.isEmpty }
    return found.map { "\($0.0)^^^&\($0.1)&ISO" }
  }
}
