import Foundation
import TestPeers
import Testing

/// The requirement on the provider information directory over SOAP, from its file to the verdict.
@Suite("Provider information", .serialized, .timeLimit(.minutes(3)))
struct ProviderInformationScenarioTests {
  /// What a directory comes to. One that can't reach what is behind it has answered nothing.
  private static func state(_ defect: ProviderDirectory.Defect) -> String {
    switch defect {
    case .none: "met"
    case .unreachable: "inconclusive"
    default: "not met"
    }
  }

  @Test("It is met by who keeps it, and by nobody else", arguments: ProviderDirectory.Defect.allCases)
  func verdict(_ defect: ProviderDirectory.Defect) async throws {
    let peer = try await ProviderDirectory.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    try tender.offer("provider-directory", endpoints: ["hpd: {url: \"http://127.0.0.1:\(peer.port)/\"}"])
    let ended = try await tender.start(specification: try tender.specification("provider-information")).ended()
    let requirement = try #require(try tender.verdicts()["IDN-013c"], "\(ended.error)")
    #expect(requirement.shown == Self.state(defect), "\(defect) \(requirement.explained)")
  }
}
