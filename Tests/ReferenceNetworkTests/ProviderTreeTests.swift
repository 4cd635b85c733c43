import IHE
import Judgement
import NIOPosix
import Testing

@testable import ReferenceNetwork

/// The directory of providers over LDAP, asked by OpenLDAP's library and held against its requirement.
@Suite("Directory of providers over LDAP", .timeLimit(.minutes(2)))
struct ProviderTreeTests {
  private static let base = "OU=HCRegulatedOrganization,DC=HPD,O=NHS,C=GB"

  /// What comes of a search.
  private static func found(
    _ filter: String, base: String = base, scope: DirectorySearch.Scope = .subtree, limit: Int = 200,
    attributes: [String] = [], lock: SimulatedLock? = nil, as credentials: (name: String, password: String)? = nil,
    with defects: Set<ProvidersDefect> = []
  ) async throws -> DirectorySearch.Outcome {
    let tree = ProviderTree(
      base: Self.base, defects: defects, lock: lock.map { EndpointLock(lock: $0, defects: []) })
    let listener = try await DirectoryListener.start(
      host: "127.0.0.1", port: 0, tls: nil, group: MultiThreadedEventLoopGroup.singleton, tree: tree)
    let search = DirectorySearch(
      host: "127.0.0.1", port: listener.port, credentials: credentials, base: base, scope: scope, filter: filter,
      attributes: attributes, limit: limit)
    do {
      let outcome = try await search.run(within: .seconds(20))
      await listener.stop()
      return outcome
    } catch {
      await listener.stop()
      throw error
    }
  }

  @Test(
    "Filters find whom they describe, without regard to capitals",
    arguments: [
      ("(hcIdentifier=*:RXX:*)", 1), ("(hcIdentifier=*:ZZZ999:*)", 0), ("(o=north hospital)", 1), ("(o=*)", 2),
      ("(objectClass=*)", 2), ("(&(o=*Hospital)(!(hcIdentifier=*:RXX:*)))", 1),
      ("(|(o=North*)(o=South*))", 2), ("(o=So*th*pital)", 1), ("(cn=*)", 0), ("(o>=A)", 0), ("(!(o>=A))", 0),
    ])
  func filters(_ filter: String, _ count: Int) async throws {
    let outcome = try await Self.found(filter)
    #expect(outcome.code == 0 && outcome.entries.count == count, "\(filter): \(outcome)")
  }

  @Test("An entry has the attributes that are asked for, and stands where its name says")
  func entries() async throws {
    let entry = try #require(try await Self.found("(hcIdentifier=*:RXX:*)").entries.first)
    #expect(entry.name == "uid=RXX,\(Self.base)")
    #expect(entry.attributes.map(\.name) == ["hcIdentifier", "o", "labeledURI"])
    let some = try await Self.found("(hcIdentifier=*:RXX:*)", attributes: ["O"])
    #expect(some.entries.first?.attributes.map(\.name) == ["o"])
    #expect(try await Self.found("(o=*)", base: entry.name, scope: .base).entries.map(\.name) == [entry.name])
    #expect(try await Self.found("(o=*)", scope: .base).entries.isEmpty)
    #expect(try await Self.found("(o=*)", scope: .one).entries.count == 2)
    #expect(try await Self.found("(o=*)", base: "dc=other").code == 32)
    #expect(try await Self.found("(o=*)", limit: 1).code == 4)
  }

  @Test("A directory that wants a password lets in who shows it, and nobody else")
  func password() async throws {
    let lock = SimulatedLock.password(user: "cn=assay", "secret")
    #expect(try await Self.found("(o=*)", lock: lock).code == 50)
    #expect(try await Self.found("(o=*)", lock: lock, as: ("cn=assay", "wrong")).code == 49)
    let outcome = try await Self.found("(o=*)", lock: lock, as: ("cn=assay", "secret"))
    #expect(outcome.code == 0 && outcome.entries.count == 2)
  }

  @Test("What is no request is read as none, however it ends")
  func hostile() throws {
    let bind: [UInt8] = [0x30, 12, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0]
    #expect(try DirectoryRequest(bind[...]).operation == .bind(name: "", password: ""))
    for end in 1..<bind.count {
      #expect(throws: EncodedElement.Fault.self) { _ = try DirectoryRequest(bind[..<end]) }
    }
    let wrong: [[UInt8]] = [
      [0x1F, 1, 0], [0x30, 0x80, 0, 0], [0x30, 0x85, 0, 0, 0, 0, 1, 0], [0x30, 5, 2, 1, 1, 0x77, 0],
    ]
    for bytes in wrong { #expect(throws: EncodedElement.Fault.self) { _ = try DirectoryRequest(bytes[...]) } }
    // Filters within filters, deeper than any directory wants them.
    var filter: [UInt8] = EncodedElement.encoded(0x87, "o")
    for _ in 0..<40 { filter = EncodedElement.encoded(0xA2, filter) }
    let element = try #require(try EncodedElement.elements(of: filter[...]).first)
    #expect(throws: EncodedElement.Fault.self) { _ = try DirectoryFilter(element) }
  }

  @Test(
    "The requirement on the directory is met, and fails with each of its defects",
    arguments: [ProvidersDefect?.none, .findsAll, .omitsAddresses, .failsEmpty])
  func requirement(_ defect: ProvidersDefect?) async throws {
    let system = SimulatedSystem(
      site: "a", id: "services", roles: ["provider-directory"],
      endpoints: [SimulatedEndpoint(kind: .ldap, host: "127.0.0.1", port: 0, settings: ["base": Self.base])])
    let simulation = try await Simulation.start(
      SimulatedNetwork(sites: [SimulatedSite(id: "a", systems: [system])]),
      defects: defect.map { [$0.name] } ?? [])
    let port = try #require(simulation.served.first?.endpoint.port)
    var evaluation = Evaluation(systems: [
      .init(
        roles: ["provider-directory"],
        endpoints: ["ldap": "{host: 127.0.0.1, port: \(port), base: \"\(Self.base)\"}"])
    ])
    evaluation.groups = ["operation"]
    let verdict = try #require(try await evaluation.verdicts(on: ["IDN-013b"])["IDN-013b"])
    await simulation.stop()
    #expect(defect == nil ? verdict.state == .met : verdict.notices, "\(verdict.reasons)")
  }
}
