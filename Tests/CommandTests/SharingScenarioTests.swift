import Foundation
import TestPeers
import Testing

/// The requirements on sharing documents, from their files to the verdict, against a registry and repository that do well
/// and ones that do not.
@Suite("Sharing documents", .serialized, .timeLimit(.minutes(5)))
struct SharingScenarioTests {
  static let all = [
    "XDS-004a", "XDS-004b", "XDS-005a", "XDS-006a", "XDS-006b", "XDS-007a", "XDS-007b", "XDS-007c", "XDS-007d",
    "XDS-007e", "XDS-007f", "XDS-007g", "XDS-007h", "XDS-008a", "XDS-008b", "XDS-011a", "XDS-011b", "XDS-011c",
    "XDS-012a", "XDS-012b", "XDS-012c", "XDS-013a", "XDS-007i", "XDS-007j", "XDS-007k", "XDS-008c", "XDS-011d",
    "XDS-012d",
    "XDS-012e",
  ]

  /// Defects at one registry, each with what it breaks; all else is met. No two of them break the same requirement, so that
  /// each verdict shows its own defect.
  struct Broken: Sendable, CustomTestStringConvertible {
    var defects: [(defects: [DocumentRegistry.Defect], broken: [String: String])]
    var testDescription: String { defects.flatMap(\.defects).map(\.rawValue).joined(separator: ", ") }

    init(_ defects: (defects: [DocumentRegistry.Defect], broken: [String: String])...) { self.defects = defects }
  }

