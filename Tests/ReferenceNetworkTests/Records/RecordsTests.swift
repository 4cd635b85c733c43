import Judgement
import ReferenceNetwork
import Testing

/// The records keep every rule that the bundled specification has for them.
///
/// Each of their defects breaks one that a requirement notices. That nothing comes is never held against a system: records
/// that announce nothing would show nothing.
@Suite("Records", .timeLimit(.minutes(10)))
struct RecordsTests {
  /// The requirement that notices each.
  static let noticing: [RecordsDefect: String] = [
    .oldRelease: "FHR-001a",
    .claimsHistory: "FHR-001b",
    .claimsParameter: "FHR-001b",
    .sendsTextPlain: "FHR-001a",
    .ignoresAccept: "FHR-001e",
    .answersErrorsInHTML: "FHR-001c",
    .omitsOutcome: "FHR-001c",
    .succeedsWithOutcome: "FHR-001c",
    .acceptsAnything: "FHR-001c",
    .ignoresStrict: "FHR-001d",
    .noETag: "FHR-001f",
    .ignoresIfMatch: "FHR-001f",
    .givesCurrentVersion: "FHR-001g",
    .listsCurrentVersion: "FHR-001g",
    .keepsDeleted: "FHR-001h",
    .partialTransaction: "FHR-001i",
    .tellsNoCreation: "FHR-001i",
    .ignoresIfNoneExist: "FHR-001k",
    .wrongTotal: "FHR-001j",
    .dropsSecondPage: "FHR-001j",
    .endlessPaging: "FHR-001j",
    .repeatsFirstPage: "FHR-001j",
    .forgetsExtensions: "FHR-002a",
    .losesIdentifierType: "IDN-007f",
    .losesAssigner: "IDN-007f",
    .losesStudyIdentifierType: "IDN-007f",
    .dropsExaminationCode: "FHR-005a",
    .keepsCancelledOrders: "FHR-005a",
    .dropsPriority: "FHR-005a",
    .dropsReason: "FHR-005a",
    .keepsPreliminary: "FHR-004b",
    .dropsIssued: "FHR-004b",
    .altersText: "RPT-005f",
    .namesOrganisationsByText: "IDN-008f",
    .dropsReporterNumber: "IDN-009f",
    .miscountsInstances: "FHR-003b",
    .dropsSeries: "FHR-003b",
    .startsAtReceipt: "FHR-003b",
    .mistakesPatients: "FHR-003b",
    .generalisesModality: "TRM-006f",
    .givesDeadEndpoint: "FHR-003c",
    .ignoresModality: "TRM-006f",
    .ignoresBodySite: "TRM-006f",
    .ignoresPatient: "IDN-001f",
    .emptyForUnknownDomain: "IDN-010f",
    .missesUnknownDomain: "IDN-010f",
    .emptyForUnknownPatient: "IDN-010f",
    .echoesSource: "IDN-010f",
    .firstCandidate: "IDN-011f",
    .mergesTwins: "IDN-011f",
    .directoryWithoutCode: "IDN-013f",
    .directoryWithoutEndpoint: "IDN-013f",
    .closesEndpoint: "IDN-013f",
    .ignoresDocumentKind: "FHR-006a",
    .ignoresDocumentDate: "FHR-006a",
    .ignoresSecurityLabel: "FHR-006a",
    .altersDocument: "FHR-006b",
    .mislabelsDocument: "FHR-006b",
    .losesSubmissionSets: "FHR-006c",
    .losesFHIRDocuments: "FHR-006d",
    .refusesFHIRDocumentsByNoCode: "FHR-006d",
    .ignoresListKind: "FHR-006c",
    .ignoresAccessionNumber: "FHR-007a",
    .ignoresStudy: "FHR-007a",
    .ignoresRegion: "FHR-007a",
    .keepsFirstExpansion: "TRM-007f",
    .writesNoLog: "SEC-005f",
    .logsEverythingAsExecution: "SEC-005f",
    .ignoresAuditedPatient: "SEC-005f",
    .opensWithoutToken: "SEC-008f",
    .acceptsUnsigned: "SEC-008f",
    .acceptsForeignKey: "SEC-008f",
    .ignoresExpiry: "SEC-008g",
    .ignoresScope: "SEC-008h",
    .ignoresAudience: "SEC-008i",
    .anySecret: "SEC-008j",
    .anyClient: "SEC-008j",
    .anyGrant: "SEC-008j",
    .takesExpiredAssertion: "SEC-008j",
    .takesAssertionForOthers: "SEC-008j",
    .takesReplayedAssertion: "SEC-008j",
    .takesUnsignedAssertion: "SEC-008j",
    .takesForeignAssertion: "SEC-008j",
    .longLived: "SEC-008k",
    .omitsExpiry: "SEC-008k",
    .omitsScope: "SEC-008k",
    .plainChallenge: "FHR-009a",
    .omitsLaunch: "FHR-009a",
    .plainTokenEndpoint: "FHR-009a",
    .oddScopes: "FHR-009a",
    .namesAnotherIssuer: "SEC-009b",
    .plainKeySet: "SEC-009b",
    .takesUnsignedClients: "SEC-009b",
    .sendsContentUnasked: "FHR-008c",
    .refusesSubscriptions: "FHR-008b",
  ]

