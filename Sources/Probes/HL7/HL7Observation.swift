import Foundation
import HL7
import Specification

/// What the answers to a message show: the fields that `hl7.*` observations share.
enum HL7Observation {
  /// Fields of what came after a message.
  static func fields(_ outcome: MessageSender.Outcome, of controlID: String) -> [String: Value] {
    var fields: [String: Value] = ["further": .list(outcome.others.map { .message($0.message) })]
    fields["commit"] = outcome.commit.flatMap { answer($0, of: controlID) }
    fields["acknowledgement"] = outcome.application.flatMap { answer($0, of: controlID) }
    return fields
  }

  /// Faults of the framing.
  static func faults(_ faults: [FrameFault]) -> Value {
    .list(
      faults.map { .record(["kind": .string($0.kind.word), "offset": .number(Decimal($0.offset))]) })
  }

  private static func answer(_ answer: MessageSender.Answer, of controlID: String) -> Value? {
    guard let acknowledgement = answer.acknowledgement else { return nil }
    return .record([
      "code": .string(acknowledgement.code?.rawValue ?? "other"), "text": .string(acknowledgement.text),
      "control-id": .string(acknowledgement.controlID),
      "control-id-matches": .boolean(acknowledgement.controlID == controlID),
      "latency": .duration(nanoseconds: answer.elapsed.nanoseconds),
      "errors": .list(acknowledgement.faults.map(error)), "message": .message(answer.message),
    ])
  }

  private static func error(_ fault: Acknowledgement.Fault) -> Value {
    var fields: [String: Value] = ["code": .string(fault.code), "text": .string(fault.text)]
    if let location = fault.location { fields["location"] = .string(location.description) }
    if !fault.severity.isEmpty { fields["severity"] = .string(fault.severity) }
    return .record(fields)
  }
}
