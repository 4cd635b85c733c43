import Foundation
import HTTPExchange
import IHE
import NIOCore
import TestPeers
import Testing

@Suite("Submissions as a repository sees them")
struct SubmissionReviewTests {
  private static let patient = "P1^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"
  private static let content = Array("A report.".utf8)

  /// A submission that nothing is wrong with, as bytes with its media type.
  private static func message() throws -> (type: String, bytes: [UInt8]) {
    var document = SubmittedDocument(
      id: "Doc", uniqueID: "1.2.3.5", patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: "20261101120000")
    document.codes = [
      DocumentEntryScheme.classCode, .typeCode, .formatCode, .healthcareFacilityTypeCode, .practiceSettingCode,
      .confidentialityCode,
    ].map { .init($0, .init(code: "code-\($0)", scheme: "1.2.\($0)", display: "display-\($0)")) }
    var entry = document.entry
    entry.slots += [
      .init(name: "hash", values: [ContentDigest(content).hash]), .init(name: "size", values: ["\(content.count)"]),
    ]
    let set = SubmissionSet(
      id: "Set", uniqueID: "1.2.3.4", sourceID: "1.2.3", patientID: patient, submissionTime: "20261101120001",
      contentTypeCode: .init(code: "c", scheme: "s", display: "d"))
    let submission = DocumentSubmission(
      objects: [entry] + set.objects + [set.membership(of: "Doc")], documents: [("Doc", "doc@assay")])
    let content = content
    let reply = SOAPReply(
      Envelope(
        action: DocumentSubmission.action, messageID: "urn:uuid:1", to: "http://127.0.0.1/", body: submission.element),
      packaging: .mtom,
      attachments: [.init(contentID: "doc@assay", mediaType: "text/plain") { ByteBuffer(bytes: content) }])
    let packed = try reply.webReply()
    return (packed.fields.first(name: "content-type") ?? "", Array(packed.content.readableBytesView))
  }

  private static func review(_ type: String, _ bytes: [UInt8]) throws -> [SubmissionFinding] {
    let message = try SOAPMessage(contentType: type, .memory(ByteBuffer(bytes: bytes)))
    return SubmissionReview(try ReceivedSubmission(message)).findings
  }

  @Test("Nothing is found where nothing is wrong")
  func good() throws {
    let (type, bytes) = try Self.message()
    #expect(try Self.review(type, bytes) == [])
    let submission = try ReceivedSubmission(SOAPMessage(contentType: type, .memory(ByteBuffer(bytes: bytes))))
    #expect(submission.documents.map(\.digest?.hash) == [ContentDigest(Self.content).hash])
    #expect(submission.documents.map(\.partType) == ["text/plain"])
    #expect(submission.entries.map(\.uniqueID) == ["1.2.3.5"])
    #expect(submission.submissionSets.map(\.id) == ["Set"] && submission.folders.isEmpty)
  }

  /// One change each, and the attribute that is found fault with.
  static let changes: [(change: String, from: String, to: String, attribute: String)] = [
    ("no class code", "41a5887f-8865-4c09-adf7-e362475b143a", "41a5887f-8865-4c09-adf7-e362475b143b", "classCode"),
    ("an empty code", "nodeRepresentation=\"code-typeCode\"", "nodeRepresentation=\"\"", "typeCode"),
    ("no scheme of a code", ">1.2.formatCode<", "><", "formatCode"),
    ("no name of a code", "value=\"display-practiceSettingCode\"", "", "practiceSettingCode"),
    ("no object type", "objectType=\"urn:uuid:7edca82f", "objectType=\"urn:uuid:8edca82f", "objectType"),
    ("no media type", "mimeType=\"text/plain\"", "", "mimeType"),
    ("an empty unique id", "value=\"1.2.3.5\"", "value=\"\"", "uniqueId"),
    ("a patient without authority", "P1^^^&amp;1.3.6.1.4.1.21367.13.20.1000&amp;ISO", "P1", "patientId"),
    ("a time with hyphens", ">20261101120000<", ">2026-11-01<", "creationTime"),
    ("a month that is none", ">20261101120000<", ">20261301<", "creationTime"),
    ("a language that is none", ">en-GB<", ">English, British<", "languageCode"),
    ("a hash of something else", ContentDigest(content).hash, ContentDigest([]).hash, "hash"),
    ("a hash that is none", ContentDigest(content).hash, "00", "hash"),
    ("a size of something else", ">9<", ">10<", "size"),
    ("a size that is none", ">9<", ">nine<", "size"),
    ("a source that is none", "value=\"1.2.3\"", "value=\"source\"", "sourceId"),
    ("no time of submission", "\"submissionTime\"", "\"submitted\"", "submissionTime"),
    ("no submission set", "a54d6aa5-d40d-43f9-88c5-b4633d873bdd", "a54d6aa5-d40d-43f9-88c5-b4633d873bde", "-"),
    ("no member", "targetObject=\"Doc\"", "targetObject=\"urn:uuid:00000000-0000-4000-8000-000000000000\"", "-"),
    ("a member of nothing", "targetObject=\"Doc\"", "targetObject=\"Document\"", "targetObject"),
    ("an association of no kind", "AssociationType:HasMember", "AssociationType:Contains", "associationType"),
    ("a member that is not original", ">Original<", ">Reference<", "SubmissionSetStatus"),
    ("an entry without a document", "xds:Document id=\"Doc\"", "xds:Document id=\"Other\"", "-"),
    ("a document that is not there", "cid:doc@assay", "cid:other@assay", "-"),
    ("an id that is no UUID", "id=\"Doc\"", "id=\"urn:uuid:ABC\"", "entryUUID"),
  ]

