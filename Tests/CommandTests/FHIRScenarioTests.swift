import Foundation
import TestPeers
import Testing

/// The requirements on FHIR, from their files to the verdict, against a server that does well and servers that do not.
@Suite("FHIR servers", .serialized, .timeLimit(.minutes(10)))
struct FHIRScenarioTests {
  /// What each defect breaks; all else is met.
  static let broken: [FHIRServer.Defect: [String: String]] = [:]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: FHIRServer.Defect.allCases)
  func verdicts(_ defect: FHIRServer.Defect) async throws {
    let server = try await FHIRServer.start(defect)
    let statement = try await FHIRTender.capabilities(at: server.url)
    let tender = try FHIRTender(
      url: server.url, statement: statement,
      others: """
        dicom: {host: 127.0.0.1, port: \(server.dicomPort), ae-title: \(FHIRServer.aeTitle)}
        hl7: {host: 127.0.0.1, port: \(server.messagePort), receiving-application: RECORDS, sending-application: ASSAY}
        """)
    let (verdicts, ended) = try await tender.verdicts()
    let broken = try #require(Self.broken[defect])
    #expect(!verdicts.requirements.isEmpty, "\(ended.error)")
    for requirement in verdicts.requirements {
      #expect(
        requirement.shown == broken[requirement.id] ?? "met",
        "\(defect) \(requirement.id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })"
      )
    }
    #expect(server.process.isRunning)
  }
}
