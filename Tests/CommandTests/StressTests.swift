import Foundation
import TestPeers
import Testing

/// Bad manners and load, from the specification's row to its state, against peers that stand them and peers that do not.
@Suite("Stress", .serialized)
struct StressTests {
  /// A peer, a requirement, and what a run has to say of them.
  struct Scenario: CustomTestStringConvertible, Sendable {
    var requirement: String
    var temper: StressedPeer.Temper
    var state: String
    /// Blame of the last step; nil where the exchange completed.
    var blame: String?

    init(_ requirement: String, _ temper: StressedPeer.Temper, _ state: String, blame: String? = nil) {
      self.requirement = requirement
      self.temper = temper
      self.state = state
      self.blame = blame
    }

    var testDescription: String { "\(requirement) \(temper)" }
  }

  static let scenarios = [
    // Malformed PDUs
    Scenario("RES-007a", .steady, "met"),
    Scenario("RES-007a", .dies, "not met", blame: "system"),
    Scenario("RES-007a", .hangs, "not met", blame: "system"),
    Scenario("RES-007a", .takesAnything, "not met"),
    Scenario("RES-007a", .ignores, "not met"),
    // The wrong order
    Scenario("RES-007b", .steady, "met"),
    Scenario("RES-007b", .dies, "not met", blame: "system"),
    Scenario("RES-007b", .takesAnything, "not met"),
    // Unknown commands
    Scenario("RES-007c", .steady, "partly met"),
    Scenario("RES-007c", .takesAnything, "not met"),
    Scenario("RES-007c", .ignores, "not met"),
    // Silent and slow callers
    Scenario("RES-007d", .steady, "met"),
    Scenario("RES-007d", .servesOneAtATime, "not met"),
    // Many at a time
    Scenario("DST-015c", .steady, "met"),
    Scenario("DST-015c", .failsEveryTenth, "not met", blame: "system"),
    Scenario("DST-015c", .abortsEveryThird, "not met", blame: "system"),
    Scenario("DST-015c", .refusesBeyond(10), "not met", blame: "system"),
    Scenario("DST-015c", .takes(milliseconds: 1_500), "not met"),
    Scenario("DST-015c", .dropsBeyond(10), "inconclusive", blame: "network"),
    Scenario("DST-015c", .hangsAfter(20), "inconclusive", blame: "network"),
    Scenario("DST-015c", .diesAfter(20), "inconclusive", blame: "network"),
  ]

  /// Some requirements, of the files of requirements that are needed for them.
  private static func run(_ tender: Tender, _ only: String, _ arguments: String...) async throws -> Assay.Ended {
    try await tender.start(
      ["--only", only] + arguments, specification: try tender.specification("performance", "rough-treatment")
    ).ended()
  }

  @Test("Stress ends in time, with the right blame, and only who stands it passes", arguments: scenarios)
  func stress(scenario: Scenario) async throws {
    let peer = try await StressedPeer(scenario.temper)
    let tender = try Tender(port: peer.port, permits: "read, write, load")
    let ended = try await Self.run(
      tender, scenario.requirement, "--timeout", "6", "--input", "load-time=2s", "--input", "associations=20")
    #expect(ended.duration < .seconds(120))
    let requirement = try #require(try tender.verdicts()[scenario.requirement], "\(ended.error)")
    #expect(requirement.state == scenario.state, "\(requirement.why)")
    #expect(requirement.evidence.first?.steps.last?.failure?.blame == scenario.blame)
  }

  @Test(
    "A system that nobody can reach is not to blame for any stress", arguments: ["RES-007a", "RES-007d", "DST-015c"])
  func unreachable(requirement: String) async throws {
    let tender = try Tender(port: try PeerProcess.freePort(), permits: "read, write, load")
    let ended = try await Self.run(tender, requirement, "--timeout", "6", "--input", "load-time=2s")
    #expect(ended.status == 3 && ended.duration < .seconds(120), "\(ended.error)")
    #expect(try tender.verdicts()[requirement]?.state == "inconclusive")
  }

  @Test("Without the permission nothing is sent", arguments: ["RES-007a", "DST-015c"])
  func permission(requirement: String) async throws {
    let peer = try await MisbehavingPeer(.none)
    let tender = try Tender(port: peer.port)
    _ = try await Self.run(tender, requirement)
    let verdict = try #require(try tender.verdicts()[requirement])
    #expect(verdict.state == "not demonstrated" && verdict.evidence.first?.why.contains("load") == true)
    #expect(peer.sightings.isEmpty)
  }

  /// Requirement, Orthanc's state, dcmqrscp's state. Established with a raw client in Python against both (resets and
  /// A-ABORT for malformed PDUs and wrong order; C-ECHO with a foreign class answered 0000) and with echoscu beside a
  /// silent connection (no answer within 3 s from either); dcmqrscp is configured for 16 associations.
  static let products = [
    ("RES-007a", "met", "met"), ("RES-007b", "met", "met"), ("RES-007c", "partly met", "partly met"),
    ("RES-007d", "not met", "not met"), ("RES-007g", "met", "met"),
  ]

  @Test("Products are found as other tools find them", arguments: VerdictTests.Product.allCases)
  func products(product: VerdictTests.Product) async throws {
    let orthanc = product == .orthanc ? try await Orthanc.start() : nil
    let peer = if let orthanc { orthanc.process } else { try await DCMQRSCP.start() }
    let tender = try Tender(
      port: peer.port, aeTitle: product == .orthanc ? Orthanc.aeTitle : DCMQRSCP.aeTitle, permits: "read, write, load")
    let only = (Self.products.map(\.0) + (product == .orthanc ? [] : ["DST-015c"])).joined(separator: ",")
    let ended = try await Self.run(tender, only, "--input", "load-time=2s")
    #expect(peer.isRunning, "\(peer.output)")
    let verdicts = try tender.verdicts()
    for (id, orthanc, dcmqrscp) in Self.products {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.state == (product == .orthanc ? orthanc : dcmqrscp), "\(id): \(requirement.why)")
    }
    if product == .dcmqrscp { #expect(verdicts["DST-015c"]?.state == "not met") }
  }
}
