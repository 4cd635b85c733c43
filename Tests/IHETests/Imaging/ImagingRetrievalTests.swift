import Foundation
import IHE
import TestPeers
import Testing
import XMLTree

@Suite("Requests for imaging documents")
struct ImagingRetrievalTests {
  private static func reference(_ study: String, _ series: String, _ instance: String) -> ImagingDocumentReference {
    ImagingDocumentReference(
      study: study, series: series,
      document: DocumentReference(repositoryUniqueID: "1.9", documentUniqueID: instance))
  }

  private static let retrieval = ImagingRetrieval(
    [
      reference("1.1", "1.1.1", "1.1.1.1"), reference("1.1", "1.1.1", "1.1.1.2"), reference("1.1", "1.1.2", "1.1.2.1"),
      reference("1.2", "1.1.2", "1.2.1.1"),
    ], transferSyntaxes: ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"])

  private static func message(_ retrieval: ImagingRetrieval) -> [UInt8] {
    Envelope(action: ImagingRetrieval.action, messageID: "urn:uuid:1", to: "http://127.0.0.1/", body: retrieval.element)
      .document
  }

  @Test("What is asked for is read as it was meant, with its place in the hierarchy")
  func roundTrip() throws {
    #expect(try ImagingRetrieval(ReceivedEnvelope(Self.message(Self.retrieval))) == Self.retrieval)
    var between = Self.retrieval
    between.documents[0].document.homeCommunityID = "urn:oid:1.5"
    #expect(try ImagingRetrieval(ReceivedEnvelope(Self.message(between))) == between)
    // Instances that stand apart stay apart: nothing is sorted.
    let apart = ImagingRetrieval(
      [Self.retrieval.documents[0], Self.retrieval.documents[2], Self.retrieval.documents[1]], transferSyntaxes: [""])
    #expect(try ImagingRetrieval(ReceivedEnvelope(Self.message(apart))) == apart)
  }

  @Test("An identifier that is missing is empty, and another message is told by its name")
  func deviations() throws {
    let bare = MarkupElement(
      "r:RetrieveImagingDocumentSetRequest", [.init("xmlns:r", Namespace.imaging), .init("xmlns:x", Namespace.xds)],
      [
        MarkupElement(
          "r:StudyRequest", [], [MarkupElement("r:SeriesRequest", [], [MarkupElement("x:DocumentRequest")])])
      ]
    )
    let read = try ImagingRetrieval(
      ReceivedEnvelope(Envelope(action: "a", messageID: "m", to: "t", body: bare).document))
    #expect(read == ImagingRetrieval([Self.reference("", "", "")].map(Self.withoutRepository), transferSyntaxes: []))
    let other = Envelope(action: "a", messageID: "m", to: "t", body: DocumentRetrieval([]).element).document
    #expect {
      try ImagingRetrieval(ReceivedEnvelope(other))
    } throws: { "\($0)".contains("RetrieveDocumentSetRequest") }
  }

  private static func withoutRepository(_ reference: ImagingDocumentReference) -> ImagingDocumentReference {
    var reference = reference
    reference.document.repositoryUniqueID = ""
    return reference
  }

  @Test("Requests are valid by the profile's schema, and wrong ones are not", .enabled(if: RecordedExchange.areThere))
  func schema() async throws {
    let shared = try #require(Project.shared)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("imaging-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var between = Self.retrieval
    between.documents[1].document.homeCommunityID = "urn:oid:1.5"
    for (name, retrieval) in [("good", Self.retrieval), ("between", between)] {
      try Data(retrieval.element.document).write(to: folder.appendingPathComponent("\(name).xml"))
    }
    let ended = try await PeerClient.python(
      """
      import sys
      from lxml import etree
      schemas, folder = sys.argv[1:]
      schema = etree.XMLSchema(etree.parse(schemas + "/XDSI.b_ImagingDocumentSource.xsd"))
      for name in ("good", "between"):
          schema.assertValid(etree.parse(folder + "/%s.xml" % name))
      spoilt = etree.parse(folder + "/good.xml").getroot()
      spoilt.remove(spoilt[-1])
      assert not schema.validate(etree.ElementTree(spoilt))
      print("all valid")
      """, [shared.appendingPathComponent("xds/schemas/xds-v3").path, folder.path])
    #expect(ended.output.contains("all valid"), "\(ended.output)")
  }

  @Test("No mutant of a request is more than an error, and what is read can be written again")
  func mutants() {
    let original = Self.message(Self.retrieval)
    let pieces = ["studyInstanceUID=\"", "<iherad:SeriesRequest", "<xds:DocumentRequest>", "</", "&amp;", "iherad:"]
    var mutator = Mutator(generator: SeededGenerator(state: 69), pieces: pieces.map { Array($0.utf8) })
    var readable = 0
    for _ in 0..<20_000 {
      guard let envelope = try? ReceivedEnvelope(mutator.mutant(of: original)),
        let retrieval = try? ImagingRetrieval(envelope)
      else { continue }
      readable += 1
      _ = retrieval.element.document
    }
    #expect(readable > 100)
  }
}
