import Foundation
import HTTPExchange
import IHE
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing
import XMLSecurity

@testable import Probes

@Suite("Assertions that come to the harness's listeners", .timeLimit(.minutes(2)))
struct JudgedAssertionTests {
  private static let audience = "urn:assay:harness"
  private static let patient = "9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO"

  /// A listener that trusts one issuer, and messages with assertions of that issuer.
  private struct Bench {
    let bench: SOAPBench
    private let identity: SigningIdentity
    private let client: WebClient

    init(judges: Bool = true) async throws {
      let authority = try CertificateAuthority()
      let files = try authority.issue("issuer", names: "DNS:issuer.example", key: .p256)
      identity = try SigningIdentity(
        key: try String(contentsOfFile: files.key, encoding: .utf8),
        certificate: try String(contentsOfFile: files.certificate, encoding: .utf8))
      bench = try await SOAPBench(
        assertions: judges
          ? AssertionTrust(certificates: files.certificate, audience: JudgedAssertionTests.audience) : nil)
      client = try WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton)
    }

    /// Asks for documents by a message with an assertion, right or bent.
    func ask(_ bend: AssertionBend?) async throws -> SOAPAnswer {
      let assertion = UserAssertion(
        issuer: "urn:assay:issuer", subject: "orla", now: Date(), audience: JudgedAssertionTests.audience,
        texts: [.subjectID: "Orla Quill"],
        roles: [AssertionCode("66862007", scheme: "2.16.840.1.113883.6.96", display: "Radiologist")],
        purposeOfUse: AssertionCode("TREAT", scheme: "2.16.840.1.113883.5.8"))
      let query = StoredQuery(
        id: StoredQueryKind.findDocuments.rawValue,
        [
          .init("$XDSDocumentEntryPatientId", text: JudgedAssertionTests.patient),
          .init("$XDSDocumentEntryStatus", anyOf: [AvailabilityStatus.approved.rawValue]),
        ], returning: .leafClass)
      let envelope = Envelope(
        action: StoredQuery.action, messageID: "urn:uuid:1", to: bench.listener.address,
        headers: try assertion.headers(signedBy: identity, bend: bend), body: query.element)
      return try SOAPAnswer(try await client.exchange(try SOAPRequest(envelope).webRequest()))
    }

    func wait() async -> StepResult {
      await bench.perform(
        XDSAwaitProbe.self, ["transaction": .string("stored-query"), "judge-assertions": .boolean(true)])
    }

    func end() async {
      await client.close()
      await bench.close()
    }
  }

  private static func assertion(_ result: StepResult) -> [String: Value] {
    guard case .list(let arrivals)? = result.observation["arrivals"], case .record(let arrival)? = arrivals.first,
      case .record(let assertion)? = arrival["assertion"]
    else { return [:] }
    return assertion
  }

  @Test("A sound assertion is shown with all that it says, without a fault")
  func sound() async throws {
    let bench = try await Bench()
    _ = try await bench.ask(nil)
    let shown = Self.assertion(await bench.wait())
    #expect(shown["faults"] == .list([]) && shown["subject"] == .string("orla"))
    #expect(shown["issuer"] == .string("urn:assay:issuer") && shown["name"] == .string("Orla Quill"))
    let role: Value = .record([
      "code": .string("66862007"), "scheme": .string("2.16.840.1.113883.6.96"), "display": .string("Radiologist"),
    ])
    #expect(shown["roles"] == .list([role]))
    #expect(
      shown["purpose-of-use"] == .record(["code": .string("TREAT"), "scheme": .string("2.16.840.1.113883.5.8")]))
    await bench.end()
  }

  @Test("A bent assertion is shown with what is wrong, and answered like any other", arguments: AssertionBend.allCases)
  func bent(_ bend: AssertionBend) async throws {
    let bench = try await Bench()
    let answer = try await bench.ask(bend)
    #expect(try RegistryResponse(answer.envelope).outcome == .success)
    let words: [ReceivedAssertion.Word] =
      switch bend {
      case .missing: [.missing]
      case .unsigned: [.unsigned]
      case .expired: [.expired]
      case .notYetValid: [.notYetValid]
      case .wrongAudience: [.wrongAudience]
      case .altered, .foreignKey: [.badSignature]
      case .wrappedBefore, .wrappedInside, .wrappedElsewhere: [.several, .wrapped]
      case .wrappedSameID: [.several, .badSignature]
      }
    #expect(Self.assertion(await bench.wait())["faults"] == .list(words.map { .string($0.rawValue) }))
    await bench.end()
  }

  @Test("No signature that somebody could use stays in the record")
  func concealed() async throws {
    let bench = try await Bench()
    _ = try await bench.ask(nil)
    let arrivals = await bench.bench.listeners.soap.log.arrivals(until: .now, isEnough: { !$0.isEmpty }) { _ in true }
    let envelope = try #require(arrivals.first?.envelope)
    let values = AssertionSignatures.values(in: envelope)
    #expect(!values.isEmpty)
    let kept = arrivals.flatMap(\.entries).map { String(decoding: $0.firstBytes, as: UTF8.self) }.joined()
    #expect(kept.contains("SignatureValue") && kept.contains("***"))
    for value in values { #expect(!kept.contains(value)) }
    await bench.end()
  }

  @Test("Where the network file does not say whom to trust, the step is misuse")
  func untold() async throws {
    let bench = try await Bench(judges: false)
    _ = try await bench.ask(nil)
    #expect(await bench.wait().failure?.blame == .harness)
    await bench.end()
  }

  @Test(
    "A file that holds no certificates keeps the listeners from opening, and is named", arguments: ["none", "text"])
  func noCertificates(_ kind: String) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("issuers-\(UUID().uuidString).pem")
    defer { try? FileManager.default.removeItem(at: file) }
    if kind == "text" {
      try Data("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8).write(to: file)
    }
    let bench = try await SOAPBench(assertions: AssertionTrust(certificates: file.path, audience: "urn:a"))
    #expect(bench.listeners.failure?.message.contains(file.path) == true)
    #expect(bench.listeners.failure?.advice?.contains("assertions") == true)
    await bench.close()
  }
}