  @Test("Each fault is found, where it is", arguments: changes.indices)
  func faults(_ index: Int) throws {
    let (change, from, to, attribute) = Self.changes[index]
    let (type, bytes) = try Self.message()
    let text = String(decoding: bytes, as: UTF8.self)
    let changed = text.replacing(from, with: to)
    try #require(changed != text, "\(change)")
    let findings = try Self.review(type, Array(changed.utf8))
    #expect(findings.contains { $0.attribute == attribute }, "\(change): \(findings)")
    #expect(findings.allSatisfy { !$0.rule.isEmpty && !$0.problem.isEmpty })
  }

  @Test("Forms are told apart")
  func forms() {
    for good in ["1.2", "2.25.0", "0.9.2342.19200300"] { #expect(MetadataForm.isObjectIdentifier(good), "\(good)") }
    for bad in ["", "1", "1.", "1..2", "1.02", "1.a", String(repeating: "1.", count: 40) + "1"] {
      #expect(!MetadataForm.isObjectIdentifier(bad), "\(bad)")
    }
    for good in ["1.2.3", "1.2.3^an extension longer than sixteen", "urn:uuid:00000000-0000-4000-8000-00000000000a"] {
      #expect(MetadataForm.isUniqueID(good), "\(good)")
    }
    #expect(!MetadataForm.isUniqueID("") && !MetadataForm.isUniqueID(String(repeating: "1", count: 257)))
    #expect(MetadataForm.isPatientID("a^^^&1.2&ISO"))
    for bad in ["a", "a^^^NHS", "^^^&1.2&ISO", "a^^^&1.2&DNS", "a^b^^&1.2&ISO", "a^^^&1.2&ISO^PI"] {
      #expect(!MetadataForm.isPatientID(bad), "\(bad)")
    }
    for good in ["2026", "202612", "20261231", "2026123123", "202612312359", "20261231235959"] {
      #expect(MetadataForm.isTime(good), "\(good)")
    }
    for bad in ["", "20261", "20261301", "2026123124", "20261231235960", "2026-01-01", "20260101+0000"] {
      #expect(!MetadataForm.isTime(bad), "\(bad)")
    }
    #expect(MetadataForm.isLanguage("en") && MetadataForm.isLanguage("de-CH-1996") && !MetadataForm.isLanguage("e"))
    #expect(MetadataForm.isUUID("urn:uuid:00000000-0000-4000-8000-00000000000a"))
    #expect(!MetadataForm.isUUID("urn:uuid:00000000-0000-4000-8000-00000000000A"))
  }

  @Test(
    "What a plain script once submitted to an independent repository is read and found right",
    .enabled(if: RecordedExchange.areThere, "needs the recordings of ../shared/xds"),
    arguments: ["02-iti41", "02-rad68"])
  func recorded(_ name: String) throws {
    let (type, bytes) = try RecordedExchange.request(name)
    #expect(try Self.review(type, bytes) == [])
    let message = try SOAPMessage(contentType: type, .memory(ByteBuffer(bytes: bytes)))
    #expect(message.packaging == .mtom && message.envelope.action == DocumentSubmission.action)
    #expect(message.actionParameter == DocumentSubmission.action)
  }

  @Test(
    "Recorded queries and retrievals are read as they are written",
    .enabled(if: RecordedExchange.areThere, "needs the recordings of ../shared/xds"))
  func recordedQueries() throws {
    let (type, bytes) = try RecordedExchange.request("06-iti18-leaf")
    let message = try SOAPMessage(contentType: type, .memory(ByteBuffer(bytes: bytes)))
    let query = try #require(WrittenQuery(message.envelope))
    #expect(query.kind == .findDocuments && query.returnType == "LeafClass")
    #expect(query.values("$XDSDocumentEntryPatientId").first?.hasSuffix("^^^&1.3.6.1.4.1.21367.13.20.1000&ISO") == true)
    #expect(query.values("$XDSDocumentEntryStatus") == [AvailabilityStatus.approved.rawValue])
    let (retrieveType, retrieve) = try RecordedExchange.request("12-iti43")
    let asked = try SOAPMessage(contentType: retrieveType, .memory(ByteBuffer(bytes: retrieve)))
    #expect(DocumentRetrieval.references(in: asked.envelope).count == 1)
  }

  @Test("Values of a query are read whatever they hold")
  func values() throws {
    let query = StoredQuery(
      id: "urn:uuid:x",
      [
        .init("$a", text: "o'neil, (x)"), .init("$b", anyOf: ["1", "2'", ""]), .init("$c", .number, [["2026"]]),
      ])
    let envelope = Envelope(action: "a", messageID: "m", to: "t", body: query.element)
    let read = try #require(WrittenQuery(ReceivedEnvelope(envelope.document)))
    #expect(read.id == "urn:uuid:x" && read.kind == nil)
    #expect(read.values("$a") == ["o'neil, (x)"])
    #expect(read.values("$b") == ["1", "2'", ""])
    #expect(read.values("$c") == ["2026"])
    #expect(
      WrittenQuery(try ReceivedEnvelope(Envelope(action: "a", messageID: "m", to: "t", body: .init("b")).document))
        == nil)
  }

