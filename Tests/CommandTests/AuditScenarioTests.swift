import Foundation
import TestPeers
import Testing

/// The requirements on audit messages, from their files to the verdict, against peers that audit well and ones that do not.
@Suite("Audit", .serialized, .timeLimit(.minutes(5)))
struct AuditScenarioTests {
  private static let sharing = ["SEC-004a", "SEC-004b", "SEC-004d", "XDS-014b"]

  /// The requirement that each defect breaks, and how.
  private static func broken(by defect: AuditedPeers.Defect) -> (id: String, state: String)? {
    switch defect {
    case .none, .noUser, .bareUser, .noRole, .noPurpose, .onePurpose: nil
    // Whoever says nothing at all may not know where to: nothing is known.
    case .silent: ("SEC-004a", "not demonstrated")
    case .forgetsQueries, .late, .notXML: ("SEC-004a", "not met")
    case .wrongOutcome, .wrongPatient, .wrongEvent, .noAccessPoint, .oldForm, .badHeader: ("SEC-004b", "not met")
    case .patientName: ("SEC-004d", "not met")
    case .unframed, .udpOnly: ("XDS-014b", "not met")
    }
  }

  /// The harness's audit listeners, with certificates of their own.
  private struct Trail {
    let authority: CertificateAuthority
    let client: (key: String, certificate: String)
    let server: (key: String, certificate: String)
    let port: Int
    let datagramPort: Int
    let webPort: Int

    init() throws {
      authority = try CertificateAuthority()
      server = try authority.issue("harness", names: "DNS:localhost,IP:127.0.0.1")
      client = try authority.issue("peer", names: "DNS:localhost,IP:127.0.0.1")
      port = try PeerProcess.freePort()
      datagramPort = try PeerProcess.freePort()
      webPort = try PeerProcess.freePort()
    }

    func place(_ defect: AuditedPeers.Defect, over transport: String = "tls") -> AuditedPeers.Trail {
      AuditedPeers.Trail(
        transport: transport, port: transport == "fhir" ? webPort : port, datagramPort: datagramPort,
        files: (authority.certificate, client.certificate, client.key), defect: defect, delay: 0.5)
    }

    /// Puts the harness's own files beside a network file, and those that it shows to a repository.
    func copy(to folder: URL) throws {
      for (path, name) in [
        (server.certificate, "harness.pem"), (server.key, "harness.key"), (authority.certificate, "ca.pem"),
        (client.certificate, "peer.pem"), (client.key, "peer.key"),
      ] {
        try FileManager.default.copyItem(atPath: path, toPath: folder.appendingPathComponent(name).path)
      }
    }

    /// Lines of the network file.
    var yaml: String {
      """
      audit-listeners:
        - id: trail
          host: 127.0.0.1
          port: \(port)
          transport: tls
          tls: {certificate: harness.pem, key: harness.key, trust: ca.pem}
        - {id: datagrams, host: 127.0.0.1, port: \(datagramPort), transport: udp}
        - {id: web, host: 127.0.0.1, port: \(webPort), transport: fhir}

      """
    }
  }

  /// A tender for one system with the audit listeners.
  private func tender(
    _ roles: String, endpoints: String, trail: Trail, waits: [(String, String)] = []
  ) throws -> (tender: Tender, specification: String) {
    let tender = try Tender(port: 1)
    try trail.copy(to: tender.folder)
    let specification = try tender.specification("audit")
    let rows = "\(specification)/groups/audit.yaml"
    var text = try String(contentsOfFile: rows, encoding: .utf8)
    for (long, short) in waits { text = text.replacing(long, with: short) }
    try text.write(toFile: rows, atomically: true, encoding: .utf8)
    try tender.writeNetwork(
      listeners: trail.yaml,
      systems: """
        - id: peer
          vendor: Vendor
          product: Product
          roles: [\(roles)]
          permits: [read, write, listen]
          endpoints:
        \(endpoints.split(separator: "\n").map { "    \($0)\n" }.joined())
        """)
    try tender.writeBid(roles: "\(roles)")
    return (tender, specification)
  }

  /// Nobody waits a minute for what does not come.
  private static func waits(_ defect: AuditedPeers.Defect) -> [(String, String)] {
    switch defect {
    case .silent, .forgetsQueries, .wrongPatient, .notXML:
      [("within: 60 s", "within: 1 s"), ("timeout: 70 s", "timeout: 1200 ms")]
    case .late: [("within: 60 s", "within: 100 ms")]
    default: []
    }
  }

