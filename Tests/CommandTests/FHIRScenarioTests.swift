import Foundation
import TestPeers
import Testing

/// The requirements on FHIR, from their files to the verdict, against a server that does well and servers that do not.
@Suite("FHIR servers", .serialized, .timeLimit(.minutes(15)))
struct FHIRScenarioTests {
  /// What each defect breaks, by how the defect is described in `Python/fhir/defects.py`.
  static let broken: [FHIRServer.Defect: [String: String]] = [
    .claimsHistoryWithoutIt: ["FHR-001b": "contradicted", "FHR-001g": "not met"],
    .claimsParameterWithoutIt: ["FHR-001b": "contradicted"],
    .ignoresStrict: ["FHR-001d": "not met"],
    .ignoresIfMatch: ["FHR-001f": "not met"],
    .ignoresIfNoneExist: ["FHR-001k": "not met"],
    .wrongTotal: ["FHR-001j": "partly met 0.7"],
    .dropsSecondPage: ["FHR-001j": "not met"],
    .endlessPaging: ["FHR-001j": "not met"],
    .returnsOtherPatients: ["IDN-001f": "not met"],
    .mergesTwins: ["IDN-011f": "not met"],
    .losesIdentifierType: ["IDN-007f": "not met"],
    .textReportDiffers: ["RPT-005f": "not met"],
    .dropsClinicianNumber: ["IDN-009f": "not met"],
    .freeTextOrganisations: ["IDN-008f": "not met", "IDN-013f": "not met"],
    .dropsCode: ["FHR-004b": "contradicted", "FHR-005a": "contradicted"],
    .keepsStatus: ["FHR-005a": "contradicted"],
    .countsDiffer: ["FHR-003b": "contradicted"],
    .deadEndpoint: ["FHR-003c": "not met"],
    .ignoresModality: ["TRM-006f": "partly met 0.5", "FHR-007a": "partly met 0.5"],
    .ignoresBodySite: ["TRM-006f": "partly met 0.5", "FHR-007a": "partly met 0.5"],
    .htmlError: ["FHR-001c": "not met", "FHR-001d": "not met"],
    .successWithOutcome: ["FHR-001c": "not met", "FHR-001d": "not met", "IDN-010f": "partly met 0.5"],
    .noOutcome: ["FHR-001c": "not met", "FHR-001d": "not met"],
    .wrongContentType: ["FHR-001a": "not met"],
    .ignoresAccept: ["FHR-001e": "partly met 0.6"],
    .noETag: ["FHR-001f": "not met"],
    .keepsDeleted: ["FHR-001h": "not met"],
    .partialTransaction: ["FHR-001i": "not met"],
    .forgetsElements: ["FHR-002a": "not met"],
    .pixEmptySuccess: ["IDN-010f": "partly met 0.5"],
    .pixEchoesSource: ["IDN-010f": "not met"],
    .matchGuesses: ["IDN-011h": "not met"], .matchWithoutGrade: ["IDN-011h": "not met"],
    .matchInAnyOrder: ["IDN-011h": "not met"],
    .hardCodedValues: ["TRM-007f": "not met"],
    .brokenDocument: ["FHR-006b": "not met"],
    .acceptsAnything: ["FHR-001c": "partly met 0.5"],
    .noAudit: ["SEC-005f": "not met"],
    .ignoresDocumentParameters: ["FHR-006a": "contradicted"],
    .losesFHIRDocuments: ["FHR-006d": "not met"], .losesSubmissionSets: ["FHR-006c": "not met"],
    .ignoresListKind: ["FHR-006c": "not met"],
    .oldRelease: ["FHR-001a": "not met"],
    .slow: ["IDN-011g": "not met"],
  ]

  @Test("A good server meets every requirement that a system can meet")
  func good() async throws {
    let server = try await FHIRServer.start()
    let (verdicts, ended) = try await tender(for: server).verdicts()
    #expect(!verdicts.requirements.isEmpty, "\(ended.error)")
    for requirement in verdicts.requirements {
      // What the bidder has to declare stands in no paper here.
      let expected = requirement.id == "FHR-010" ? "not demonstrated" : "met"
      #expect(requirement.shown == expected, "\(requirement.id): \(Self.reasons(requirement))")
    }
    #expect(server.process.isRunning)
  }

  @Test(
    "Each defect is found by the requirement that it breaks",
    arguments: broken.keys.sorted { $0.rawValue < $1.rawValue })
  func defects(_ defect: FHIRServer.Defect) async throws {
    let server = try await FHIRServer.start(defect)
    let expected = try #require(Self.broken[defect])
    let chosen =
      ["--only", expected.keys.sorted().joined(separator: ",")]
      + (defect == .slow ? ["--input", "trace-time=200 ms"] : [])
    let (verdicts, ended) = try await tender(for: server).verdicts(chosen)
    for (id, state) in expected {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == state, "\(defect) \(id): \(Self.reasons(requirement))")
    }
    #expect(server.process.isRunning)
  }

  @Test("Behind TLS, pages are followed by the addresses that the server gives there")
  func secured() async throws {
    let server = try await FHIRServer.start()
    let authority = try CertificateAuthority()
    var settings = Nginx.Settings()
    settings.tls = try authority.issue("server", names: "IP:127.0.0.1")
    settings.before = server.process.port
    let front = try await Nginx.start(settings)
    let tender = try FHIRTender(
      url: "https://127.0.0.1:\(front.port)/fhir", statement: try await FHIRTender.capabilities(at: server.url),
      trust: authority.certificate)
    let (verdicts, ended) = try await tender.verdicts(["--only", "FHR-001j"])
    let requirement = try #require(verdicts["FHR-001j"], "\(ended.error)")
    #expect(requirement.shown == "met", "\(Self.reasons(requirement))")
    #expect(server.process.isRunning && front.isRunning)
  }

  private func tender(for server: FHIRServer.Running) async throws -> FHIRTender {
    try FHIRTender(
      url: server.url, statement: try await FHIRTender.capabilities(at: server.url),
      others: """
        dicom: {host: 127.0.0.1, port: \(server.dicomPort), ae-title: \(FHIRServer.aeTitle)}
        dicomweb: {url: '\(server.dicomwebURL)'}
        hl7: {host: 127.0.0.1, port: \(server.messagePort), receiving-application: RECORDS, sending-application: ASSAY}
        """, permits: "read, write, load")
  }

  private static func reasons(_ requirement: Verdicts.Requirement) -> String {
    "\(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })"
  }
}
