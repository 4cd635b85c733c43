import Foundation
import Inventory
import Specification
import Testing

@Suite("Reading good inventories")
struct GoodFileTests {
  @Test("Every key of a network reaches the model")
  func network() throws {
    let reading = InventoryReader.network(try Sample.source(Sample.network, "n.yaml"), rules: Sample.rules)
    #expect(reading.diagnostics.map(\.rendered) == [])
    let network = try #require(reading.value)
    #expect(network.id == "north-west" && network.title == "North West" && network.callingAETitle == "HARNESS")
    #expect(
      network.listeners == [
        Listener(aeTitle: "LISTENER_IN", host: "127.0.0.1", port: 11_120),
        Listener(
          aeTitle: "LISTENER_TLS", host: "harness.example", port: 2762,
          tls: Listener.TLS(certificate: "me.pem", key: "me.key", trust: "ca.pem")),
      ])
    #expect(
      network.notificationListeners == [
        NotificationListener(id: "hook", host: "::1", port: 8080),
        NotificationListener(
          id: "gate", host: "127.0.0.1", port: 8443, url: "https://gate.example/x/",
          tls: Listener.TLS(certificate: "a.pem", key: "a.key")),
      ])
    #expect(network.notificationListeners.map(\.address) == ["http://[::1]:8080", "https://gate.example/x"])
    #expect(
      network.soapListeners == [
        SOAPListener(id: "answers", host: "127.0.0.1", port: 8081),
        SOAPListener(
          id: "actors", host: "127.0.0.1", port: 8082, url: "https://gate.example/soap",
          actors: [.documentRegistry, .notificationRecipient],
          assertions: AssertionTrust(certificates: "issuers.pem", audience: "https://gate.example/soap")),
      ])
    #expect(network.soapListeners.map(\.address) == ["http://127.0.0.1:8081", "https://gate.example/soap"])
    #expect(
      network.auditListeners == [
        AuditListener(
          id: "trail", host: "127.0.0.1", port: 6514, transport: .tls,
          tls: Listener.TLS(certificate: "a.pem", key: "a.key", trust: "ca.pem")),
        AuditListener(id: "datagrams", host: "127.0.0.1", port: 6514, transport: .udp),
        AuditListener(id: "web", host: "127.0.0.1", port: 6515, transport: .fhir),
      ])
    #expect(network.listened == [.dicom, .fhir, .xds, .dsub, .syslog])
    #expect(network.sites.map(\.id) == ["north", "south"])
    #expect(network.sites.map(\.name) == ["North Hospital", "South Hospital"])
    #expect(network.sites.map(\.odsCode) == ["RGT01", nil])
    let pacs = try #require(network.sites[0].systems.first)
    #expect(pacs.reference == "north/pacs" && pacs.span.line == 11)
    #expect([pacs.vendor, pacs.product, pacs.version] == ["Acme", "Store", "3.1"])
    #expect(pacs.roles == ["archive", "viewer"] && pacs.permits == [.read, .write])
    #expect(
      pacs.windows == [
        Window(days: ["mon", "sun"], from: 1320, until: 390), Window(days: [], from: 720, until: 780),
      ])
    #expect(pacs.limits == Limits(concurrency: 4, rate: 20) && pacs.link == nil)
    let line = Link(megabitsPerSecond: 100, roundTrip: 50_000_000)
    #expect(network.sites[1].link == line, "its systems are reached over it")
    #expect(network.sites[1].systems.map(\.link) == [line, Link(roundTrip: 9_000_000)])
    #expect(
      pacs.endpoints[.dicom]
        == .dicom(
          DICOMEndpoint(
            host: "127.0.0.1", port: 11112, aeTitle: "ARCHIVE", callingAETitle: "PROBE",
            tls: TLSSettings(trust: "ca.pem", certificate: "me.pem", key: "me.key", serverName: "pacs.example"))))
    #expect(pacs.endpoints.count == EndpointProtocol.allCases.count)
  }

  @Test(
    "An endpoint of another protocol keeps its address and settings",
    arguments: [
      AddressEndpoint(
        protocolName: .dicomweb, address: "https://pacs.example:8443/dicom-web", tls: TLSSettings(trust: "ca.pem")),
      AddressEndpoint(
        protocolName: .hl7, address: "[::1]:2575",
        settings: [
          "receiving-application": "RIS", "receiving-facility": "NORTH", "sending-application": "ASSAY",
          "sending-facility": "HARNESS",
        ]),
      AddressEndpoint(protocolName: .fhir, address: "http://[::1]/fhir"),
      AddressEndpoint(
        protocolName: .xds, address: "https://xds.example/",
        settings: ["repository-unique-id": "1.2.3", "home-community-id": "1.2.4"]),
      AddressEndpoint(
        protocolName: .xcai, address: "https://xca.example/i", settings: ["home-community-id": "1.2.4"]),
      AddressEndpoint(protocolName: .dns, address: "names.example:53"),
      AddressEndpoint(protocolName: .syslog, address: "audit.example:6514", tls: TLSSettings()),
      AddressEndpoint(protocolName: .ntp, address: "time.example:123"),
      AddressEndpoint(protocolName: .ldap, address: "directory.example:389", settings: ["base": "dc=example"]),
    ])
  func address(_ expected: AddressEndpoint) throws {
    let network = InventoryReader.network(try Sample.source(Sample.network, "n.yaml"), rules: nil).value
    #expect(network?.sites[0].systems[0].endpoints[expected.protocolName] == .address(expected))
  }

  @Test("A system that says nothing may be read at any time, one at a time; an empty list permits nothing")
  func silence() throws {
    let network = InventoryReader.network(try Sample.source(Sample.network, "n.yaml"), rules: nil).value
    let systems = try #require(network?.sites.last?.systems)
    #expect(systems[0].permits == [.read] && systems[0].windows.isEmpty && systems[0].endpoints.isEmpty)
    #expect(systems[0].limits == Limits())
    #expect(systems[1].permits.isEmpty)
  }

  @Test("A bid is read from its folder or its file, and a missing document is no error")
  func bid() throws {
    let folder = NSTemporaryDirectory() + "bid-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Sample.bid.utf8).write(to: URL(fileURLWithPath: folder + "/bid.yaml"))
    for path in [folder, folder + "/bid.yaml"] {
      let reading = InventoryReader.bid(at: path, rules: Sample.rules)
      #expect(reading.diagnostics.map(\.rendered) == [])
      let bid = try #require(reading.value)
      #expect(bid.id == "acme" && bid.bidder == "Acme Ltd" && bid.folder == folder)
      #expect(bid.declaration == "declaration.yaml")
      #expect(bid.documents.map(\.id) == ["statement", "manual"])
      #expect(bid.documents.map(\.path) == ["docs/statement.pdf", "docs/manual.html"])
      #expect(bid.documents.map(\.title) == ["Statement", "Manual"])
      #expect(bid.documents.map(\.sha256) == [Sample.digest.lowercased(), nil])
      #expect(bid.offers.map(\.documents) == [["statement", "manual"], []])
      #expect(bid.offers.map(\.roles) == [["archive"], ["viewer"]])
      #expect(bid.offers.map(\.product) == ["Store", "View"] && bid.offers.map(\.version) == ["3.1", nil])
      #expect(bid.offers.map(\.applicationEntities) == [["STORE_SCP"], []])
    }
  }

  @Test("A document that a link leads out of the bid's folder is refused")
  func link() throws {
    let folder = NSTemporaryDirectory() + "bid-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Sample.bid.utf8).write(to: URL(fileURLWithPath: folder + "/bid.yaml"))
    try FileManager.default.createSymbolicLink(atPath: folder + "/docs", withDestinationPath: "/etc")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/declaration.yaml", withDestinationPath: folder + "/bid.yaml")
    let reading = InventoryReader.bid(at: folder, rules: nil)
    #expect(reading.value == nil)
    #expect(reading.diagnostics.map(\.code) == ["path-outside-folder", "path-outside-folder"])
    #expect(reading.diagnostics.map(\.span.line) == [6, 7])
  }

  @Test("A folder without a bid is an error")
  func missing() {
    let reading = InventoryReader.bid(at: NSTemporaryDirectory() + "no-such-bid", rules: nil)
    #expect(reading.value == nil && reading.diagnostics.map(\.code) == ["unreadable-file"])
  }

  @Test("A declaration's answers are found by requirement and revision")
  func declaration() throws {
    let reading = InventoryReader.declaration(try Sample.source(Sample.declaration, "d.yaml"), rules: Sample.rules)
    #expect(reading.diagnostics.map(\.rendered) == [])
    let declaration = try #require(reading.value)
    #expect(declaration.specification == "imaging" && declaration.version == "2.0")
    #expect(Set(declaration.answers.keys) == ["STO-01@2", "QRY-01@1", "OLD-01@3"])
    let answer = try #require(declaration.answers["STO-01@2"])
    #expect(answer.level == .partial && answer.notes == "In part.")
    #expect(answer.document == "statement" && answer.page == 7 && answer.span.line == 6)
    #expect(declaration.answers["QRY-01@1"]?.level == SupportLevel.none)
  }

  @Test("What evaluators read is found by requirement, revision and evidence")
  func assessment() throws {
    let reading = InventoryReader.assessment(
      try Sample.source(Sample.assessment, "a.yaml"), rules: Sample.rules, bid: "acme")
    #expect(reading.diagnostics.map(\.rendered) == [])
    let assessment = try #require(reading.value)
    #expect(assessment.bid == "acme" && assessment.marks.isEmpty)
    #expect(assessment.claims.map(\.requirement) == ["STO-01@2", "QRY-01@1"])
    #expect(assessment.claims.map(\.answer) == [.confirmed, .refused])
    #expect(assessment.claims.map(\.evaluators) == [["first", "second"], ["first"]])
    #expect(assessment.claims.map(\.sha256) == [Sample.digest.lowercased(), nil])
    #expect(assessment.claims[0].reason == "Page 14, table 4-2: CT as SCP.")
  }

  @Test("Marks are read with who gave them and what was agreed on")
  func marks() throws {
    let reading = InventoryReader.assessment(
      try Sample.source(Sample.marks, "a.yaml"), rules: Sample.rules, bid: "acme")
    #expect(reading.diagnostics.map(\.rendered) == [])
    let marking = try #require(reading.value?.marks.first)
    #expect(marking.requirement == "STO-01@2" && marking.evidence == "board")
    #expect(marking.individual.map(\.evaluator) == ["first", "second"])
    #expect(marking.individual.map(\.given.mark) == [5, 0] && marking.moderated?.mark == 5)
  }

  @Test(
    "A mark that the requirement does not describe, of something else, twice or of nobody is an error",
    arguments: [
      ("{mark: 0, reason: Not seen.}", "{mark: 4, reason: Not seen.}", "unknown-mark"),
      ("moderated: {mark: 5", "moderated: {mark: 3", "unknown-mark"),
      ("evidence: board", "evidence: live", "not-an-assessment"),
      ("evidence: board", "evidence: bored", "unknown-evidence"), ("STO-01@2", "STO-01@1", "stale-revision"),
      (
        "individual:\n      first: {mark: 5, reason: Shown.}\n      second: {mark: 0, reason: Not seen.}",
        "individual: {}", "mark-of-nobody"
      ),
    ])
  func badMarks(text: String, other: String, code: String) throws {
    let reading = InventoryReader.assessment(
      try Sample.source(Sample.marks.replacingOccurrences(of: text, with: other), "a.yaml"), rules: Sample.rules,
      bid: "acme")
    #expect(reading.diagnostics.map(\.code) == [code])
  }

  @Test("An answer to another version of the specification is used, with a warning")
  func version() throws {
    let text = Sample.declaration.replacingOccurrences(of: "\"2.0\"", with: "\"1.9\"")
    let reading = InventoryReader.declaration(try Sample.source(text, "d.yaml"), rules: Sample.rules)
    #expect(reading.value != nil)
    #expect(reading.diagnostics.map(\.severity) == [.warning])
    #expect(reading.diagnostics.first?.code == "other-version")
    #expect(reading.diagnostics.first?.sourceLine == "version: \"1.9\"")
  }

  @Test("Every key of a waiver reaches the model")
  func waivers() throws {
    let reading = InventoryReader.waivers(try Sample.source(Sample.waivers, "w.yaml"))
    #expect(reading.diagnostics.map(\.rendered) == [])
    let waiver = try #require(reading.value?.first)
    #expect(waiver.requirement == "STO-01@2" && waiver.scope == ["north", "south/pacs"])
    #expect(waiver.reason == "Being replaced." && waiver.approver == "Board" && waiver.ticket == "CHG-1")
    #expect(waiver.granted == "2026-01-01" && waiver.expires == "2026-01-01")
  }
}
