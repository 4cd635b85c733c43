import HL7
import IHE
import Synchronization

/// A document registry as it is told of patients over HL7 v2 (ITI-8, ITI TF-2 §3.8).
final class RegistryFeed: Sendable {
  private let registry: RegistryActor
  private let count = Mutex(0)

  /// Events that tell of a patient.
  private static let registrations: Set<String> = ["A01", "A04", "A05", "A08", "A28", "A31"]

  init(_ registry: RegistryActor) { self.registry = registry }

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
    case let event where Self.registrations.contains(event) && registry.takesFeeds:
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
    await registry.merge(subsumed, into: patient)
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
