import HTTPExchange
import NIOCore
import Testing
import XMLTree

@testable import IHE

/// A registry that holds a little of everything. Ids are `urn:uuid:` and a short name:
///
/// - documents `A`, which `B` replaces (`R`); `C`, an addendum to `B` (`P`); `D`, made on demand; all of one patient, and `E`
///   of another
/// - submission sets `S1` to `S5`, each with the document of its place; `S2` brings the folder `F` too, which `M` puts `B` into
struct FilledRegistry {
  static let patient = "9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO"
  static let other = "9990000026^^^&2.16.840.1.113883.2.1.4.1&ISO"
  static let code = DocumentEntry.Code(code: "1", scheme: "2.25.3", display: "One")
  static let otherCode = DocumentEntry.Code(code: "2", scheme: "2.25.3", display: "Two")
  static let reference = "A1^^^&2.25.5&ISO^urn:ihe:iti:xds:2013:accession"

  let registry: RegistryActor

  init(limits: RegistryActor.Limits = .init()) async throws {
    registry = RegistryActor(authorities: ["2.16.840.1.113883.2.1.4.1"], limits: limits)
    for objects in Self.submissions {
      let answer = try await registry.respond(
        to: Self.message(ObjectSubmission(objects).element), action: SharingTransaction.register.action)
      try #require(answer.body.attributes.contains { $0.value.hasSuffix(":Success") }, "\(answer.body)")
    }
  }

  static func id(_ name: String) -> String { "urn:uuid:\(name)" }

  /// The short name of an id: `S2-has-B`.
  static func name(_ id: String) -> String { id.replacing("urn:uuid:", with: "").replacing("urn-uuid-", with: "") }

  static func message(_ body: MarkupElement) throws -> SOAPMessage {
    let envelope = Envelope(action: "a", messageID: "urn:uuid:m", to: "t", body: body)
    return try SOAPMessage(contentType: "application/soap+xml", .memory(ByteBuffer(bytes: envelope.document)))
  }

  static func document(_ name: String, _ patient: String, _ type: DocumentEntryType = .stable) -> RegistryObject {
    var document = SubmittedDocument(
      id: id(name), uniqueID: "2.25.10.\(name == "A" ? 1 : name == "B" ? 2 : name == "C" ? 3 : name == "D" ? 4 : 5)",
      patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: type == .stable ? "20260101120000" : nil)
    document.type = type
    document.hash = type == .stable ? String(repeating: "a", count: 40) : nil
    document.size = type == .stable ? "12" : nil
    document.repositoryUniqueID = "2.25.2"
    document.referenceIDs = name == "B" ? [reference] : []
    document.codes = [
      .classCode, .typeCode, .practiceSettingCode, .healthcareFacilityTypeCode, .confidentialityCode, .formatCode,
    ].map { SubmittedDocument.CodedAttribute($0, name == "E" ? otherCode : code) }
    return document.entry
  }

  static func set(_ number: Int, _ patient: String) -> SubmissionSet {
    SubmissionSet(
      id: id("S\(number)"), uniqueID: "2.25.20.\(number)", sourceID: "2.25.4", patientID: patient,
      submissionTime: "2026010112000\(number)", contentTypeCode: code)
  }

  static var submissions: [[RegistryObject]] {
    let sets = (1...5).map { set($0, $0 == 5 ? other : patient) }
    func plain(_ place: Int, _ document: RegistryObject) -> [RegistryObject] {
      [document] + sets[place].objects + [sets[place].membership(of: document.id)]
    }
    let folder = SubmittedFolder(
      id: id("F"), uniqueID: "2.25.30", patientID: patient, title: "Pathway", codeList: [code])
    let filing = RegistryObject.association(.hasMember, from: id("F"), to: id("B"), id: id("M"))
    return [
      plain(0, document("A", patient)),
      plain(1, document("B", patient)) + folder.objects + [
        sets[1].membership(ofObject: id("F")), filing, sets[1].membership(ofObject: id("M")),
        .association(.replace, from: id("B"), to: id("A"), id: id("R")),
      ],
      plain(2, document("C", patient)) + [.association(.append, from: id("C"), to: id("B"), id: id("P"))],
      plain(3, document("D", patient, .onDemand)),
      plain(4, document("E", other)),
    ]
  }

  /// What a query, written and read again, finds: short names of ids.
  func answer(_ query: StoredQuery) async throws -> SharingAnswer {
    await registry.query(try ReceivedQuery(Self.message(query.element).envelope))
  }
}
