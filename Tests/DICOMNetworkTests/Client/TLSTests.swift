import DICOMNetwork
import Foundation
import TestPeers
import Testing

@Suite("DICOM over TLS", .timeLimit(.minutes(1)))
struct TLSTests {
  private static let authority = Result { try CertificateAuthority() }

  private func authority() throws -> CertificateAuthority { try Self.authority.get() }

  /// storescp with a certificate.
  private func peer(names: String, days: Int = 2, arguments: [String] = ["-ic"]) async throws -> PeerProcess {
    let server = try authority().issue("server-\(UUID().uuidString)", names: names, days: days)
    return try await STORESCP.start(["+tls", server.key, server.certificate] + arguments)
  }

  private func echo(_ port: Int, _ settings: TLSClientSettings) async -> Result<DIMSEStatus, AssociationFailure> {
    do throws(AssociationFailure) {
      let association = try await DICOMAssociation.open(
        to: DICOMAddress(host: "127.0.0.1", port: port, tls: settings), request: EchoTests.request("STORESCP"),
        deadlines: EchoTests.patient)
      let status = try await association.echo().status
      _ = try await association.release()
      return .success(status)
    } catch {
      return .failure(error)
    }
  }

  private func expect(
    _ failure: AssociationFailure.TLSFailure, _ result: Result<DIMSEStatus, AssociationFailure>
  ) {
    guard case .failure(.tls(let got, _)) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(got == failure, "\(result)")
  }

  @Test("A peer with a trusted certificate answers, by address and by name", arguments: [nil, "localhost"])
  func trusted(_ name: String?) async throws {
    let peer = try await peer(names: "DNS:localhost,IP:127.0.0.1")
    defer { peer.stop() }
    let settings = TLSClientSettings(trustRootsFile: try authority().certificate, serverName: name)
    #expect(await echo(peer.port, settings) == .success(.success))
  }

  @Test("A peer that asks for a certificate answers who shows one and refuses who does not")
  func clientCertificate() async throws {
    let authority = try authority()
    let peer = try await peer(
      names: "IP:127.0.0.1", arguments: ["-rc", "+cf", authority.certificate])
    defer { peer.stop() }
    let client = try authority.issue("client", names: "DNS:client")
    #expect(
      await echo(
        peer.port,
        TLSClientSettings(
          trustRootsFile: authority.certificate, certificateFile: client.certificate, privateKeyFile: client.key))
        == .success(.success))
    expect(.refusedByPeer, await echo(peer.port, TLSClientSettings(trustRootsFile: authority.certificate)))
  }

  @Test("A certificate of an unknown issuer is untrusted")
  func untrusted() async throws {
    let peer = try await peer(names: "IP:127.0.0.1")
    defer { peer.stop() }
    let stranger = try CertificateAuthority()
    expect(.untrusted, await echo(peer.port, TLSClientSettings(trustRootsFile: stranger.certificate)))
  }

  @Test("A certificate whose time is over is expired")
  func expired() async throws {
    let peer = try await peer(names: "IP:127.0.0.1", days: -1)
    defer { peer.stop() }
    expect(.expired, await echo(peer.port, TLSClientSettings(trustRootsFile: try authority().certificate)))
  }

  @Test(
    "A certificate for another name is a mismatch, also where it is for the address",
    arguments: ["DNS:elsewhere.example", "IP:127.0.0.2", "DNS:elsewhere.example,IP:127.0.0.1"])
  func mismatch(_ names: String) async throws {
    let peer = try await peer(names: names)
    defer { peer.stop() }
    expect(
      .nameMismatch,
      await echo(
        peer.port,
        TLSClientSettings(
          trustRootsFile: try authority().certificate, serverName: names.hasPrefix("DNS") ? "localhost" : nil)))
  }

  @Test("A peer that speaks plain DICOM does not speak TLS")
  func plain() async throws {
    let peer = try await STORESCP.start()
    defer { peer.stop() }
    let result = await echo(peer.port, TLSClientSettings(trustRootsFile: try authority().certificate))
    guard case .failure(.tls(let why, _)) = result, why == .notTLS || why == .refusedByPeer else {
      Issue.record("\(result)")
      return
    }
  }

  @Test("A peer that speaks TLS is no plain DICOM peer")
  func plainToTLS() async throws {
    let peer = try await peer(names: "IP:127.0.0.1")
    defer { peer.stop() }
    do throws(AssociationFailure) {
      _ = try await DICOMAssociation.open(
        to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("STORESCP"),
        deadlines: EchoTests.patient)
      Issue.record("a plain association with a TLS peer")
    } catch {
      switch error {
      case .wrongService("TLS (an alert)", _), .closed: break
      default: Issue.record("\(error)")
      }
    }
  }

  @Test("Silence in the handshake ends at the connect deadline")
  func silent() async throws {
    let peer = try await MisbehavingPeer(.acceptsNoConnection)
    defer { peer.stop() }
    do throws(AssociationFailure) {
      _ = try await DICOMAssociation.open(
        to: DICOMAddress(
          host: "127.0.0.1", port: peer.port, tls: TLSClientSettings(trustRootsFile: try fileOfRoots())),
        request: EchoTests.request("STORESCP"), deadlines: MisbehaviourTests.deadlines)
      Issue.record("a session with silence")
    } catch {
      guard case .timedOut("a TLS session", _, 0) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  private func fileOfRoots() throws(AssociationFailure) -> String {
    do { return try authority().certificate } catch { throw .misuse("\(error)") }
  }

  @Test("A file of roots that is not there is our own settings' fault")
  func noFile() async throws {
    expect(.settings, await echo(1, TLSClientSettings(trustRootsFile: "/nowhere/roots.pem")))
  }
}
