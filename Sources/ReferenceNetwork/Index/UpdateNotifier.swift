import HL7
import NIOCore

/// Tells consumers of HL7 v2 when the identifiers of a person have changed: PIX Update Notification (ITI-10).
///
/// What is to be told waits in a bounded line; one message after the other goes to every consumer.
struct UpdateNotifier: Sendable {
  /// Notifications that wait; the oldest give way.
  private static let limit = 10_000
  private static let patience = Duration.seconds(10)

  private let line: AsyncStream<IndexChange>.Continuation
  private let task: Task<Void, Never>

  init(
    to consumers: [MLLPConnection.Endpoint], of identities: PatientIdentities, defects: Set<IndexDefect>,
    group: any EventLoopGroup
  ) {
    let (stream, line) = AsyncStream.makeStream(of: IndexChange.self, bufferingPolicy: .bufferingNewest(Self.limit))
    self.line = line
    task = Task {
      var number = 0
      for await change in stream {
        number += 1
        let message = Self.message(change.patient, identities, defects, id: "UPDATE\(number)")
        for consumer in consumers { await Self.send(message, to: consumer, group: group) }
      }
    }
  }

  /// Puts a notification into the line.
  func tell(_ change: IndexChange) { line.yield(change) }

  /// Tells what waits, and no more.
  func stop() async {
    line.finish()
    await task.value
  }

  private static func send(_ message: [UInt8], to consumer: MLLPConnection.Endpoint, group: any EventLoopGroup) async {
    guard let connection = try? await MLLPConnection.open(to: consumer, within: patience, group: group) else { return }
    try? await connection.send(message)
    _ = try? await connection.receive(within: patience)
    await connection.close()
  }

  /// ADT A31 of HL7 v2.5 (ITI TF-2 §3.10.4.1.2).
  private static func message(
    _ patient: IndexedPatient, _ identities: PatientIdentities, _ defects: Set<IndexDefect>, id: String
  ) -> [UInt8] {
    var identifiers = patient.identifiers
    if !defects.contains(.partialUpdates), let first = patient.local.first ?? patient.identifiers.first {
      identifiers = identities.identifiers(of: first) ?? identifiers
    }
    let listed = identifiers.map { identifier in
      let domain = identities.met(identifier.domain)
      let authority =
        defects.contains(.namespaceUpdates)
        ? domain.namespace : "\(domain.namespace)&\(domain.objectIdentifier)&ISO"
      return "\(escaped(identifier.value))^^^\(authority)^\(domain.type)"
    }
    let time = MessageTime.now()
    let structure = defects.contains(.mislabelsUpdates) ? "ADT_A01" : "ADT_A05"
    let segments = [
      "MSH|^~\\&|INDEX||||\(time)||ADT^A31^\(structure)|\(id)|P|2.5||||||UNICODE UTF-8", "EVN|A31|\(time)",
      "PID|||\(listed.joined(separator: "~"))|| ", "PV1||N",
    ]
    return Array(segments.map { "\($0)\r" }.joined().utf8)
  }

  private static func escaped(_ text: String) -> String {
    String(decoding: Escaping.encode(text, encoding: .suggested, set: .utf8) ?? [], as: UTF8.self)
  }
}
