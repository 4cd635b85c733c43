import Foundation
import TestPeers
import Testing

/// The requirements on systems that call the harness's registry, repository and gateway, from their files to the verdict,
/// against systems that do well and ones that do not.
@Suite("Systems that share with the harness", .serialized, .timeLimit(.minutes(5)))
struct SharingClientScenarioTests {
  private static let publications = ["XDS-001h", "XDS-004h", "XDS-013h"]
  private static let all = publications + ["XDS-008h", "XCA-001h"]

  /// What each defect comes to; all else is met. Who sends nothing is held to nothing: it may not reach the harness.
  private static func outcomes(_ defect: SharingClients.Defect) -> [String: String] {
    func not(_ ids: [String], _ state: String = "not met") -> [String: String] {
      Dictionary(uniqueKeysWithValues: ids.map { ($0, state) })
    }
    return switch defect {
    case .none, .bundleFirst, .bundleBeside: [:]
    case .never: not(publications, "not demonstrated")
    case .noClassCode, .wrongHash, .barePatient, .noMembership, .otherPatient,
      .inline:
      not(publications)
    // Nothing that is taken comes; that something else came is told with the silence.
    case .soap11: not(all, "not demonstrated")
    case .noMessageID: not(["XDS-001h", "XDS-008h"])
    case .otherAction: not(["XDS-001h", "XDS-013h"])
    case .otherID, .losesInstance: not(["XDS-001h"])
    case .losesText: not(["XDS-013h"])
    case .octets: not(["XDS-001h", "XDS-013h"])
    case .noStatus, .bareCode, .bareQuery: not(["XDS-008h"])
    case .neverFetches: not(["XDS-008h"], "not demonstrated")
    case .otherRepository: not(["XDS-008h"])
    case .neverAsks: not(["XCA-001h"], "not demonstrated")
    case .dropsHome: not(["XCA-001h"])
    // The harness is a gateway alone then, so that it is asked as one.
    case .asRegistry: not(publications + ["XDS-008h"], "not demonstrated").merging(not(["XCA-001h"])) { $1 }
    }
  }

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: SharingClients.Defect.allCases)
  func verdicts(_ defect: SharingClients.Defect) async throws {
    let port = try PeerProcess.freePort()
    let (peer, messagePort, webPort) = try await SharingClients.start(defect, target: port)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let actors =
      (defect == .asRegistry ? [] : ["document-registry", "document-repository"]) + ["responding-gateway"]
    let roles = "document-source, report-publisher, document-consumer, outgoing-gateway"
    try tender.writeNetwork(
      listeners: """
        soap-listeners:
          - id: actors
            host: 127.0.0.1
            port: \(port)
            plays: [\(actors.joined(separator: ", "))]
        """,
      systems: """
        - id: clients
          vendor: Vendor
          product: Product
          roles: [\(roles)]
          permits: [read, write, listen]
          endpoints:
            dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: \(SharingClients.aeTitle)}
            hl7: {host: 127.0.0.1, port: \(messagePort)}
            xds: {url: "http://127.0.0.1:\(webPort)/"}
        """)
    try tender.writeBid(roles: "\(roles)")
    let waits = ["publication-wait=2 s", "consultation-wait=2 s", "passing-on-wait=500 ms"]
    let ended = try await tender.start(
      waits.flatMap { ["--input", $0] }, specification: try tender.specification("clients")
    ).ended()
    let verdicts = try tender.verdicts()
    let outcomes = Self.outcomes(defect)
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(
        requirement.shown == outcomes[id] ?? "met",
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }
}
