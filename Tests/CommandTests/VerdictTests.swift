import Foundation
import TestPeers
import Testing

/// The bundled specification against two real products, held against a table made with other tools.
@Suite("Verdicts on real products", .serialized)
struct VerdictTests {
  /// The products of the table, in the order of its columns.
  enum Product: String, CaseIterable, Sendable {
    case orthanc, dcmqrscp
  }

  @Test("Each requirement has the state that independent tools establish", arguments: Product.allCases)
  func states(product: Product) async throws {
    let tender: Tender
    // Held until the run is over: a peer ends when nobody holds it.
    let peer: PeerProcess
    let listenerPort = try PeerProcess.freePort()
    switch product {
    case .orthanc:
      let orthanc = try await Orthanc.start(settings: [
        "DicomModalities": [
          "assay": ["AET": "ASSAY", "Host": "127.0.0.1", "Port": listenerPort, "AllowFindWorklist": true]
            as [String: Any]
        ],
        "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"], "DicomWeb": ["Enable": true],
      ])
      let web = "http://127.0.0.1:\(orthanc.httpPort)"
      peer = orthanc.process
      tender = try Tender(
        port: peer.port, aeTitle: Orthanc.aeTitle, listenerPort: listenerPort,
        dicomweb: "{url: '\(web)/dicom-web', wado-uri: '\(web)/wado'}",
        statement: try await ProductStatement.orthanc(orthanc))
    case .dcmqrscp:
      peer = try await DCMQRSCP.start(destinations: ["ASSAY": listenerPort])
      tender = try Tender(
        port: peer.port, aeTitle: DCMQRSCP.aeTitle, listenerPort: listenerPort,
        statement: try await ProductStatement.dcmqrscp(work: peer.folder),
        file: "dcmqrscp.1")
    }
    // No product here notifies, or acts on a rejection: a short wait shows that as well as a long one.
    let waits = ["notification-wait=2 s", "taking-in-time=5 s"].flatMap { ["--input", $0] }
    let ended = try await tender.start(waits).ended(within: .seconds(600))
    #expect(peer.isRunning, "\(peer.output)")
    let verdicts = try tender.verdicts()
    let undecided = verdicts.requirements.filter { $0.explained.contains(": undetermined, ") }.map(\.explained)
    #expect(ended.status == 4, "\(undecided) \(verdicts.problems) \(ended.error.suffix(2_000))")
    let expected = try ExpectedVerdict.ofArchives().filter { $0.product == product.rawValue }
    #expect(
      Set(verdicts.requirements.map(\.id)) == Set(expected.map(\.requirement)), "the table covers the specification")
    for row in expected {
      guard let requirement = verdicts[row.requirement] else { continue }
      #expect(requirement.shown == row.state, "\(product) \(requirement.explained)")
    }
  }
}
