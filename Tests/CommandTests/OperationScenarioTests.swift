import Foundation
import TestPeers
import Testing

/// The requirements on clocks, names and directories, from their files to the verdict.
@Suite("Clocks, names and directories", .serialized, .timeLimit(.minutes(5)))
struct OperationScenarioTests {
  /// One thing that is wrong in a network.
  enum Fault: String, CaseIterable, Sendable {
    case none, web, fast, jumps, unset, noService, refusing, unknownOrganisation, noAddress
  }

  /// What each fault breaks; all else is met.
  static let broken: [Fault: [String: String]] = [
    // Where NTP is closed, the web service's dates tell.
    .none: [:], .web: [:], .fast: ["SEC-012a": "not met"], .jumps: ["SEC-012a": "not met"],
    // With a clock that is not set nothing can be compared.
    .unset: ["SEC-012a": "inconclusive", "SEC-012b": "not met"], .noService: ["IDN-013a": "not met"],
    // Who may not ask has learnt nothing.
    .refusing: ["SEC-012a": "inconclusive"],
    .unknownOrganisation: ["IDN-013b": "not met"], .noAddress: ["IDN-013b": "not met"],
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: Fault.allCases)
  func verdicts(_ fault: Fault) async throws {
    let clock = try await TimeServer.start(
      fault == .fast ? .fast : fault == .jumps ? .jumps : fault == .refusing ? .refuses : .none)
    let time = fault == .unset ? try await TimeServer.start(.unset) : try await TimeServer.chrony()
    let names = try await NameServer.start(fault == .noService ? .noService : .none)
    var settings = DirectoryServer.Settings()
    if fault == .unknownOrganisation { settings.organisations[0].code = "RZZ" }
    if fault == .noAddress { settings.organisations[0].service = nil }
    let directory = try await DirectoryServer.start(settings)
    defer { for peer in [clock, time, names, directory] { peer.stop() } }
    let web = try await Nginx.start(Nginx.Settings())
    defer { web.stop() }
    let endpoint =
      fault == .web
      ? "dicomweb: {url: 'http://127.0.0.1:\(web.port)/'}" : "ntp: {host: 127.0.0.1, port: \(clock.port)}"
    let tender = try Tender(port: clock.port)
    let specification = try tender.specification("operation")
    try tender.writeNetwork(
      systems: """
        - id: archive
          vendor: Vendor
          product: Product
          roles: [archive]
          endpoints: {\(endpoint)}
        - id: time
          vendor: Vendor
          product: Time
          roles: [time-server]
          endpoints: {ntp: {host: 127.0.0.1, port: \(time.port)}}
        - id: names
          vendor: Vendor
          product: Names
          roles: [name-server]
          endpoints: {dns: {host: 127.0.0.1, port: \(names.port)}}
        - id: addresses
          vendor: Vendor
          product: Addresses
          roles: [provider-directory]
          endpoints: {ldap: {host: 127.0.0.1, port: \(directory.port), base: "\(DirectoryServer.base)"}}
        """)
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[fault])
    for id in ["SEC-012a", "SEC-012b", "IDN-013a", "IDN-013b"] {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(
        requirement.shown == broken[id] ?? "met",
        "\(fault) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }
}
