import DICOMNetwork
import Foundation
import TestPeers
import Testing

@Suite("C-ECHO against real peers", .timeLimit(.minutes(1)))
struct EchoTests {
  static let verification = ProposedContext(
    id: 1, abstractSyntax: "1.2.840.10008.1.1", transferSyntaxes: ["1.2.840.10008.1.2"])

  static func request(_ called: String) -> AssociationRequest {
    AssociationRequest(calledAETitle: called, callingAETitle: "ASSAY", contexts: [verification])
  }

  static let patient = Deadlines(
    connect: .seconds(20), association: .seconds(30), message: .seconds(30), release: .seconds(30),
    exchange: .seconds(90))

  private func expectEcho(port: Int, called: String) async throws {
    let recorder = ExchangeRecorder()
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: port), request: Self.request(called), deadlines: Self.patient,
      recorder: recorder)
    #expect(association.acceptance.contexts.first?.result == .acceptance)
    let response = try await association.echo()
    #expect(response.status == .success)
    #expect(try await association.release())
    await association.closed()
    let summaries = recorder.entries.map(\.summary)
    #expect(
      summaries == [
        "Connecting to 127.0.0.1 port \(port)", "TCP connection open", "A-ASSOCIATE-RQ, 1 presentation context",
        "A-ASSOCIATE-AC, 1 of 1 presentation contexts accepted", "P-DATA-TF: C-ECHO-RQ, message 1",
        "P-DATA-TF: C-ECHO-RSP to message 1, status 0000 (success)", "A-RELEASE-RQ", "A-RELEASE-RP",
        "Connection closed",
      ])
  }

  @Test("DCMTK's storescp answers, and the transcript has each message")
  func storescp() async throws {
    let peer = try await STORESCP.start()
    defer { peer.stop() }
    try await expectEcho(port: peer.port, called: "STORESCP")
  }

  @Test("DCMTK's dcmqrscp answers")
  func dcmqrscp() async throws {
    let peer = try await DCMQRSCP.start()
    defer { peer.stop() }
    try await expectEcho(port: peer.port, called: DCMQRSCP.aeTitle)
  }

  @Test("DCMTK's wlmscpfs answers")
  func wlmscpfs() async throws {
    let peer = try await WLMSCPFS.start()
    defer { peer.stop() }
    try await expectEcho(port: peer.port, called: WLMSCPFS.aeTitle)
  }

  @Test("Orthanc answers")
  func orthanc() async throws {
    let peer = try await Orthanc.start()
    defer { peer.process.stop() }
    try await expectEcho(port: peer.process.port, called: Orthanc.aeTitle)
  }

  @Test("An unknown called AE title is a rejection in the standard's words")
  func rejected() async throws {
    let peer = try await DCMQRSCP.start()
    defer { peer.stop() }
    await #expect(
      throws: AssociationFailure.rejected(
        AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 7))
    ) {
      _ = try await DICOMAssociation.open(
        to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: Self.request("NOBODY"),
        deadlines: Self.patient)
    }
  }

  @Test("A port where nothing listens is unreachable")
  func refused() async throws {
    let port = try PeerProcess.freePort()
    do {
      _ = try await DICOMAssociation.open(
        to: DICOMAddress(host: "127.0.0.1", port: port), request: Self.request("NOBODY"), deadlines: Self.patient)
      Issue.record("an association with nobody")
    } catch {
      guard case .unreachable(.refused, _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  /// Whether the name localhost has an address of either kind.
  private static let hasTwoLocalAddresses =
    ["127.0.0.1", "::1"].allSatisfy { address in
      ((try? String(contentsOfFile: "/etc/hosts", encoding: .utf8)) ?? "").split(separator: "\n").contains {
        let words = $0.split { $0 == " " || $0 == "\t" }
        return words.first == address[...] && words.dropFirst().contains("localhost")
      }
    }

  @Test(
    "Where nobody listens at one address of a name, the next one is tried",
    .enabled(if: hasTwoLocalAddresses, "localhost has no two addresses here"))
  func nextAddress() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "localhost", port: peer.port), request: Self.request("CROOKED"), deadlines: Self.patient)
    #expect(try await association.echo().status == .success)
    #expect(try await association.release())
  }

  @Test("A user identity is sent, and its secrets are in no transcript")
  func secrets() async throws {
    let peer = try await STORESCP.start()
    defer { peer.stop() }
    var request = Self.request("STORESCP")
    request.furtherInformation = [
      .userIdentityRequest(
        UserIdentityRequest(
          type: 2, positiveResponseRequested: false, primary: Array("somebody".utf8),
          secondary: Array("passcode".utf8)))
    ]
    let recorder = ExchangeRecorder()
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: request, deadlines: Self.patient,
      recorder: recorder)
    #expect(try await association.release())
    let sent = try #require(recorder.entries.first { $0.direction == .sent })
    #expect(sent.details.contains("User identity: type 2, fields of 8 and 8 bytes"))
    let bytes = String(decoding: sent.firstBytes, as: UTF8.self)
    #expect(bytes.contains("********"))
    #expect(!bytes.contains("somebody"))
    #expect(!bytes.contains("passcode"))
  }
}
