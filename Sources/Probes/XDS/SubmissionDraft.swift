import Evidence
import Foundation
import IHE
import NIOCore
import Specification

/// What a step submits, made of its inputs: the objects, and the documents that go beside them.
struct SubmissionDraft {
  /// Who submits, and thereby what the entries state.
  enum Origin: Hashable {
    /// A document source: the repository adds hash, size and its own id.
    case source
    /// A repository, which states them.
    case repository(uniqueID: String)
    /// A source of documents that are made on demand.
    case onDemand(uniqueID: String)
  }

  /// A document.
  struct Document {
    /// Id of its entry in the submission.
    var id: String
    /// Its unique id.
    var uniqueID: String
    /// Its content.
    var content: SubmittedContent
    /// Hash and size.
    var digest: ContentDigest { ContentDigest(content.bytes) }
    /// Content-ID without angle brackets.
    var contentID: String { "\(id.lowercased())@assay" }
  }

  /// Objects in the order of the message.
  private(set) var objects: [RegistryObject] = []
  /// Documents in order.
  private(set) var documents: [Document] = []
  /// Unique id of the submission set.
  let setUniqueID: String
  /// Unique id of the new folder; nil where there is none.
  private(set) var folderUniqueID: String?
  private let bend: SubmissionBend
  private let origin: Origin
  private let inputs: StepInputs

  /// Makes a submission.
  init(_ inputs: StepInputs, from origin: Origin) {
    self.inputs = inputs
    self.origin = origin
    bend = inputs.text("bend").flatMap(SubmissionBend.init) ?? .none
    setUniqueID = inputs.text("set-unique-id") ?? Self.uniqueID("submission set")
    let patient = XDSFields.patient(inputs.text("patient") ?? "")
    let now = XDSFields.time(Date())
    let form = inputs.text("form").flatMap(SubmittedContent.Form.init) ?? .text
    let first = inputs.text("text").map { [$0] } ?? []
    let copies = first.flatMap { Array(repeating: $0, count: SubmissionInputs.copies(inputs)) }
    let texts = first + words("further") + copies
    for (index, text) in texts.enumerated() {
      let own = index == 0 ? inputs.text("unique-id") : bend == .sameUniqueIDs ? documents.first?.uniqueID : nil
      let uniqueID = own ?? Self.uniqueID("document")
      documents.append(
        Document(
          id: "Document\(index + 1)", uniqueID: uniqueID,
          content: SubmittedContent(text, as: form, patient: patient, uniqueID: uniqueID, time: now)))
    }
    let setPatient = inputs.text("set-patient").map(XDSFields.patient) ?? patient
    let codes = SubmissionInputs.codes(inputs)
    var set = SubmissionSet(
      id: "SubmissionSet01", uniqueID: setUniqueID, sourceID: "2.25.329800735698586629295641978511506172918",
      patientID: setPatient, submissionTime: now,
      contentTypeCode: codes.first { $0.scheme == .typeCode }?.code ?? .init(code: "Communication", scheme: "assay"))
    set.intendedRecipients = words("intended-recipients")
    objects = documents.enumerated().map { index, document in
      let isLast = index == documents.count - 1
      return entry(
        document, patient: patient, time: now,
        codes: codes.filter {
          $0.scheme != .classCode || !(bend == .noClassCode || bend == .lastIncomplete && isLast)
        })
    }
    if bend != .noSet { objects += set.objects }
    if bend == .twoSets {
      var second = set
      second.id = "SubmissionSet02"
      second.uniqueID = Self.uniqueID("second submission set")
      objects += second.objects
    }
    if bend != .noMembership { objects += documents.map { set.membership(of: $0.id) } }
    objects += words("refers-to").map { set.membership(of: $0, .reference) }
    addFolder(to: set, patient: setPatient)
    if let first = documents.first {
      for relation in SubmissionInputs.relations {
        guard let target = inputs.text(relation.input) else { continue }
        objects.append(.association(relation.type, from: first.id, to: target, id: "Relation-\(relation.type.code)"))
      }
    }
  }

  /// Puts the documents, and those that are to be filed, into a folder.
  private mutating func addFolder(to set: SubmissionSet, patient: String) {
    var folder = inputs.text("into-folder")
    if let title = inputs.text("folder") {
      let uniqueID = Self.uniqueID("folder")
      let new = SubmittedFolder(
        id: "Folder01", uniqueID: uniqueID, patientID: patient, title: title, codeList: [set.contentTypeCode])
      folderUniqueID = uniqueID
      objects += new.objects + [set.membership(ofObject: new.id)]
      folder = new.id
    }
    guard let folder else { return }
    for (index, entry) in (documents.map(\.id) + words("files")).enumerated() {
      objects += SubmittedFolder.filing(entry, in: folder, of: set, number: index + 1)
    }
  }

