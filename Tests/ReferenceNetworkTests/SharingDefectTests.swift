import Judgement
import ReferenceNetwork
import Testing

/// Every defect in the catalogue is caught by a requirement of the bundled specification, and the domain without defects
/// meets them all.
@Suite("Catalogue of defects", .timeLimit(.minutes(5)))
struct DefectCatalogueTests {
  /// The requirement that catches each.
  static let catching: [Defect: String] = [
    .ignoresPatient: "XDS-007a",
    .ignoresClass: "XDS-007a",
    .ignoresEvent: "XDS-007a",
    .ignoresServiceTime: "XDS-007a",
    .failsEmpty: "XDS-007a",
    .ignoresReferenceReturn: "XDS-007a",
    .ignoresWholeReturn: "XDS-007a",
    .losesSubmissions: "XDS-007a",
    .answersSOAP11: "XDS-007a",
    .namesNoRequest: "XDS-007a",
    .namesOtherRequest: "XDS-007a",
    .faultsAlways: "XDS-007a",
    .breaksMarkup: "XDS-007a",
    .inventsStatus: "XDS-007a",
    .losesReferences: "XDS-006a",
    .ignoresReferences: "XDS-006a",
    .statesWrongHash: "XDS-008a",
    .statesWrongSize: "XDS-008a",
    .truncatesDocuments: "XDS-008a",
    .altersDocuments: "XDS-008a",
    .givesFirstDocument: "XDS-008a",
    .givesTwice: "XDS-008a",
    .namesNoDocument: "XDS-008a",
    .givesInline: "XDS-008a",
    .succeedsWithoutDocument: "XDS-008a",
    .miscodesUnknownDocument: "XDS-008a",
    .answersForOthers: "XDS-008a",
    .miscodesOtherRepository: "XDS-008a",
    .answersUnpacked: "XDS-008a",
    .mislabelsRoot: "XDS-008a",
    .mislabelsBoundary: "XDS-008a",
    .losesAttachments: "XDS-008a",
    .keepsReplaced: "XDS-011a",
    .deletesReplaced: "XDS-011a",
    .losesReplacements: "XDS-011a",
    .deprecatesAppended: "XDS-011a",
    .ignoresStatus: "XDS-011a",
    .answersUnknownQueries: "XDS-007b",
    .miscodesUnknownQueries: "XDS-007b",
    .answersWithoutPatient: "XDS-007b",
    .answersWithoutStatus: "XDS-007b",
    .miscodesMissingParameters: "XDS-007b",
    .takesMissingDocuments: "XDS-007b",
    .miscodesMissingDocuments: "XDS-007b",
    .takesStrayDocuments: "XDS-007b",
    .miscodesStrayDocuments: "XDS-007b",
    .takesIncomplete: "XDS-007b",
    .takesOtherContent: "XDS-007b",
    .takesStrangers: "XDS-007b",
    .miscodesStrangers: "XDS-007b",
    .hidesRefusals: "XDS-007b",
  ]

  @Test("There are at least forty defects, each with a sentence of its own")
  func catalogue() {
    #expect(Defect.allCases.count >= 40)
    #expect(Set(Defect.allCases.map(\.sentence)).count == Defect.allCases.count)
    #expect(Set(Self.catching.keys) == Set(Defect.allCases))
  }

  @Test("Who keeps every rule meets every requirement")
  func conformant() async throws {
    let verdicts = try await Self.verdicts(on: Set(Self.catching.values), with: [])
    #expect(verdicts.count == Set(Self.catching.values).count)
    for verdict in verdicts.values { #expect(verdict.state == .met, "\(verdict.reasons)") }
  }

  @Test("A defect fails the requirement that is to catch it", arguments: Defect.allCases)
  func caught(_ defect: Defect) async throws {
    let id = try #require(Self.catching[defect])
    let verdict = try #require(try await Self.verdicts(on: [id], with: [defect])[id])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  private static func verdicts(
    on ids: Set<String>, with defects: Set<Defect>
  ) async throws -> [String: RequirementVerdict] {
    var settings = ReferenceNetwork.Settings()
    settings.defects = defects
    settings.authorities = ["2.16.840.1.113883.2.1.4.1"]
    let domain = try await ReferenceNetwork.start(settings)
    let address = "{url: \"\(domain.address(of: .sharing))\", repository-unique-id: \(domain.repositoryUniqueID)}"
    let evaluation = Evaluation(
      systems: [Evaluation.System(roles: ["document-registry", "document-repository"], endpoints: ["xds": address])],
      groups: ["sharing"], patience: Patience(repeating: 200_000_000))
    let verdicts = try await evaluation.verdicts(on: ids)
    await domain.stop()
    return verdicts
  }
}
