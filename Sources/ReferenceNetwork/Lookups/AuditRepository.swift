import Foundation
import HTTPExchange
import IHE
import Synchronization

/// Keeps audit messages that come over syslog, and finds them by date and patient (ITI TF-2 §3.20, §3.81).
final class AuditRepository: Sendable {
  /// Events that are kept at most; the oldest give way.
  private static let limit = 50_000

  private let defects: Set<TrailDefect>
  private let events = Mutex<[AuditMessage]>([])

  init(defects: Set<TrailDefect>) { self.defects = defects }

  /// Takes what came; what is no audit message is left out.
  func receive(_ received: ReceivedSyslog) {
    guard case .success(let syslog) = received.message, !defects.contains(.losesEvents),
      let read = try? AuditMessageReader.read(syslog.content)
    else { return }
    events.withLock { events in
      if events.count >= Self.limit { events.removeFirst(Self.limit / 10) }
      events.append(read.message)
    }
  }

  /// The answer to a request; nil for one that is no search for events.
  func answer(_ request: ReceivedRequest, below path: String) -> WebReply? {
    guard let parameters = LookupAnswer.parameters(of: request, type: "AuditEvent", below: path) else { return nil }
    let found = events.withLock { $0 }.filter { event in
      parameters.allSatisfy { name, value in
        switch name {
        case "date": Self.isOf(event.event.time, date: value)
        case "entity.identifier", "patient.identifier":
          defects.contains(.givesOthers) || event.patients.contains { Self.isOf($0, identifier: value) }
        default: true
        }
      }
    }
    return LookupAnswer.found(found.enumerated().map { resource($1, number: $0 + 1) })
  }

  private static func moment(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }

  /// Dates with a prefix or none; what can't be read limits nothing (R4 search.html §3.1.1.4.7).
  private static func isOf(_ time: String?, date: String) -> Bool {
    guard let event = time.flatMap(moment), let wanted = moment(String(date.drop { $0.isLetter })) else { return true }
    return switch date.prefix(2) {
    case "ge": event >= wanted
    case "gt": event > wanted
    case "le": event <= wanted
    case "lt": event < wanted
    default: event == wanted
    }
  }

  /// A CX against `urn:oid:…|value`.
  private static func isOf(_ patient: String, identifier: String) -> Bool {
    let parts = identifier.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let fields = patient.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    guard let value = parts.last, fields.first == value else { return false }
    guard parts.count == 2, fields.count > 3 else { return true }
    return fields[3].split(separator: "&").contains { "urn:oid:\($0)" == parts[0] }
  }

  private func resource(_ event: AuditMessage, number: Int) -> JSONContent {
    let code = defects.contains(.miscodesEvents) ? "110112" : event.event.id?.code ?? ""
    let agents = event.participants.map { participant -> JSONContent in
      var agent: JSONContent = ["requestor": .boolean(participant.isRequestor)]
      if !defects.contains(.forgetsUser) { agent["who"] = ["display": .string(participant.userID)] }
      return agent
    }
    let objects = event.objects.filter { $0.isPatient || !defects.contains(.forgetsObjects) }
    let entities = objects.compactMap(\.id).map { id -> JSONContent in
      ["what": ["identifier": ["value": .string(id)]]]
    }
    return [
      "resourceType": "AuditEvent", "id": .string(String(number)),
      "type": ["system": "http://dicom.nema.org/resources/ontology/DCM", "code": .string(code)],
      "action": .string(event.event.action ?? "E"), "recorded": .string(event.event.time ?? ""),
      "outcome": .string(event.event.outcome ?? "0"), "agent": .array(agents),
      "source": ["observer": ["display": .string(event.source ?? "")]], "entity": .array(entities),
    ]
  }
}