  private static func failed(_ ids: String...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: ids.map { ($0, "not met") })
  }

  static let registries: [Broken] = [
    Broken(([.none], [:])),
    // Of a patient whom it does not know a registry may say that.
    Broken(([.tellsUnknownPatients], [:])),
    Broken(([.failsUnexplained], failed("XDS-007a")), ([.keepsFolderTime], ["XDS-011c": "partly met 0.8"])),
    Broken(
      ([.wrongHash], failed("XDS-008a")), ([.ignoresType], failed("XDS-005a")),
      ([.takesOtherHash], failed("XDS-007g")), ([.keepsAddenda], ["XDS-011b": "partly met 0.5"]),
      ([.noGetAll], ["XDS-007c": "partly met 0.8"]), ([.firstPatientOnly], failed("XDS-007e")),
      ([.listsOnDemand], failed("XDS-007f")), ([.losesAuthor], failed("XDS-004a")),
      ([.takesAnyTime], failed("XDS-004b")), ([.takesDuplicateSets], failed("XDS-007h")),
      ([.noFolderTime], failed("XDS-011c")), ([.removesReferenced], ["XDS-012b": "partly met 0.5"]),
      ([.takesAnyVersion], failed("XDS-012c")), ([.nullQuery], ["XDS-007b": "partly met 0.5"]),
      ([.mixesPatients], failed("XDS-007d")), ([.losesReferences], failed("XDS-006a", "XDS-006b")),
      ([.ignoresTime], failed("XDS-007a")), ([.takesWrongHash], failed("XDS-008b")),
      ([.losesExtra], failed("XDS-007i")), ([.cutsAnswers], failed("XDS-007j")), ([.relabels], failed("XDS-008c")),
      ([.takesOtherPatientsVersion], failed("XDS-012d")), ([.leavesSetsEmpty], failed("XDS-012e")),
      ([.replacesOthers], failed("XDS-011d")),
      // One of the forms is enough.
      ([.noPDF], [:])),
    Broken(
      ([.wrongSize], failed("XDS-008a")), ([.ignoresEvent], failed("XDS-007a")),
      ([.keepsTransformed], ["XDS-011b": "partly met 0.5"]),
      ([.losesFiling], ["XDS-007c": "partly met 0.5", "XDS-011c": "not met"]),
      ([.noMultiPatient], failed("XDS-007e")), ([.noOnDemand], failed("XDS-007f")),
      ([.losesSourcePatient], failed("XDS-004a")), ([.takesOtherPatient], failed("XDS-007h")),
      ([.keepsContent], ["XDS-012b": "partly met 0.5"]), ([.keepsOldVersion], failed("XDS-012c")),
      ([.takesTwoPatients], failed("XDS-007d")), ([.takesDuplicates], ["XDS-007b": "partly met 0.3"]),
      ([.takesWrongSize], failed("XDS-008b")), ([.ignoresReferences], failed("XDS-006a", "XDS-006b")),
      // What is lost and told, and what is refused by its code, is as good.
      ([.tellsExtra], [:]), ([.refusesLong], [:]), ([.looksInside], [:]),
      ([.takesOtherDocumentsVersion], failed("XDS-012d")),
      // What can't be removed can still be deprecated.
      ([.keepsRemoved], failed("XDS-012e"))),
    Broken(
      ([.inline], failed("XDS-008a")), ([.ignoresClass], failed("XDS-007a", "XDS-005a")),
      ([.takesDeprecated], ["XDS-011b": "partly met 0.5"]), ([.ignoresTypes], failed("XDS-007c")),
      ([.losesDisplay], failed("XDS-004a")), ([.takesNoSet], failed("XDS-007h")),
      ([.refusesLongWrongly], failed("XDS-007j")), ([.looksInsideWrongly], failed("XDS-008c")),
      ([.takesLooseVersion], failed("XDS-012d")),
      ([.takesStrangers], ["XDS-007b": "partly met 0.3"]), ([.losesSecond], failed("XDS-008b")),
      ([.keepsRemoved, .keepsWithdrawn], failed("XDS-012a", "XDS-012e"))),
    Broken(
      ([.unknownIsSuccess], ["XDS-008a": "not met", "XDS-008b": "not met", "XDS-012b": "partly met 0.5"]),
      ([.noRelation], failed("XDS-007a")), ([.ignoresOriginalStatus], failed("XDS-012d")),
      ([.takesUnknownTarget], ["XDS-011b": "partly met 0.5", "XDS-011c": "not met"]),
      ([.halfStored], failed("XDS-007h")), ([.foreignCodes], ["XDS-007b": "partly met 0.5", "XDS-007d": "not met"])),
    Broken(
      ([.otherDocument], failed("XDS-008a", "XDS-008b", "XDS-008c")),
      ([.takesIncomplete], ["XDS-007b": "partly met 0.3", "XDS-004b": "not met", "XDS-007h": "not met"]),
      ([.keepsReplaced], failed("XDS-011a", "XDS-011b")), ([.soap11], failed("XDS-007a"))),
    Broken(
      ([.truncates], failed("XDS-008a", "XDS-008b", "XDS-008c", "XDS-013a")),
      ([.ignoresStatus], failed("XDS-011a", "XDS-012c")),
      ([.neverEmpty], failed("XDS-007a", "XDS-007c", "XDS-007h")),
      ([.missingParameterIgnored], ["XDS-007b": "partly met 0.5", "XDS-007d": "not met"])),
    Broken(
      ([.wholeObjects], failed("XDS-007a", "XDS-007c", "XDS-007d")),
      ([.losesType], failed("XDS-008b", "XDS-008c", "XDS-013a")),
      ([.takesSameIDs], failed("XDS-007g", "XDS-007h"))),
    Broken(([.otherPatients], failed("XDS-007a", "XDS-007c", "XDS-007d", "XDS-007e"))),
    Broken(([.fault], Dictionary(uniqueKeysWithValues: all.map { ($0, "not met") }))),
    // Whoever answers with a page is not the registry: nothing is known of it.
    Broken(([.page], Dictionary(uniqueKeysWithValues: all.map { ($0, "inconclusive") }))),
  ]

  @Test("Each defect is at one registry at least, and no two of one break the same requirement")
  func whole() {
    #expect(
      Set(Self.registries.flatMap { $0.defects.flatMap(\.defects) }) == Set(DocumentRegistry.Defect.allCases))
    for registry in Self.registries {
      let ids = registry.defects.flatMap { $0.broken.keys }
      #expect(Set(ids).count == ids.count, "\(registry.testDescription)")
    }
  }

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: registries)
  func verdicts(_ registry: Broken) async throws {
    let peer = try await DocumentRegistry.start(registry.defects.flatMap(\.defects))
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("sharing", "registry-refusals")
    // Nobody waits a minute for what does not come.
    try tender.shortenWaits(in: specification)
    try tender.writeNetwork(
      systems: """
        - id: registry
          vendor: Vendor
          product: Product
          roles: [document-registry, document-repository]
          permits: [read, write]
          endpoints:
            xds: {url: "http://127.0.0.1:\(peer.port)/", repository-unique-id: \(DocumentRegistry.repositoryUniqueID)}
        """)
    try tender.writeBid(roles: "document-registry, document-repository")
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken: [String: String] = registry.defects.reduce(into: [:]) { $0.merge($1.broken) { one, _ in one } }
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(
        requirement.shown == broken[id] ?? "met",
        "\(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }
}
