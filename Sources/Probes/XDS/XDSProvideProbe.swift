import Evidence
import Foundation
import HTTPExchange
import IHE
import NIOCore
import Specification

/// `xds.provide`: Provide and Register Document Set-b, with one document of text.
enum XDSProvideProbe: Probe {
  /// What is wrong with a submission on purpose.
  enum Bend: String, CaseIterable {
    case none
    /// The document entry comes without its document.
    case noDocument = "no-document"
    /// A second document comes that no document entry is about.
    case strayDocument = "stray-document"
    /// The document entry has no class code.
    case noClassCode = "no-class-code"
  }

  static let description = StepDescription(
    name: "xds.provide",
    summary: "Submits a document with its metadata to a document repository, as a document source does.",
    effect: .write, endpoint: .xds,
    inputs: [
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number."),
      StepInput(
        "source-patient", .string, standardValue: "the patient", meaning: "Patient at the source, as CX."),
      StepInput("text", .string, required: true, meaning: "Content of the document, text/plain in UTF-8."),
      StepInput("title", .string, standardValue: "none", meaning: "Title."),
      StepInput(
        "unique-id", .string, standardValue: "a new one", meaning: "Unique id of the document, on purpose."),
      StepInput(
        "codes",
        .list(
          of: .record([
            Field(
              "attribute", .word(DocumentEntryScheme.allCases.filter { $0 != .author }.map { "\($0)" }),
              meaning: "Which attribute."),
            Field("code", .string, meaning: "The code."),
            Field("scheme", .string, meaning: "Coding scheme."),
            Field("display", .string, .when("it is given"), meaning: "Name for people."),
          ]), key: nil), standardValue: "those of the report of a CT in a hospital's radiology department",
        meaning: "Coded attributes of the document entry, in the place of the standard ones of the same attribute."),
      StepInput("service-start", .string, standardValue: "none", meaning: "Begin of the service, DTM in UTC."),
      StepInput("institution", .string, standardValue: "none", meaning: "Author's institution, as XON."),
      StepInput(
        "references", .list(of: .string, key: nil), standardValue: "none", meaning: "Reference ids, as CXi."),
      StepInput("replaces", .string, standardValue: "none", meaning: "Entry that it replaces, by its entryUUID."),
      StepInput(
        "appends", .string, standardValue: "none", meaning: "Entry that it is an addendum to, by its entryUUID."),
      StepInput(
        "stranger", .boolean, standardValue: "false",
        meaning: """
          Whether the patient is one of whom nobody has told the registry: then XDSUnknownPatientId is an answer, and otherwise a \
          sign that the registry was not made ready for the harness's patients.
          """),
      StepInput(
        "bend", .word(Bend.allCases.map(\.rawValue)), standardValue: "none", meaning: "What is wrong on purpose."),
    ] + SOAPFields.inputs,
    observation: XDSFields.answer + [
      Field("unique-id", .string, meaning: "Unique id of the document that was sent."),
      Field("hash", .string, meaning: "SHA-1 of the document that was sent, in lower-case hexadecimal."),
      Field("size", .number, meaning: "Its size in bytes."),
    ],
    example: """
      - do: xds.provide
        at: repository
        with:
          patient: "{{anne.nhs-number}}"
          text: A report.
        expect: |
          response == success
        capture: |
          report = unique-id
      """,
    sources: ["ITI TF-2 §3.41", "ITI TF-3 §4.1"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let content = Array((inputs.text("text") ?? "").utf8)
      let digest = ContentDigest(content)
      let uniqueID = inputs.text("unique-id") ?? SyntheticUID.make(seed: SOAPFields.messageID(), name: "document")
      let bend = inputs.text("bend").flatMap(Bend.init) ?? .none
      let submission = submission(inputs, uniqueID: uniqueID, bend)
      let envelope = Envelope(
        action: DocumentSubmission.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: submission.element)
      let attachments = submission.documents.map { document in
        SOAPRequest.Attachment(contentID: document.contentID, mediaType: "text/plain") { ByteBuffer(bytes: content) }
      }
      var result = await exchange.run(SOAPRequest(envelope, packaging: .mtom, attachments: attachments)) {
        answer, observation in
        do throws(RegistryResponse.Problem) {
          let response = try RegistryResponse(answer.envelope)
          XDSFields.note(response, in: &observation)
          guard inputs.values["stranger"] != .boolean(true),
            response.faults.contains(where: { $0.code == "XDSUnknownPatientId" })
          else { return nil }
          return StepFailure(
            blame: .configuration, message: "The registry does not know the harness's patient.",
            rule: "ITI TF-3 Table 4.2.4.1-2",
            advice: "Register the patients of the specification's fixtures in the affinity domain, and run again.")
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.41.4.2", &observation)
        }
      }
      result.observation["unique-id"] = .string(uniqueID)
      result.observation["hash"] = .string(digest.hash)
      result.observation["size"] = .number(Decimal(digest.size))
      return result
    }
  }

