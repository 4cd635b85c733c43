import Foundation
import TestPeers
import Testing

/// The requirements on acknowledgements against other people's receivers, each with its manners: `hl7` takes whatever comes,
/// `hl7apy` knows one event and closes after each message.
@Suite("Messages to other people's receivers", .serialized, .timeLimit(.minutes(3)))
struct MessageReceiverScenarioTests {
  static let states: [MessageReceiver: [String: String]] = [
    .hl7: ["ADT-001b": "met", "ADT-006a": "met", "ADT-006b": "not met"],
    .hl7apy: ["ADT-001b": "not met", "ADT-006a": "partly met 0.5", "ADT-006b": "not met"],
  ]

  @Test("Each gets the verdict of its manners", arguments: MessageReceiver.allCases)
  func verdicts(_ receiver: MessageReceiver) async throws {
    let peer = try await receiver.start()
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    try tender.offer("scheduler", endpoints: ["hl7: {host: 127.0.0.1, port: \(peer.port)}"])
    let expected = try #require(Self.states[receiver])
    let ended = try await tender.start(
      ["--only", expected.keys.sorted().joined(separator: ",")], specification: tender.specification("messages")
    ).ended()
    let verdicts = try tender.verdicts()
    for (id, state) in expected {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == state, "\(requirement.explained)")
    }
  }
}
