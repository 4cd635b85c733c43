import DICOM
import HL7
import Synchronization

/// The one state of the records behind all that comes in, and what is told of its changes.
final class RecordsHolding: Sendable {
  /// Studies that are described at a time.
  private static let studyLimit = 100_000

  private struct Held {
    var state: RecordsState
    var studies: [String: StudyRecord] = [:]
    var endpoint: String?
  }

  private let held: Mutex<Held>
  private let notifier: SubscriptionNotifier

  init(_ state: RecordsState, notifier: SubscriptionNotifier) {
    held = Mutex(Held(state: state))
    self.notifier = notifier
  }

  /// Address under which resources are.
  var base: String { held.withLock { $0.state.base } }

  /// Begins to serve under an address: puts the organisation and its endpoint into the directory.
  func begin(at base: String, organisation: String, images: String?) {
    held.withLock { held in
      held.state.base = base
      held.endpoint = Self.enter(organisation, images: images, into: &held.state)
      held.state.events = []
    }
  }

  /// Does what is asked for, writes the log, and tells who subscribed.
  func answer(_ request: RecordsRequest, from host: String) throws(RecordsRefusal) -> RecordsAnswer {
    let result: Result<RecordsAnswer, RecordsRefusal> = held.withLock { held in
      do throws(RecordsRefusal) {
        let answer = try held.state.answer(request)
        held.state.log(request, answer, from: host)
        tell(&held.state)
        return .success(answer)
      } catch {
        tell(&held.state)
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Takes an object of a study.
  func take(_ object: DataSet) {
    held.withLock { held in
      guard let uid = object.uid(.studyInstanceUID)?.value, held.studies.count < Self.studyLimit,
        var study = held.studies[uid] ?? StudyRecord(object)
      else { return }
      study.add(object)
      held.studies[uid] = study
      try? study.enter(into: &held.state, endpoint: held.endpoint)
      tell(&held.state)
    }
  }

  /// Takes a message, and says how it is acknowledged.
  func take(_ message: Message) -> Acknowledgement.Code {
    held.withLock { held in
      let code = MessageRecord(message).enter(into: &held.state)
      tell(&held.state)
      return code
    }
  }

  /// Calls for each subscription that what was kept fits.
  private func tell(_ state: inout RecordsState) {
    let events = state.events
    state.events = []
    guard !events.isEmpty else { return }
    for subscription in state.store.all("Subscription") where subscription["status"]?.text == "active" {
      let parts = (subscription["criteria"]?.text ?? "").split(separator: "?", maxSplits: 1).map(String.init)
      guard let type = parts.first, let channel = subscription["channel"],
        let read = try? state.criteria(type, RecordsState.parameters(parts.count > 1 ? parts[1] : ""))
      else { continue }
      for event in events where event["resourceType"]?.text == type {
        guard read.criteria.allSatisfy({ $0.fits(event, in: state.store) }) else { continue }
        notifier.tell(.init(channel: channel, content: event))
      }
    }
  }

  /// Puts an organisation with the endpoint of its images into the directory; a reference to the endpoint.
  private static func enter(_ organisation: String, images: String?, into state: inout RecordsState) -> String? {
    var reference: String?
    if let images {
      let type: JSONContent = [
        "system": "http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "code": "dicom-wado-rs",
      ]
      let address = state.has(.givesDeadEndpoint) ? "\(images)/gone" : images
      let status = state.has(.closesEndpoint) ? "off" : "active"
      let endpoint: JSONContent = [
        "resourceType": "Endpoint", "status": .string(status), "connectionType": type,
        "payloadType": [["text": "DICOM WADO-RS"]], "payloadMimeType": ["application/dicom"],
        "address": .string(address),
      ]
      let kept = try? state.keep(endpoint, "Endpoint")
      reference = kept.map { "Endpoint/\($0["id"]?.text ?? "")" }
    }
    var content: JSONContent = ["resourceType": "Organization", "active": .boolean(true)]
    if !state.has(.directoryWithoutCode) {
      content["identifier"] = [
        ["system": .string(RecordsNames.organisation), "value": .string(organisation)]
      ]
    }
    content["name"] = "Synthetic trust"
    if let reference, !state.has(.directoryWithoutEndpoint) {
      content["endpoint"] = [["reference": .string(reference)]]
    }
    _ = try? state.keep(content, "Organization")
    return reference
  }
}
