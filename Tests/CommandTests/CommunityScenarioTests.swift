import Foundation
import TestPeers
import Testing

/// The requirements on other communities, from their files to the verdict, against gateways that do well and ones that do
/// not.
@Suite("Other communities", .serialized, .timeLimit(.minutes(5)))
struct CommunityScenarioTests {
  static let documents = [
    "XCA-001a", "XCA-001b", "XCA-001f", "XCA-002a", "XCA-002b", "XCA-003a", "XCA-009a", "XCA-010a", "XCA-010c",
    "NET-004a",
  ]
  static let respondingImages = ["XCA-004a", "XCA-006a", "XCA-007a"]
  static let initiatingImages = ["XCA-004b", "XCA-005a", "XCA-006b"]

  /// What each defect of gateways for documents breaks. A defect is tried with what it breaks alone, to save time; the good
  /// gateways with all.
  static let broken: [CommunityGateways.Defect: Set<String>] = [
    .none: [],
    .noHome: ["XCA-001a", "XCA-002a", "XCA-009a"], .bareHome: ["XCA-001a", "XCA-002a", "XCA-009a"],
    .otherHome: ["XCA-001a", "XCA-002a", "XCA-009a"],
    .noHomeRetrieved: ["XCA-001a", "XCA-002a"], .takesAnyHome: ["XCA-002b"], .takesNoHome: ["XCA-002b"],
    .noLocation: ["XCA-002b", "XCA-010c"], .localAction: ["XCA-002a"],
    .truncates: ["XCA-001a", "XCA-002a", "NET-004a"], .inline: ["XCA-001a", "XCA-002a"], .slow: ["XCA-003a"],
    .refusesOften: ["XCA-003a"], .keepsFailures: [],
    .dropsHomes: ["XCA-001a", "XCA-009a"], .firstOnly: ["XCA-001a", "XCA-009a", "NET-004a"],
    .allOrNothing: ["XCA-001a", "NET-004a"], .hidesSilence: ["NET-004a"], .namelessSilence: ["XCA-010c"],
    .generalSilence: ["NET-004a"], .asksAll: ["XCA-009a", "NET-004a"], .takesStrangers: ["XCA-001b"],
    .ignoresTime: ["XCA-009a"], .repeats: ["XCA-001a", "NET-004a"], .waits: ["XCA-010a"],
    .listsOnce: ["XCA-001f"], .givesOnce: ["XCA-001f"],
  ]

  /// The same of responding gateways for images.
  static let brokenResponding: [ImagingGateways.Defect: Set<String>] = [
    .none: [], .spoilsImage: ["XCA-004a"], .forgetsImage: Set(respondingImages), .noHome: ["XCA-004a"],
    .takesAnyHome: ["XCA-006a"], .unknownIsSuccess: ["XCA-006a"], .anySyntax: ["XCA-006a"], .firstSyntax: ["XCA-007a"],
    .refusesCompressed: ["XCA-007a"],
  ]

  /// The same of initiating gateways for images.
  static let brokenInitiating: [ImagingGateways.Defect: Set<String>] = [
    .none: [], .allOrNothing: ["XCA-005a"], .hidesSilence: ["XCA-005a"], .namelessSilence: ["XCA-005a"],
    .takesStrangers: ["XCA-006b"], .dropsHomes: ["XCA-004b"],
  ]

  @Test("Each requirement on documents is met by who keeps it alone", arguments: CommunityGateways.Defect.allCases)
  func documents(_ defect: CommunityGateways.Defect) async throws {
    let peer = try await CommunityGateways.start(defect)
    defer { peer.stop() }
    // Two answers show whether a peer is slow, and two seconds whether it gives up.
    let broken = try #require(Self.broken[defect])
    let ids = broken.isEmpty ? Self.documents : broken.sorted()
    let verdicts = try await Self.verdicts(
      Self.systems(of: peer), only: ids,
      inputs: [
        "silent-community=\(CommunityGateways.silent)", "community-queries=2", "community-time=1200 ms",
        "silence-time=1700 ms",
      ])
    expect(verdicts, ids, broken: broken, "\(defect)")
  }