  private func judge(
    _ defect: AuditedPeers.Defect, over transport: String, only: [String]
  ) async throws -> [Verdicts.Requirement] {
    let registry = try await DocumentRegistry.start()
    defer { registry.stop() }
    let trail = try Trail()
    let peer = try await AuditedPeers.sharing(
      before: registry.port, auditingTo: trail.place(defect, over: transport))
    defer { peer.stop() }
    let (tender, specification) = try tender(
      "document-registry, document-repository",
      endpoints: """
        xds: {url: "http://127.0.0.1:\(peer.port)/", repository-unique-id: \(DocumentRegistry.repositoryUniqueID)}
        """, trail: trail, waits: Self.waits(defect))
    let ended = try await tender.start(
      ["--only", only.joined(separator: ",")], specification: specification
    ).ended()
    try #require(ended.status != 2, "\(ended.error)")
    let verdicts = try tender.verdicts()
    return try only.map { try #require(verdicts[$0], "\(ended.error)") }
  }

  @Test("Each requirement on sharing is met by who audits well, by AuditEvents too where they are enough")
  func good() async throws {
    for requirement in try await judge(.none, over: "tls", only: Self.sharing) {
      #expect(requirement.shown == "met", "\(requirement.explained)")
    }
    for requirement in try await judge(.none, over: "fhir", only: Self.sharing) {
      // They came over HTTP without TLS.
      #expect(
        requirement.shown == (requirement.id == "XDS-014b" ? "not met" : "met"), "\(requirement.explained)")
    }
  }

  @Test(
    "Each defect breaks its requirement", arguments: AuditedPeers.Defect.allCases.filter { broken(by: $0) != nil })
  func bad(_ defect: AuditedPeers.Defect) async throws {
    let broken = try #require(Self.broken(by: defect))
    let requirement = try #require(try await judge(defect, over: "tls", only: [broken.id]).first)
    #expect(requirement.shown == broken.state, "\(defect) \(requirement.explained)")
  }

  @Test(
    "An archive that audits meets it, and one that leaves something out does not",
    arguments: [
      (AuditedPeers.Defect.none, "met"), (.forgetsQueries, "not met"), (.wrongOutcome, "not met"),
    ])
  func archive(_ defect: AuditedPeers.Defect, state: String) async throws {
    let trail = try Trail()
    let peer = try await AuditedPeers.archive(auditingTo: trail.place(defect))
    defer { peer.stop() }
    let (tender, specification) = try tender(
      "archive", endpoints: "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: AUDITED}", trail: trail,
      waits: Self.waits(defect))
    let ended = try await tender.start(["--only", "SEC-004c"], specification: specification).ended()
    let requirement = try #require(try tender.verdicts()["SEC-004c"], "\(ended.error)")
    #expect(requirement.shown == state, "\(defect) \(requirement.explained) \(peer.output)")
  }

  /// What a repository may do.
  private static let sound: [AuditedPeers.RepositoryDefect] = [.none, .identifiesUsers, .refersToObjects]

  @Test(
    "A repository that gives what it took meets it, and no other", arguments: AuditedPeers.RepositoryDefect.allCases)
  func repository(_ defect: AuditedPeers.RepositoryDefect) async throws {
    let trail = try Trail()
    let syslog = try PeerProcess.freePort()
    let peer = try await AuditedPeers.repository(
      defect, syslog: syslog, authority: trail.authority.certificate, certificate: trail.server.certificate,
      key: trail.server.key)
    defer { peer.stop() }
    let (tender, specification) = try tender(
      "audit-repository",
      endpoints: """
        syslog: {host: 127.0.0.1, port: \(syslog), tls: {trust: ca.pem, certificate: peer.pem, key: peer.key}}
        fhir: {url: "http://127.0.0.1:\(peer.port)"}
        """, trail: trail,
      waits: Self.sound.contains(defect) ? [] : [("every: 2 s, for: 60 s", "every: 100 ms, for: 1 s")])
    let ended = try await tender.start(["--only", "SEC-005a"], specification: specification).ended()
    let requirement = try #require(try tender.verdicts()["SEC-005a"], "\(ended.error)")
    let expected = Self.sound.contains(defect) ? "met" : "not met"
    #expect(requirement.shown == expected, "\(defect) \(requirement.explained)")
  }
}
