import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import NIOHTTP1
import Specification

/// Hears the event reports of one workitem on a notification connection (PS3.18 §8.10.4, §8.10.5, §11.13).
struct WorkitemWatch {
  private let fixture: WorkitemFixture
  private let base: String
  private let client: WebClient
  private var channel: EventChannel?
  private var opening: String?
  private var ending: EventEnding?
  /// Reports of the workitem, and those that name none, of the messages read so far.
  private var reports: [WorkitemEventReport] = []
  private var messagesRead = 0

  /// Begins without a connection.
  init(fixture: WorkitemFixture, base: String, client: WebClient) {
    self.fixture = fixture
    self.base = base
    self.client = client
  }

  /// Opens the connection where the answer to a subscription says, once.
  mutating func begin(after response: WebResponse) async throws(WebFailure) -> WorkitemHalt? {
    guard channel == nil else { return nil }
    let stated = response.fields.first(name: "content-location")
    // Editions before 2019 put the connection there.
    let address = stated ?? "\(base)/subscribers/\(WebAddress.encoded(fixture.receivingAETitle))"
    guard isHere(address) else {
      opening = "elsewhere"
      return WorkitemHalt(
        outcome: "refused", blame: .configuration,
        message: "The system gives \(address) for its events, which is not on the host of the network file.",
        rule: "PS3.18 §11.10.3.2",
        advice: "The harness connects to declared hosts only: have the system state the host by which it is reached.")
    }
    switch try await client.openEvents(at: address) {
    case .open(let channel):
      self.channel = channel
      opening = "open"
      return nil
    case .refused(let status):
      opening = "refused"
      let place = stated == nil ? "" : ", which is the address that the system itself gave"
      return WorkitemHalt(
        outcome: "refused", blame: .system,
        message: "\(address) answers a WebSocket handshake with status \(status)\(place).",
        rule: "PS3.18 §8.10.4")
    }
  }

  /// Waits until so many events of the workitem have come; tells of a connection that brings fewer.
  mutating func await(_ count: Int, within duration: Duration) async -> WorkitemHalt? {
    guard let channel else { return nil }
    let end = ContinuousClock.now + duration
    read(channel)
    while reports.count < count, channel.ending == nil, !Task.isCancelled {
      let rest = end - .now
      guard rest > .zero else { break }
      await channel.wait(for: messagesRead + 1, within: rest)
      read(channel)
    }
    ending = channel.ending
    guard reports.count < count else { return nil }
    let seen = "\(reports.count) of \(count) events came"
    switch channel.ending {
    case .fault(let what, let rule):
      return WorkitemHalt(
        outcome: "malformed", blame: .system, message: "The connection for events brought \(what); \(seen).",
        rule: rule.isEmpty ? nil : rule)
    case .closed(let code):
      return WorkitemHalt(
        outcome: "closed", blame: .system,
        message: "The system closed the connection for events\(code.map { " with code \($0)" } ?? ""); \(seen).",
        rule: "PS3.18 §8.10.4.2")
    default:
      return WorkitemHalt(
        outcome: "timed-out", blame: .silence,
        message: "\(seen) within \(duration), over a connection that stayed open.", rule: nil,
        advice: "Give the step more time with hold; silence alone is held against nobody.")
    }
  }

  /// Closes the connection.
  mutating func end() async {
    guard let channel else { return }
    await channel.close()
    read(channel)
  }

  /// Fields of the observation: type `DICOMWebWorkitemDescription.events`.
  var fields: [String: Value] {
    guard let opening else { return [:] }
    var fields: [String: Value] = ["channel": .string(opening)]
    guard channel != nil else { return fields }
    let states = reports.compactMap(\.state)
    fields["events"] = .list(reports.map(\.value))
    fields["reported-states"] = .list(states.map { .string($0.rawValue) })
    let ranks = states.map(Self.rank)
    fields["in-order"] = .boolean(zip(ranks, ranks.dropFirst()).allSatisfy { $0 <= $1 })
    fields["closed-by-peer"] = .boolean(ending.map { $0 != .ours } ?? false)
    return fields
  }

  /// Reads what came since.
  private mutating func read(_ channel: EventChannel) {
    let messages = channel.messages
    reports += messages.dropFirst(messagesRead).map(WorkitemEventReport.init).filter {
      $0.workitem == nil || $0.workitem == fixture.instance
    }
    messagesRead = messages.count
  }

  /// A state never goes back (PS3.4 Table CC.1.1-2).
  private static func rank(_ state: WorkitemState) -> Int {
    switch state {
    case .scheduled: 0
    case .inProgress: 1
    case .completed, .canceled: 2
    }
  }

  /// Whether an address is on the service's own host.
  private func isHere(_ address: String) -> Bool {
    guard let host = URLComponents(string: address)?.host, let own = URLComponents(string: base)?.host else {
      return false
    }
    return host.lowercased() == own.lowercased()
  }
}
