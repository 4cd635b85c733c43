import Foundation
import IHE
import TestPeers
import Testing
import XMLTree

@Suite("Folders, registration, update and removal")
struct AdministrationTests {
  private static let patient = "XT1^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"
  private static let code = DocumentEntry.Code(code: "c", scheme: "1.2.3", display: "A kind")
  private static let set = SubmissionSet(
    id: "Set", uniqueID: "1.2.3.4", sourceID: "1.2.3", patientID: patient, submissionTime: "20261101120001",
    contentTypeCode: code)
  private static let listed = "urn:uuid:6f3a1c52-0000-4000-8000-000000000001"

  private static func document(_ type: DocumentEntryType) -> SubmittedDocument {
    var document = SubmittedDocument(
      id: "Doc", uniqueID: "1.2.3.5", patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: type == .stable ? "20261101120000" : nil)
    document.type = type
    document.hash = type == .stable ? String(repeating: "a", count: 40) : nil
    document.size = type == .stable ? "12" : nil
    document.repositoryUniqueID = "1.2.3.6"
    document.codes = [.init(.classCode, code)]
    return document
  }

  private static let folder = SubmittedFolder(
    id: "Folder", uniqueID: "1.2.3.7", patientID: patient, title: "Pathway", codeList: [code])

  /// Objects as a registry would give them back.
  private static func response(_ objects: [RegistryObject]) throws -> RegistryResponse {
    let body = MarkupElement(
      "query:AdhocQueryResponse",
      [
        .init("xmlns:query", Namespace.query), .init("xmlns:rim", Namespace.rim),
        .init("status", ResponseStatus.success.rawValue),
      ], [.init("rim:RegistryObjectList", [], objects.map(\.element))])
    return try RegistryResponse(
      ReceivedEnvelope(Envelope(action: "a", messageID: "m", to: "t", body: body).document))
  }

  @Test("Folders and submission sets are told apart, and each document in a folder is a member twice over")
  func folders() throws {
    let filing = SubmittedFolder.filing("Doc", in: "Folder", of: Self.set, number: 1)
    let read = try Self.response(Self.set.objects + Self.folder.objects + filing)
    #expect(read.objects.compactMap(RegisteredSubmissionSet.init).map(\.uniqueID) == ["1.2.3.4"])
    let folders = read.objects.compactMap(RegistryFolder.init)
    #expect(folders.map(\.uniqueID) == ["1.2.3.7"])
    #expect(folders.first?.patientID == Self.patient)
    #expect(folders.first?.codeList == [Self.code])
    let links = read.objects.compactMap(\.association)
    #expect(links.map(\.source) == ["Folder", "Set"])
    #expect(links.map(\.target) == ["Doc", "Filing1"])
  }

  @Test("A new version keeps logical id and metadata, and says which version it follows")
  func version() throws {
    var before = Self.document(.stable).entry
    before.id = Self.listed
    let entry = try #require(try Self.response([before]).objects.first.flatMap(DocumentEntry.init))
    var version = EntryVersion(of: entry, id: "New")
    version.object.name = "Corrected"
    version.replace(.classCode, with: .init(code: "d", scheme: "1.2.3"))
    #expect(version.previous == "1")
    let read = try Self.response([version.object, Self.set.version(of: "New", after: version.previous)])
    let new = try #require(read.objects.first.flatMap(DocumentEntry.init))
    #expect(new.object.logicalID == Self.listed)
    #expect(new.object.name == "Corrected")
    #expect(new.codes(.classCode).map(\.code) == ["d"])
    #expect(new.uniqueID == "1.2.3.5")
    #expect(new.hash == entry.hash)
    #expect(read.objects.last?.values("PreviousVersion") == ["1"])
    #expect(read.objects.last?.values("SubmissionSetStatus") == ["Original"])
  }

  @Test("Every message is valid by the standard's schemas", .enabled(if: RecordedExchange.areThere))
  func schemas() async throws {
    let shared = try #require(Project.shared)
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("administration-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let document = Self.document(.stable).entry
    let filing = SubmittedFolder.filing("Doc", in: "Folder", of: Self.set, number: 1)
    let messages: [(String, MarkupElement)] = [
      ("registration", ObjectSubmission([document] + Self.set.objects + [Self.set.membership(of: "Doc")]).element),
      ("on-demand", ObjectSubmission([Self.document(.onDemand).entry] + Self.set.objects).element),
      ("folder", ObjectSubmission([document] + Self.set.objects + Self.folder.objects + filing).element),
      (
        "availability",
        ObjectSubmission(Self.set.objects + [Self.set.change(of: Self.listed, from: .approved, to: .deprecated)])
          .element
      ),
      (
        "reference",
        ObjectSubmission(Self.set.objects + [Self.set.membership(of: Self.listed, .reference)]).element
      ),
      ("removal", MetadataRemoval([Self.listed, "urn:uuid:6f3a1c52-0000-4000-8000-000000000002"]).element),
      ("documents", DocumentRemoval([.init(repositoryUniqueID: "1.2", documentUniqueID: "1.3")]).element),
    ]
    for (name, element) in messages {
      try Data(element.document).write(to: place.appendingPathComponent("\(name).xml"))
    }
    let ended = try await PeerClient.python(
      """
      import glob, os, sys
      from lxml import etree
      schemas, folder = sys.argv[1:]
      lcm = etree.XMLSchema(etree.parse(schemas + "/lcm.xsd"))
      xds = etree.XMLSchema(etree.parse(schemas + "/XDS.b_DocumentRepository.xsd"))
      for file in glob.glob(folder + "/*.xml"):
          tree = etree.parse(file)
          if os.path.basename(file) == "documents.xml":
              # The schema of removal refers to an element that the repository's schema keeps to itself, so that no processor
              # takes it; what it holds is what a retrieval holds.
              root = tree.getroot()
              assert root.tag == "{urn:ihe:iti:rmd:2017}RemoveDocumentsRequest", root.tag
              retrieval = etree.Element("{urn:ihe:iti:xds-b:2007}RetrieveDocumentSetRequest")
              retrieval.extend(list(root))
              xds.assertValid(etree.ElementTree(retrieval))
          else:
              lcm.assertValid(tree)
      print("all valid")
      """, [shared.appendingPathComponent("xds/schemas/xds-v3").path, place.path])
    #expect(ended.output.contains("all valid"), "\(ended.output)")
  }
}