  @Test(
    "What of a query has not its form is told",
    arguments: [
      ("$XDSDocumentEntryPatientId", "P1^^^&1.2.3&ISO", true), ("$XDSDocumentEntryPatientId", "P1", false),
      ("$XDSDocumentEntryPatientId", "P1^^^NHS", false), ("$patientId", "P1^^^&1.2.3&ISO^NH", false),
      ("$XDSDocumentEntryClassCode", "a^^s", true), ("$XDSDocumentEntryClassCode", "a", false),
      ("$XDSFolderCodeList", "a^A^s", false), ("$XDSDocumentEntryFormatCode", "a^^", false),
      ("$XDSSubmissionSetContentType", "^^s", false), ("XDSDocumentEntryStatus", "x", false),
      ("$XDSDocumentEntryUniqueId", "whatever", true), ("$unknown", "a", true), ("unknown", "a", true),
    ])
  func form(_ name: String, _ value: String, isRight: Bool) throws {
    let query = StoredQuery(id: "urn:uuid:x", [.init(name, anyOf: [value])])
    let envelope = Envelope(action: "a", messageID: "m", to: "t", body: query.element)
    let findings = try #require(WrittenQuery(ReceivedEnvelope(envelope.document))).findings
    #expect(findings.isEmpty == isRight, "\(findings)")
    #expect(findings.allSatisfy { $0.hasPrefix(name) })
  }

  @Test("No mutant of a submission traps or takes long")
  func mutants() throws {
    let (type, bytes) = try Self.message()
    var mutator = Mutator(
      generator: SeededGenerator(state: 41),
      pieces: ["\r\n--", "Content-ID: <doc@assay>\r\n", "<rim:Slot name=\"size\"/>", "id=\"Doc\"", "^^^&amp;", "\0"].map
      {
        Array($0.utf8)
      })
    var (read, slowest) = (0, Duration.zero)
    for _ in 0..<20_000 {
      let mutant = mutator.mutant(of: bytes)
      let (findings, time) = ThreadTime.of { try? Self.review(type, mutant) }
      slowest = max(slowest, time)
      if findings != nil { read += 1 }
    }
    #expect(read > 500 && read < 19_500)
    #expect(slowest < .milliseconds(100))
  }
}