  @Test("A gateway that was not told of the silent community is not blamed for it")
  func unprepared() async throws {
    let peer = try await CommunityGateways.start()
    defer { peer.stop() }
    let verdicts = try await Self.verdicts(Self.systems(of: peer), only: ["NET-004a", "XCA-010a", "XCA-010c"])
    for id in ["NET-004a", "XCA-010a", "XCA-010c"] { #expect(verdicts[id]?.shown == "inconclusive", "\(id)") }
  }

  @Test("Each requirement on images is met by the responding gateway that keeps it alone")
  func respondingImages() async throws {
    var peers: [PeerProcess] = []
    defer { for peer in peers { peer.stop() } }
    var systems: [System] = []
    for defect in Self.brokenResponding.keys {
      let (peer, dicomPort) = try await ImagingGateways.start(defect)
      peers.append(peer)
      systems.append(Self.respondingImageSystem(defect.rawValue, at: peer, dicomPort: dicomPort))
    }
    let verdicts = try await Self.verdicts(systems, only: Self.respondingImages)
    for id in Self.respondingImages {
      let requirement = try #require(verdicts[id])
      #expect(requirement.bindings.count == systems.count)
      for binding in requirement.bindings {
        let defect = try #require(ImagingGateways.Defect(rawValue: binding.name))
        let isBroken = try #require(Self.brokenResponding[defect]).contains(id)
        #expect(binding.state == (isBroken ? "not met" : "met"), "\(defect) \(id): \(binding.evidence.map(\.why))")
      }
    }
  }

  @Test(
    "Each requirement on images is met by the initiating gateway that keeps it alone",
    arguments: brokenInitiating.keys.sorted { $0.rawValue < $1.rawValue })
  func initiatingImages(_ defect: ImagingGateways.Defect) async throws {
    let (peer, dicomPort) = try await ImagingGateways.start(defect)
    defer { peer.stop() }
    let systems = [
      System(
        name: "here", role: "initiating-imaging-gateway",
        endpoints: ["xds-i: {url: \"http://127.0.0.1:\(peer.port)/images\"}"]),
      Self.respondingImageSystem("a", at: peer, dicomPort: dicomPort),
    ]
    let broken = try #require(Self.brokenInitiating[defect])
    let ids = defect == .none ? Self.initiatingImages : broken.sorted()
    let verdicts = try await Self.verdicts(
      systems, only: ids, inputs: ["silent-community=\(CommunityGateways.silent)"])
    expect(verdicts, ids, broken: broken, "\(defect)")
  }

  private static func respondingImageSystem(_ name: String, at peer: PeerProcess, dicomPort: Int) -> System {
    let address = "http://127.0.0.1:\(peer.port)/a/images"
    let community = "home-community-id: \(CommunityGateways.communities.a)"
    return System(
      name: name, role: "responding-imaging-gateway",
      endpoints: [
        "xca-i: {url: \"\(address)\", \(community), repository-unique-id: \(ImagingGateways.sources.a)}",
        "dicom: {host: 127.0.0.1, port: \(dicomPort), ae-title: A}",
      ])
  }

  @Test("Patients are recognised by who does not guess alone")
  func discovery() async throws {
    var peers: [PeerProcess] = []
    defer { for peer in peers { peer.stop() } }
    var systems: [System] = []
    for defect in DiscoveryGateway.Defect.allCases {
      let (peer, indexPort) = try await DiscoveryGateway.start(defect)
      peers.append(peer)
      let community = "home-community-id: \(CommunityGateways.communities.a)"
      systems.append(
        System(
          name: defect.rawValue, role: "discovery-gateway",
          endpoints: [
            "xcpd: {url: \"http://127.0.0.1:\(peer.port)/discovery\", \(community)}",
            "hl7: {host: 127.0.0.1, port: \(indexPort)}",
          ]))
    }
    try await expectGoodOneAlone(systems, meets: "XCA-001e")
  }

  @Test("Pointers are taken of who gives them whole alone")
  func pointers() async throws {
    var peers: [PeerProcess] = []
    defer { for peer in peers { peer.stop() } }
    var systems: [System] = []
    for defect in RecordLocator.Defect.allCases {
      let peer = try await RecordLocator.start(defect)
      peers.append(peer)
      systems.append(
        System(
          name: defect.rawValue, role: "record-locator", endpoints: ["fhir: {url: \"http://127.0.0.1:\(peer.port)/\"}"]
        ))
    }
    try await expectGoodOneAlone(systems, meets: "XCA-011a")
  }

  /// Of systems that are named by their defects, the one without any meets a requirement.
  private func expectGoodOneAlone(_ systems: [System], meets id: String) async throws {
    let requirement = try #require(try await Self.verdicts(systems, only: [id])[id])
    #expect(requirement.bindings.count == systems.count)
    for binding in requirement.bindings {
      let state = binding.name == "none" ? "met" : "not met"
      #expect(binding.state == state, "\(binding.name): \(binding.evidence.map(\.why))")
    }
  }

  private func expect(_ verdicts: Verdicts, _ ids: [String], broken: Set<String>, _ defect: String) {
    for id in ids {
      let requirement = verdicts[id]
      let evidence = requirement?.evidence.map { "\($0.id): \($0.result), \($0.why)" } ?? []
      #expect(
        requirement?.shown == (broken.contains(id) ? "not met" : "met"),
        "\(defect) \(id): \(requirement?.why ?? "no verdict") \(evidence)")
    }
  }

