import TestPeers
import Testing

@testable import IHE

@Suite("Directories over LDAP", .timeLimit(.minutes(1)))
struct DirectorySearchTests {
  private func search(_ port: Int, _ filter: String) -> DirectorySearch {
    DirectorySearch(host: "127.0.0.1", port: port, base: DirectoryServer.base, filter: filter)
  }

  @Test("slapd's entries are read with their attributes; a filter that matches nothing gives none")
  func reads() async throws {
    let peer = try await DirectoryServer.start()
    let found = try await search(peer.port, "(hcIdentifier=*:RXX:*)").run(within: .seconds(10))
    #expect(found.code == 0 && found.entries.map(\.name) == ["o=North Hospital,dc=network,dc=example"])
    #expect(
      found.entries.first?.attributes.first { $0.name == "labeledURI" }?.values == [
        "https://xds.north.example/registry"
      ])
    #expect(try await search(peer.port, "(hcIdentifier=*:XXX:*)").run(within: .seconds(10)).entries.isEmpty)
    var elsewhere = search(peer.port, "(o=*)")
    elsewhere.base = "dc=other"
    #expect(try await elsewhere.run(within: .seconds(10)).code == 32)
    peer.stop()
  }

  @Test("Who shows a name and a password is let in where strangers are not")
  func credentials() async throws {
    var settings = DirectoryServer.Settings()
    settings.servesStrangers = false
    let peer = try await DirectoryServer.start(settings)
    var search = search(peer.port, "(o=North*)")
    #expect(try await search.run(within: .seconds(10)).entries.isEmpty)
    search.credentials = (DirectoryServer.manager, "secret")
    #expect(try await search.run(within: .seconds(10)).entries.count == 1)
    search.credentials = (DirectoryServer.manager, "wrong")
    #expect(try await search.run(within: .seconds(10)).code == 49)
    peer.stop()
  }

  @Test("Over TLS the directory's certificate must come from whom we trust")
  func tls() async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("directory", names: "IP:127.0.0.1")
    var settings = DirectoryServer.Settings()
    settings.tls = (server.key, server.certificate, authority.certificate)
    let peer = try await DirectoryServer.start(settings)
    var search = search(peer.port, "(o=North*)")
    search.security = .init(trustRootsFile: authority.certificate, certificateFile: nil, privateKeyFile: nil)
    #expect(try await search.run(within: .seconds(10)).entries.count == 1)
    search.security?.trustRootsFile = try CertificateAuthority().certificate
    await #expect(throws: DirectorySearch.Failure.self) { _ = try await search.run(within: .seconds(10)) }
    peer.stop()
  }

  @Test("Nobody, somebody else, and a filter that is none are told apart")
  func failures() async throws {
    await #expect {
      _ = try await search(try PeerProcess.freePort(), "(o=*)").run(within: .seconds(5))
    } throws: { if case DirectorySearch.Failure.unreachable = $0 { true } else { false } }
    let peer = try await DirectoryServer.start()
    await #expect {
      _ = try await search(peer.port, "(o=").run(within: .seconds(5))
    } throws: { if case DirectorySearch.Failure.misuse = $0 { true } else { false } }
    peer.stop()
    let silent = try await CannedServer([.nothing])
    await #expect(throws: DirectorySearch.Failure.self) {
      _ = try await search(silent.port, "(o=*)").run(within: .seconds(1))
    }
    let page = try await CannedServer([.text("HTTP/1.1 400 Bad Request\r\n\r\n")])
    await #expect(throws: DirectorySearch.Failure.self) {
      _ = try await search(page.port, "(o=*)").run(within: .seconds(5))
    }
  }
}
