import Foundation
import IHE
import TestPeers
import Testing
import XMLTree

@Suite("Stored queries")
struct StoredQueryTests {
  private static let patient = "XT1^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"

  private static func message(_ query: StoredQuery) -> [UInt8] {
    Envelope(
      action: StoredQuery.action, messageID: "urn:uuid:00000000-0000-4000-8000-000000000001",
      to: "http://127.0.0.1:1/registry", body: query.element
    ).document
  }

  private static func values(_ slot: String, of query: StoredQuery) throws -> [[String]] {
    let envelope = try ReceivedEnvelope(message(query))
    let tree = envelope.tree
    return tree.nodes.indices.filter { tree.name(of: $0) == "Slot" && tree.attribute("name", of: $0) == slot }
      .map { index in
        (index..<tree.nodes[index].end).filter { tree.name(of: $0) == "Value" }.map { tree.text(of: $0) }
      }
  }

  @Test("Texts stand in single quotation marks, lists in brackets, numbers bare")
  func forms() throws {
    let query = StoredQuery(
      .findDocuments,
      [
        .init("$XDSDocumentEntryPatientId", text: "O'Hara^^^&1.2&ISO"),
        .init("$XDSDocumentEntryStatus", anyOf: [AvailabilityStatus.approved.rawValue]),
        .init("$XDSDocumentEntryCreationTimeFrom", .number, [["2026"]]),
        .init("$XDSDocumentEntryEventCodeList", .list, [["CT^^1.2", "MR^^1.2"], ["T-D3000^^2.3"]]),
      ])
    #expect(try Self.values("$XDSDocumentEntryPatientId", of: query) == [["'O''Hara^^^&1.2&ISO'"]])
    #expect(
      try Self.values("$XDSDocumentEntryStatus", of: query) == [
        ["('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')"]
      ])
    #expect(try Self.values("$XDSDocumentEntryCreationTimeFrom", of: query) == [["2026"]])
    #expect(
      try Self.values("$XDSDocumentEntryEventCodeList", of: query) == [
        ["('CT^^1.2','MR^^1.2')"], ["('T-D3000^^2.3')"],
      ])
  }

  @Test("A list that is longer than a value may be goes on in another one")
  func longLists() throws {
    let ids = (0..<20).map { "urn:uuid:00000000-0000-4000-8000-0000000000\($0 < 10 ? "0" : "")\($0)" }
    let query = StoredQuery(.getDocuments, [.init("$XDSDocumentEntryEntryUUID", anyOf: ids)])
    let slots = try Self.values("$XDSDocumentEntryEntryUUID", of: query)
    let values = try #require(slots.first)
    #expect(slots.count == 1)
    #expect(values.count > 1)
    #expect(values.allSatisfy { $0.utf8.count <= 256 && $0.hasPrefix("('") && $0.hasSuffix("')") })
    let again = values.flatMap { $0.dropFirst().dropLast().split(separator: ",").map { $0.dropFirst().dropLast() } }
    #expect(again.map(String.init) == ids)
  }

  @Test("Every kind of query is valid by the standard's schemas", .enabled(if: RecordedExchange.areThere))
  func schemas() async throws {
    let shared = try #require(Project.shared)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("queries-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for kind in StoredQueryKind.allCases {
      for type in StoredQuery.ReturnType.allCases {
        let query = StoredQuery(
          kind,
          [.init("$XDSDocumentEntryPatientId", text: Self.patient), .init("$uuid", anyOf: ["urn:uuid:1", "<&\""])],
          returning: type, homeCommunityID: type == .leafClass ? "urn:oid:1.2.3" : nil)
        try Data(Self.message(query)).write(
          to: folder.appendingPathComponent("\(kind.name)-\(type.rawValue).xml"))
      }
    }
    let ended = try await PeerClient.python(
      """
      import glob, sys
      from lxml import etree
      schemas = sys.argv[1]
      query = etree.XMLSchema(etree.parse(schemas + "/query.xsd"))
      files = glob.glob(sys.argv[2] + "/*.xml")
      for file in files:
          tree = etree.parse(file)
          body = tree.getroot()[1][0]
          query.assertValid(etree.ElementTree(body))
      broken = etree.parse(files[0]).getroot()[1][0]
      del broken[0]
      assert not query.validate(etree.ElementTree(broken))
      print(len(files), "valid")
      """, [shared.appendingPathComponent("xds/schemas/xds-v3").path, folder.path])
    #expect(ended.output.contains("32 valid"), "\(ended.output)")
  }
}
