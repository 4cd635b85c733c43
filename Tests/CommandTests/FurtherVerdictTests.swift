import Foundation
import TestPeers
import Testing

/// Further products, each against the requirements of the roles that it plays, held against a table made with other tools.
@Suite("Verdicts on further products", .serialized, .timeLimit(.minutes(10)))
struct FurtherVerdictTests {
  /// The products, as the table names them.
  enum Product: String, CaseIterable, Sendable {
    /// pynetdicom's archive.
    case qrscp
    /// DCMTK's worklist server.
    case wlmscpfs
    /// Orthanc with its worklist plugin.
    case orthancWorklists = "orthanc-worklists"
    /// FHIR servers from PyPI.
    case fhirstarter, fhirsnake
  }

  /// A product that runs, and its verdicts.
  private static func verdicts(of product: Product) async throws -> (verdicts: Verdicts, ended: Assay.Ended) {
    switch product {
    case .qrscp:
      let listener = try PeerProcess.freePort()
      let peer = try await QRSCP.start(destinations: ["ASSAY": listener])
      let tender = try Tender(
        port: peer.port, aeTitle: QRSCP.aeTitle, listenerPort: listener, statement: try await ProductStatement.qrscp())
      let specification = try tender.specification(
        "association", "characters", "documents", "dose-and-objects", "identity", "identity-messages", "migration",
        "query",
        "query-scope", "reconciliation-and-ai", "retrieve", "storage", "transfer-syntaxes", "viewing")
      // It takes its time for each object: what the table leaves out is not asked.
      let asked = try ExpectedVerdict.ofFurtherProducts().filter { $0.product == product.rawValue }.map(\.requirement)
      // Nor does it act on a rejection, however long one waits.
      let ended = try await tender.start(
        ["--only", asked.joined(separator: ","), "--input", "taking-in-time=5 s"], specification: specification
      ).ended(within: .seconds(500))
      #expect(peer.isRunning, "\(peer.output)")
      return (try tender.verdicts(), ended)
    case .wlmscpfs:
      let peer = try await WLMSCPFS.start(items)
      let statement = try await ProductStatement.page("wlmscpfs", work: peer.folder)
      let result = try await scheduler(at: peer.port, WLMSCPFS.aeTitle, statement)
      #expect(peer.isRunning, "\(peer.output)")
      return result
    case .orthancWorklists:
      let worklist = try await WLMSCPFS.start(items)
      let orthanc = try await Orthanc.start(settings: [
        "Plugins": ["/usr/share/orthanc/plugins/libModalityWorklists.so"],
        "Worklists": [
          "Enable": true, "Database": worklist.folder.appendingPathComponent("worklist/\(WLMSCPFS.aeTitle)").path,
        ] as [String: Any],
        "DicomModalities": [
          "assay": ["AET": "ASSAY", "Host": "127.0.0.1", "Port": 1, "AllowFindWorklist": true] as [String: Any]
        ],
      ])
      let result = try await scheduler(
        at: orthanc.process.port, Orthanc.aeTitle, ProductStatement.orthanc(orthanc))
      #expect(orthanc.process.isRunning, "\(orthanc.process.output)")
      return result
    case .fhirstarter, .fhirsnake:
      let peer = try await (product == .fhirstarter ? PackagedFHIRServer.fhirstarter : .fhirsnake).start()
      let url = "http://127.0.0.1:\(peer.port)"
      let tender = try FHIRTender(
        url: url, statement: try await FHIRTender.capabilities(at: url), permits: "read, write, load")
      let result = try await tender.verdicts()
      #expect(peer.isRunning, "\(peer.output)")
      return result
    }
  }

  /// Two items of a worklist.
  private static let items: [String: String] = Dictionary(
    uniqueKeysWithValues: [1, 2].map { number in
      (
        "item\(number)",
        """
        (0008,0050) SH A2026000\(number)
        (0010,0010) PN Calloway^Edith
        (0010,0020) LO 999000003\(number)
        (0010,0030) DA 19560412
        (0010,0040) CS F
        (0020,000d) UI 2.25.31415926535897932384626433832795028841\(number)
        (0032,1032) PN Quarles^Ida
        (0032,1060) LO CT Thorax
        (0040,0100) SQ
        (fffe,e000) -
        (0008,0060) CS \(number == 1 ? "CT" : "MR")
        (0040,0001) AE SCANNER\(number)
        (0040,0002) DA 2026060\(number)
        (0040,0003) TM 090000
        (0040,0007) LO Thorax
        (0040,0009) SH STEP\(number)
        (fffe,e00d) -
        (fffe,e0dd) -
        (0040,1001) SH REQ\(number)

        """
      )
    })

  /// The verdicts on what gives out worklists.
  private static func scheduler(
    at port: Int, _ title: String, _ statement: Data
  ) async throws -> (verdicts: Verdicts, ended: Assay.Ended) {
    let tender = try Tender(port: port, statement: statement)
    try tender.offer("scheduler", endpoints: ["dicom: {host: 127.0.0.1, port: \(port), ae-title: \(title)}"])
    let specification = try tender.specification("ordering", "orders", "reporting-tasks", "scenarios")
    let ended = try await tender.start(specification: specification).ended()
    return (try tender.verdicts(), ended)
  }

  @Test("Each requirement has the state that independent tools establish", arguments: Product.allCases)
  func states(product: Product) async throws {
    let expected = try ExpectedVerdict.ofFurtherProducts().filter { $0.product == product.rawValue }
    let (verdicts, ended) = try await Self.verdicts(of: product)
    #expect(!expected.isEmpty)
    for row in expected {
      let requirement = try #require(verdicts[row.requirement], "\(ended.error)")
      #expect(requirement.shown == row.state, "\(product) \(requirement.explained)")
    }
    let stated = Set(expected.map(\.requirement))
    for requirement in verdicts.requirements where ExpectedVerdict.isDecided(requirement.shown) {
      #expect(stated.contains(requirement.id), "not in the table: \(requirement.shown), \(requirement.explained)")
    }
  }

  @Test("Of at least 300 pairs of product and requirement the verdict is stated by hand, each once and with its reason")
  func pairs() throws {
    let all = try ExpectedVerdict.ofArchives() + ExpectedVerdict.ofFurtherProducts()
    #expect(all.count(where: \.isDecided) >= 300, "\(all.count(where: \.isDecided))")
    #expect(Set(all.map { "\($0.product) \($0.requirement)" }).count == all.count, "no pair stands twice")
    #expect(all.allSatisfy { $0.basis.count > 10 })
    let known = Set(try ExpectedVerdict.ofArchives().map(\.requirement))
    #expect(all.allSatisfy { known.contains($0.requirement) })
    #expect(Set(try ExpectedVerdict.ofFurtherProducts().map(\.product)) == Set(Product.allCases.map(\.rawValue)))
  }
}