  private static func submission(_ inputs: StepInputs, uniqueID: String, _ bend: Bend) -> DocumentSubmission {
    let patient = XDSFields.patient(inputs.text("patient") ?? "")
    let now = XDSFields.time(Date())
    var document = SubmittedDocument(
      id: "Document01", uniqueID: uniqueID, patientID: patient,
      sourcePatientID: inputs.text("source-patient").map(XDSFields.patient) ?? patient, mimeType: "text/plain",
      creationTime: now)
    document.title = inputs.text("title")
    document.serviceStartTime = inputs.text("service-start")
    document.authorInstitution = inputs.text("institution")
    if case .list(let references) = inputs.values["references"] { document.referenceIDs = StepInputs.words(references) }
    document.codes = codes(inputs).filter { bend != .noClassCode || $0.scheme != .classCode }
    let kind = document.codes.first { $0.scheme == .typeCode } ?? document.codes.first
    let set = SubmissionSet(
      id: "SubmissionSet01", uniqueID: SyntheticUID.make(seed: uniqueID + now, name: SOAPFields.messageID()),
      sourceID: "2.25.329800735698586629295641978511506172918", patientID: patient, submissionTime: now,
      contentTypeCode: kind?.code ?? DocumentEntry.Code(code: "Communication", scheme: "assay"))
    var objects = [document.entry] + set.objects + [set.membership(of: document.id)]
    for (input, type) in [("replaces", AssociationType.replace), ("appends", .append)] {
      guard let target = inputs.text(input) else { continue }
      objects.append(.association(type, from: document.id, to: target, id: "Association-\(type.code)"))
    }
    var documents = [(entry: document.id, contentID: "document01@assay")]
    if bend == .noDocument { documents = [] }
    if bend == .strayDocument { documents.append((entry: "Document02", contentID: "document02@assay")) }
    return DocumentSubmission(objects: objects, documents: documents)
  }

  /// Codes of an imaging report, from SNOMED CT and HL7's and DICOM's own schemes.
  static let standardCodes: [SubmittedDocument.CodedAttribute] = {
    let snomed = "2.16.840.1.113883.6.96"
    func code(_ code: String, _ scheme: String, _ display: String) -> DocumentEntry.Code {
      DocumentEntry.Code(code: code, scheme: scheme, display: display)
    }
    return [
      .init(.classCode, code("721981007", snomed, "Diagnostic studies report")),
      .init(.typeCode, code("4201000179104", snomed, "Imaging report")),
      .init(
        .formatCode,
        code("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3", "Media type sufficient")),
      .init(.healthcareFacilityTypeCode, code("22232009", snomed, "Hospital")),
      .init(.practiceSettingCode, code("394914008", snomed, "Radiology")),
      .init(.confidentialityCode, code("N", "2.16.840.1.113883.5.25", "Normal")),
      .init(.eventCodeList, code("CT", "1.2.840.10008.2.16.4", "Computed Tomography")),
    ]
  }()

  private static func codes(_ inputs: StepInputs) -> [SubmittedDocument.CodedAttribute] {
    guard case .list(let records) = inputs.values["codes"] else { return standardCodes }
    let given = records.compactMap(code)
    return standardCodes.filter { standard in !given.contains { $0.scheme == standard.scheme } } + given
  }

  private static func code(_ record: Value) -> SubmittedDocument.CodedAttribute? {
    guard case .record(let fields) = record else { return nil }
    func text(_ name: String) -> String? { if case .string(let text)? = fields[name] { text } else { nil } }
    guard let name = text("attribute"), let scheme = DocumentEntryScheme.allCases.first(where: { "\($0)" == name }),
      let code = text("code"), let codingScheme = text("scheme")
    else { return nil }
    return SubmittedDocument.CodedAttribute(
      scheme, DocumentEntry.Code(code: code, scheme: codingScheme, display: text("display")))
  }
}
