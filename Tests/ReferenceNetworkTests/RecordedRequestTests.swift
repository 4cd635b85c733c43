import Foundation
import ReferenceNetwork
import TestPeers
import Testing

/// Requests that an independent program wrote and an independent registry, repository and gateway answered, sent to the
/// reference network by Python. The recordings and schemas lie beside the project; without them there is nothing to send.
@Suite("Recorded requests", .timeLimit(.minutes(2)))
struct RecordedRequestTests {
  static let areThere =
    Project.shared.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent("xds/exchanges").path) }
    ?? false

  @Test("They are answered as they are labelled, by messages that the published schemas allow", .enabled(if: areThere))
  func answers() async throws {
    let shared = try #require(Project.shared).appendingPathComponent("xds")
    var settings = AffinityDomain.Settings()
    settings.repositoryUniqueID = "1.3.6.1.4.1.21367.13.40.74"
    settings.homeCommunityID = "urn:oid:1.3.6.1.4.1.21367.13.70.43"
    let domain = try await AffinityDomain.start(settings)
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/recorded_requests.py")
    let ended = try await PeerClient.python(
      try String(contentsOf: script, encoding: .utf8),
      [
        try #require(domain.address(of: .registry)), shared.appendingPathComponent("exchanges").path,
        shared.appendingPathComponent("schemas/xds-v3").path,
      ])
    await domain.stop()
    #expect(ended.status == 0, "\(ended.output)")
    #expect(
      ended.output.split(separator: "\n").map(String.init) == [
        "01-iti44-add response CA - 0 0 unjudged", "02-iti41 response Success - 0 0 valid",
        "03-iti41-dup response Failure XDSDuplicateUniqueIdInRegistry 0 0 valid",
        "04-iti41-unknownpid response Failure XDSUnknownPatientId 0 0 valid",
        "05-iti18-ref response Success - 1 0 valid", "06-iti18-leaf response Success - 1 0 valid",
        "07-iti18-nostatus response Failure XDSStoredQueryMissingParam 0 0 valid",
        "08-iti18-badid response Failure XDSUnknownStoredQuery 0 0 valid",
        "10-iti18-nopat response Success - 0 0 valid", "11-iti18-noaddr fault Sender",
        "12-iti43 response Success - 1 1 valid", "13-iti43-simple fault Sender",
        "14-iti43-unknown response Failure XDSDocumentUniqueIdError 0 0 valid",
        "15-iti43-wrongrepo response Failure XDSUnknownRepositoryId 0 0 valid",
        "16-iti38 response Success - 1 0 valid urn:oid:1.3.6.1.4.1.21367.13.70.43",
      ])
  }
}