  /// Requirements for the records that none of the defects is looked for by.
  static let others: Set<String> = ["FHR-002b", "IDN-011g", "FHR-008a"]

  /// What the proof of the whole specification alone tries: what takes long to be noticed, and what a requirement of another file
  /// notices.
  private static let ofTheProof: Set<RecordsDefect> = [.tracesLate, .callsLate, .guessesMatch]

  @Test("There are at least forty defects, each with facts of its own")
  func catalogue() {
    #expect(RecordsDefect.allCases.count >= 40)
    #expect(Set(RecordsDefect.allCases.map(\.sentence)).count >= 40)
    #expect(Set(Self.noticing.keys).union(Self.ofTheProof) == Set(RecordsDefect.allCases))
  }

  /// Requirements on tokens, which open records have none of.
  private static func isAboutTokens(_ id: String) -> Bool { id.hasPrefix("SEC-008") }

  @Test("Records without defects that are open to all meet every requirement for them")
  func soundAndOpen() async throws {
    try await sound(Set(Self.noticing.values).union(Self.others).filter { !Self.isAboutTokens($0) }, .open)
  }

  @Test("Records without defects that ask for tokens meet every requirement for them", arguments: [true, false])
  func soundAndClosed(_ hasKey: Bool) async throws {
    try await sound(Set(Self.noticing.values).filter(Self.isAboutTokens), hasKey ? .key : .secret)
  }

  /// Requirements that ask for a patient, an organisation, a clinician or a text.
  private static let ofParties: Set<String> = [
    "FHR-003b", "FHR-004b", "FHR-005a", "IDN-001f", "IDN-008f", "IDN-009f", "RPT-005f",
  ]

  @Test("Records that refer to resources by their address meet what those meet that name them in place")
  func soundByAddress() async throws {
    let verdicts = try await RecordsBench.verdicts(on: Self.ofParties, with: [], refersByAddress: true)
    #expect(Set(verdicts.keys) == Self.ofParties)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  @Test(
    "A defect is noticed where resources are referred to by their address",
    arguments: [RecordsDefect.namesOrganisationsByText, .dropsReporterNumber, .altersText, .mistakesPatients])
  func noticedByAddress(_ defect: RecordsDefect) async throws {
    let id = try #require(Self.noticing[defect])
    let verdicts = try await RecordsBench.verdicts(on: [id], with: [defect], refersByAddress: true)
    #expect(verdicts[id]?.state == .notMet, "\(verdicts[id]?.reasons ?? "")")
  }

  private func sound(_ ids: Set<String>, _ access: RecordsBench.Access) async throws {
    let verdicts = try await RecordsBench.verdicts(on: ids, with: [], access: access)
    #expect(Set(verdicts.keys) == ids)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  /// Defects that a client with a shared secret meets.
  private static let ofSecrets: Set<RecordsDefect> = [.anySecret]

  @Test("A defect is noticed by its requirement", arguments: noticing.keys.sorted { $0.rawValue < $1.rawValue })
  func noticed(_ defect: RecordsDefect) async throws {
    let id = try #require(Self.noticing[defect])
    let access: RecordsBench.Access =
      !Self.isAboutTokens(id) ? .open : Self.ofSecrets.contains(defect) ? .secret : .key
    let verdict = try #require(try await RecordsBench.verdicts(on: [id], with: [defect], access: access)[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }
}