  private func entry(
    _ document: Document, patient: String, time: String, codes: [SubmittedDocument.CodedAttribute]
  ) -> RegistryObject {
    var submitted = SubmittedDocument(
      id: document.id, uniqueID: document.uniqueID, patientID: patient,
      sourcePatientID: inputs.text("source-patient").map(XDSFields.patient) ?? patient,
      mimeType: inputs.text("mime-type") ?? document.content.mediaType,
      creationTime: bend == .wrongTime ? "2026-11-01T12:00:00" : time)
    submitted.title = inputs.text("title")
    submitted.serviceStartTime = inputs.text("service-start")
    submitted.authorInstitution = inputs.text("institution")
    submitted.referenceIDs = words("references")
    submitted.codes = codes
    let digest = document.digest
    switch origin {
    case .source: break
    case .repository(let uniqueID):
      submitted.repositoryUniqueID = uniqueID
      submitted.hash = digest.hash
      submitted.size = String(digest.size)
    case .onDemand(let uniqueID):
      submitted.repositoryUniqueID = uniqueID
      submitted.type = .onDemand
      submitted.creationTime = nil
    }
    if bend == .wrongHash { submitted.hash = ContentDigest(document.content.bytes + [0]).hash }
    if bend == .wrongSize { submitted.size = String(digest.size + 1) }
    var entry = submitted.entry
    entry.slots += SubmissionInputs.extra(inputs)
    return without(words("omit"), entry)
  }

  /// An entry without some of its attributes.
  private func without(_ omitted: [String], _ entry: RegistryObject) -> RegistryObject {
    var entry = entry
    let schemes = DocumentEntryScheme.allCases.filter { omitted.contains("\($0)") }.map(\.rawValue)
    entry.classifications.removeAll { $0.scheme.map(schemes.contains) ?? false }
    entry.slots.removeAll { omitted.contains($0.name) }
    if omitted.contains("mimeType") { entry.mimeType = nil }
    if omitted.contains("patientId") {
      entry.identifiers.removeAll { $0.scheme == IdentificationScheme.documentEntryPatientID.rawValue }
    }
    if omitted.contains("uniqueId") {
      entry.identifiers.removeAll { $0.scheme == IdentificationScheme.documentEntryUniqueID.rawValue }
    }
    return entry
  }

  private func words(_ name: String) -> [String] {
    guard case .list(let elements)? = inputs.values[name] else { return [] }
    return StepInputs.words(elements)
  }

  private static func uniqueID(_ name: String) -> String { SyntheticUID.make(seed: SOAPFields.messageID(), name: name) }

  /// Whether the patient is one of whom nobody has told on purpose.
  var isStranger: Bool { inputs.values["stranger"] == .boolean(true) }

  /// The submission with its documents.
  var withDocuments: (submission: DocumentSubmission, attachments: [SOAPRequest.Attachment]) {
    var parts = documents
    if bend == .noDocument { parts = [] }
    if bend == .strayDocument, var stray = documents.last {
      stray.id = "Document\(documents.count + 1)"
      parts.append(stray)
    }
    let attachments = parts.map { part in
      let bytes = part.content.bytes
      return SOAPRequest.Attachment(contentID: part.contentID, mediaType: part.content.mediaType) {
        ByteBuffer(bytes: bytes)
      }
    }
    return (
      DocumentSubmission(objects: objects, documents: parts.map { (entry: $0.id, contentID: $0.contentID) }),
      attachments
    )
  }

  /// What was sent, as fields of an observation.
  func note(in observation: inout [String: Value]) {
    func fields(_ document: Document) -> [String: Value] {
      let digest = document.digest
      return [
        "unique-id": .string(document.uniqueID), "hash": .string(digest.hash), "size": .number(Decimal(digest.size)),
      ]
    }
    if let first = documents.first { observation.merge(fields(first)) { $1 } }
    observation["further"] = .list(documents.dropFirst().map { .record(fields($0)) })
    observation["set-unique-id"] = .string(setUniqueID)
    observation["folder-unique-id"] = folderUniqueID.map { .string($0) }
  }
}