  /// A system at a site of its own.
  private struct System {
    let name: String
    let role: String
    let endpoints: [String]

    var yaml: String {
      """
        - id: site-\(name)
          name: Site \(name)
          systems:
            - id: \(name)
              vendor: Vendor
              product: Product
              roles: [\(role)]
              permits: [read, write]
              endpoints:
      \(endpoints.map { "          \($0)\n" }.joined())
      """
    }
  }

  /// An initiating gateway and two responding ones.
  private static func systems(of peer: PeerProcess) -> [System] {
    let address = "http://127.0.0.1:\(peer.port)"
    func responding(_ name: String, _ community: String) -> System {
      System(
        name: name, role: "responding-gateway",
        endpoints: [
          "xca: {url: \"\(address)/\(name)/gateway\", home-community-id: \(community)}",
          "xds: {url: \"\(address)/\(name)/repository\"}",
        ])
    }
    return [
      System(name: "here", role: "initiating-gateway", endpoints: ["xca: {url: \"\(address)/gateway\"}"]),
      responding("a", CommunityGateways.communities.a), responding("b", CommunityGateways.communities.b),
    ]
  }

  /// The verdicts of a run on systems.
  private static func verdicts(_ systems: [System], only: [String], inputs: [String] = []) async throws -> Verdicts {
    let tender = try Tender(port: 1)
    let specification = try tender.specification("communities", "shared-between-communities")
    try tender.shortenWaits(in: specification)
    try tender.write(
      """
      edition: 1
      kind: network
      id: test
      title: Test network
      sites:

      """ + systems.map(\.yaml).joined(), "network.yaml")
    try tender.write(
      """
      edition: 1
      kind: bid
      id: test-bid
      bidder: Bidder
      documents:
        - {id: statement, path: statement.txt, title: Conformance statement}
      offers:
        - roles: [\(Set(systems.map(\.role)).sorted().joined(separator: ", "))]
          vendor: Vendor
          product: Product
          documents: [statement]

      """, "bid/bid.yaml")
    let arguments = ["--only", only.joined(separator: ",")] + inputs.flatMap { ["--input", $0] }
    let ended = try await tender.start(arguments, specification: specification).ended()
    #expect(ended.status != 2, "\(ended.error)")
    return try tender.verdicts()
  }
}

extension Verdicts.Binding {
  /// The first system's id.
  fileprivate var name: String { systems?.values.first?.split(separator: "/").last.map(String.init) ?? "" }
}
