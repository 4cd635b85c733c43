import HL7
import Judgement
import ReferenceNetwork
import TestPeers
import Testing

/// The patient index keeps every rule that the bundled specification has for it.
///
/// Each of its defects breaks one that a requirement notices.
@Suite("Patient index", .timeLimit(.minutes(5)))
struct PatientIndexTests {
  /// The requirement that notices each.
  static let noticing: [IndexDefect: String] = [
    .ignoresRegistrations: "IDN-010b",
    .refusesPreadmissions: "ADT-001c",
    .ignoresAdmissions: "ADT-001c",
    .dropsNumberStatus: "IDN-003",
    .keepsFirstNumberStatus: "IDN-003",
    .ignoresMergesV2: "IDN-010i",
    .keepsSubsumedIdentifier: "IDN-010i",
    .linksByLikeness: "IDN-012c",
    .linksByInvalidNumbers: "IDN-002b",
    .linksByMalformedNumbers: "IDN-002b",
    .emptyForUnknownDomain: "IDN-010b",
    .emptyForUnknownTarget: "IDN-010b",
    .emptyForUnknownPatient: "IDN-010b",
    .omitsErrorSegment: "IDN-010b",
    .missesLastDomain: "IDN-010b",
    .errsOnNobodyV2: "IDN-011b",
    .givesTwice: "IDN-011b",
    .firstCandidateV2: "IDN-011b",
    .everybodyV2: "IDN-011b",
    .omitsNumberV2: "IDN-011b",
    .mislabelsUpdates: "IDN-010h",
    .partialUpdates: "IDN-010h",
    .namespaceUpdates: "IDN-010h",
    .missesMerges: "IDN-010j",
    .partialRevisions: "IDN-010j",
    .namespaceRevisions: "IDN-010j",
    .tellsOfAdditions: "IDN-010j",
    .tellsLate: "IDN-010j",
    .ignoresRevisions: "IDN-010d",
    .ignoresMergesV3: "IDN-010d",
    .applicationAcknowledgement: "IDN-010e",
    .emptyForUnknownDomainV3: "IDN-010c",
    .emptyForUnknownPatientV3: "IDN-010c",
    .returnsAskedIdentifier: "IDN-010c",
    .ignoresDataSource: "IDN-010c",
    .omitsDetail: "IDN-010c",
    .omitsQueryCopy: "IDN-010e",
    .textDomains: "IDN-010e",
    .relatesElsewhere: "IDN-010e",
    .wrongAction: "IDN-010e",
    .firstCandidateV3: "IDN-011c",
    .ignoresRange: "IDN-011c",
    .localSexCodes: "IDN-011c",
    .tracesUnknownDomain: "IDN-011c",
    .noPaging: "IDN-011d",
    .stuckPaging: "IDN-011d",
    .forgetsCancellation: "IDN-011d",
    .wrongCounts: "IDN-011d",
    .guessesCandidate: "XCA-001e",
    .ignoresDemographics: "XCA-001e",
    .otherCommunity: "XCA-001e",
    .omitsIdentifier: "XCA-001e",
    .errsOnNobody: "XCA-001e",
    .forgetsQuery: "XCA-001e",
  ]

  /// What the proof of the whole specification alone tries: to wait for what is late takes longer than this patience, and a
  /// requirement of another file notices the ward.
  private static let ofTheProof: Set<IndexDefect> = [.tellsLate, .ignoresWard]

  /// Requirements for the index that none of the defects is looked for by.
  static let others: Set<String> = ["IDN-002c", "IDN-012e"]

  @Test("There are at least 25 defects, each with facts of its own")
  func catalogue() {
    #expect(IndexDefect.allCases.count >= 25)
    #expect(Set(IndexDefect.allCases.map(\.sentence)).count >= 25)
    #expect(Set(Self.noticing.keys).union(Self.ofTheProof) == Set(IndexDefect.allCases))
  }

  @Test("An index without defects meets every requirement for it")
  func sound() async throws {
    let ids = Set(Self.noticing.values).union(Self.others)
    let verdicts = try await Self.verdicts(on: ids, with: [])
    #expect(Set(verdicts.keys) == ids)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  @Test("A defect is noticed by its requirement", arguments: IndexDefect.allCases.filter { !ofTheProof.contains($0) })
  func noticed(_ defect: IndexDefect) async throws {
    let id = try #require(Self.noticing[defect])
    let verdict = try #require(try await Self.verdicts(on: [id], with: [defect])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  @Test("What links by any of the numbers that cannot be one is noticed over HL7 V3 too")
  func malformedNumbers() async throws {
    for defect in [IndexDefect.linksByInvalidNumbers, .linksByMalformedNumbers] {
      let verdict = try #require(try await Self.verdicts(on: ["IDN-002c"], with: [defect])["IDN-002c"])
      #expect(verdict.notices, "\(defect): \(verdict.reasons)")
    }
  }

  private static func verdicts(
    on ids: Set<String>, with defects: Set<IndexDefect>
  ) async throws -> [String: RequirementVerdict] {
    let (listener, consumer) = (try PeerProcess.freePort(), try PeerProcess.freePort())
    var settings = PatientIndex.Settings()
    settings.defects = defects
    settings.consumers = [MLLPConnection.Endpoint(host: "127.0.0.1", port: listener)]
    settings.revisionConsumers = ["http://127.0.0.1:\(consumer)/"]
    let index = try await PatientIndex.start(settings)
    let system = Evaluation.System(
      roles: ["patient-index", "patient-index-v3", "discovery-gateway"],
      endpoints: [
        "hl7": "{host: 127.0.0.1, port: \(index.messagePort)}", "pixv3": "{url: \"\(index.address)\"}",
        "pdqv3": "{url: \"\(index.address)\"}",
        "xcpd":
          "{url: \"\(index.discoveryAddress)\", home-community-id: \(settings.homeCommunityID.dropFirst(8))}",
      ])
    let evaluation = Evaluation(
      systems: [system],
      listeners: """
        hl7-listeners: [{id: consumer, host: 127.0.0.1, port: \(listener)}]
        soap-listeners: [{id: revisions, host: 127.0.0.1, port: \(consumer), plays: [cross-reference-consumer]}]
        """,
      groups: ["identity-messages", "cross-reference", "patient-administration", "communities"],
      patience: Patience(repeating: 200_000_000, arrival: 1_000_000_000))
    let verdicts = try await evaluation.verdicts(on: ids)
    await index.stop()
    return verdicts
  }
}
