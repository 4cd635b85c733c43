import Foundation
import HTTPExchange
import IHE
import NIOCore

/// Tells consumers of HL7 V3 when the identifiers of a person have changed: PIXV3 Update Notification (ITI-46).
///
/// What is to be told waits in a bounded line; one message after the other goes to every consumer.
struct RevisionNotifier: Sendable {
  /// Notifications that wait; the oldest give way.
  private static let limit = 10_000
  /// How late notifications come where they come late: between the two times that the profile for simulated networks gives
  /// them.
  private static let lateness = Duration.milliseconds(2_400)

  private let line: AsyncStream<IndexChange>.Continuation
  private let task: Task<Void, Never>

  /// - Parameter consumers: Addresses of consumers.
  init(
    to consumers: [String], of identities: PatientIdentities, defects: Set<IndexDefect>, group: any EventLoopGroup
  ) throws(WebFailure) {
    let client = try WebClient(
      WebClientSettings(deadlines: WebDeadlines(connect: .seconds(5), idle: .seconds(10), exchange: .seconds(10))),
      group: group)
    let (stream, line) = AsyncStream.makeStream(of: IndexChange.self, bufferingPolicy: .bufferingNewest(Self.limit))
    self.line = line
    let writer = RevisionWriter(identities: identities, defects: defects)
    task = Task {
      for await change in stream where !consumers.isEmpty {
        if case .merged = change, defects.contains(.missesMerges) { continue }
        if defects.contains(.tellsLate) { try? await Task.sleep(for: Self.lateness) }
        for consumer in consumers {
          guard let request = try? writer.message(of: change.patient, to: consumer).webRequest() else { continue }
          _ = try? await client.exchange(request)
        }
      }
      await client.close()
    }
  }

  /// Puts a notification into the line.
  func tell(_ change: IndexChange) { line.yield(change) }

  /// Tells what waits, and no more.
  func stop() async {
    line.finish()
    await task.value
  }
}

/// Writes notifications: Patient Registry Record Revised (ITI TF-2 §3.46.4.1.2).
private struct RevisionWriter: Sendable {
  let identities: PatientIdentities
  let defects: Set<IndexDefect>

  func message(of patient: IndexedPatient, to consumer: String) -> SOAPRequest {
    var identifiers = patient.identifiers
    if !defects.contains(.partialRevisions), let first = patient.local.first ?? patient.identifiers.first {
      identifiers = identities.identifiers(of: first) ?? identifiers
    }
    let listed = identifiers.map { identifier in
      let root = defects.contains(.namespaceRevisions) ? identities.met(identifier.domain).namespace : identifier.domain
      return InstanceIdentifier(root: root, extension: identifier.value)
    }
    let device = IndexInteractions.device
    let name = PersonName(family: [patient.family], given: [patient.given].filter { !$0.isEmpty })
    let role = PatientRole(identifiers: listed, names: [name], provider: device)
    let event: IdentityFeed.Event = defects.contains(.tellsOfAdditions) ? .add : .revise
    let digits = Date().ISO8601Format(.init(timeZone: .gmt)).filter(\.isNumber)
    let transmission = Transmission(
      id: InstanceIdentifier(root: UUID().uuidString), creationTime: String(digits.prefix(14)),
      sender: Transmission.Device(device), receiver: Transmission.Device(Self.consumer))
    let body = IdentityFeed(event, Registration(role, custodian: device)).element(in: transmission)
    return SOAPRequest(
      Envelope(
        action: event.interaction.action, messageID: Envelope.newMessageID(), to: consumer,
        body: body))
  }

  /// Object identifier of whoever is told, as a device.
  private static let consumer = "2.25.168205817430995716281073462295810347731"
}
