import Evidence
import Foundation
import IHE
import Specification

/// Inputs and fields that the steps which submit documents have in common.
enum SubmissionInputs {
  /// Relations of the document to one that the registry lists, and the inputs that name it.
  static let relations: [(input: String, type: AssociationType, meaning: String)] = [
    ("replaces", .replace, "Entry that it replaces, by its entryUUID."),
    ("appends", .append, "Entry that it is an addendum to, by its entryUUID."),
    ("transforms", .transform, "Entry that it is another form of, by its entryUUID."),
    (
      "transforms-and-replaces", .transformAndReplace,
      "Entry that it is another form of and replaces, by its entryUUID."
    ),
    ("signs", .signs, "Entry that it signs, by its entryUUID."),
    ("snapshot-of", .isSnapshotOf, "On-demand entry that it is a snapshot of, by its entryUUID."),
  ]

  /// Attributes of a document entry that can be left out.
  static let attributes: [String] =
    DocumentEntryScheme.allCases.map { "\($0)" } + [
      "creationTime", "languageCode", "mimeType", "patientId", "sourcePatientId", "uniqueId",
    ]

  /// Copies of a document in one submission.
  static let copiesLimit = 500

  static let description: [StepInput] =
    [
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number."),
      StepInput(
        "source-patient", .string, standardValue: "the patient", meaning: "Patient at the source, as CX."),
      StepInput(
        "set-patient", .string, standardValue: "the patient",
        meaning: "Patient of the submission set and of a new folder, another one on purpose."),
      StepInput(
        "text", .string, standardValue: "none; the submission has no document",
        meaning: "Text of the document."),
      StepInput(
        "form", .word(SubmittedContent.Form.allCases.map(\.rawValue)), standardValue: "text",
        meaning: "What is made of the text: text/plain in UTF-8, a page of PDF, or a CDA document."),
      StepInput(
        "mime-type", .string, standardValue: "that of the form", meaning: "Media type in the metadata, on purpose."),
      StepInput(
        "further", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Texts of further documents in the same submission set, with the same attributes."),
      StepInput(
        "copies", .number, standardValue: "0",
        meaning: "How many further documents of the same text go with it, \(copiesLimit) at most."),
      StepInput("title", .string, standardValue: "none", meaning: "Title."),
      StepInput(
        "unique-id", .string, standardValue: "a new one", meaning: "Unique id of the document, on purpose."),
      StepInput(
        "set-unique-id", .string, standardValue: "a new one",
        meaning: "Unique id of the submission set, on purpose."),
      codesInput(
        standardValue: "those of the report of a CT in a hospital's radiology department",
        meaning: "Coded attributes of the document entry, in the place of the standard ones of the same attribute."),
      StepInput("service-start", .string, standardValue: "none", meaning: "Begin of the service, DTM in UTC."),
      StepInput("institution", .string, standardValue: "none", meaning: "Author's institution, as XON."),
      StepInput(
        "references", .list(of: .string, key: nil), standardValue: "none", meaning: "Reference ids, as CXi."),
      StepInput(
        "extra",
        .list(
          of: .record([
            Field("name", .string, meaning: "Name of the slot; it begins with `urn:` and not with `urn:ihe:`."),
            Field("values", .list(of: .string, key: nil), meaning: "Its values."),
          ]), key: nil), standardValue: "none",
        meaning: "Metadata of the document entries that no framework defines."),
      StepInput(
        "omit", .list(of: .word(attributes), key: nil), standardValue: "none",
        meaning: "Attributes that the document entry lacks on purpose."),
    ]
    + relations.map { StepInput($0.input, .string, standardValue: "none", meaning: $0.meaning) } + [
      StepInput(
        "refers-to", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Entries that the submission set refers to, by their entryUUIDs."),
      StepInput(
        "intended-recipients", .list(of: .string, key: nil), standardValue: "none",
        meaning: "For whom the submission is meant, each as `XON|XCN|XTN`."),
      StepInput("folder", .string, standardValue: "none", meaning: "Title of a new folder for the documents."),
      StepInput(
        "into-folder", .string, standardValue: "none",
        meaning: "Folder that the documents are put into, by its entryUUID."),
      StepInput(
        "files", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Entries that are put into the folder too, by their entryUUIDs."),
      StepInput(
        "stranger", .boolean, standardValue: "false",
        meaning: """
          Whether the patient is one of whom nobody has told the registry: then XDSUnknownPatientId is an answer, and otherwise a \
          sign that the registry was not made ready for the harness's patients.
          """),
      StepInput(
        "pause", .duration, standardValue: "0 s",
        meaning: """
          How long the step waits before it sends, a minute at most, so that what a registry notes to the second is another \
          second than before.
          """),
      StepInput(
        "bend", .word(SubmissionBend.allCases.map(\.rawValue)), standardValue: "none",
        meaning: "What is wrong on purpose.",
        choices: SubmissionBend.allCases.map { StepInput.Choice($0.rawValue, meaning: $0.meaning) }),
    ] + SOAPFields.inputs

  static let fields: [Field] = [
    Field("unique-id", .string, .when("a document was sent"), meaning: "Unique id of the document that was sent."),
    Field(
      "hash", .string, .when("a document was sent"),
      meaning: "SHA-1 of the document that was sent, in lower-case hexadecimal."),
    Field("size", .number, .when("a document was sent"), meaning: "Its size in bytes."),
    Field(
      "further",
      .list(
        of: .record([
          Field("unique-id", .string, meaning: "Its unique id."),
          Field("hash", .string, meaning: "Its SHA-1 in lower-case hexadecimal."),
          Field("size", .number, meaning: "Its size in bytes."),
        ]), key: nil), meaning: "Further documents that were sent, in order."),
    Field("set-unique-id", .string, meaning: "Unique id of the submission set that was sent."),
    Field("folder-unique-id", .string, .when("a new folder was sent"), meaning: "Unique id of the folder."),
  ]

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

  /// Waits as long as the inputs say.
  static func pause(_ inputs: StepInputs) async {
    guard case .duration(let time)? = inputs.values["pause"] else { return }
    // Where the run is cancelled, what is sent next says so.
    try? await Task.sleep(for: min(.nanoseconds(time), .seconds(60)))
  }

  /// How many copies of the document go with it.
  static func copies(_ inputs: StepInputs) -> Int {
    guard case .number(let number)? = inputs.values["copies"] else { return 0 }
    return min(max(0, NSDecimalNumber(decimal: number).intValue), copiesLimit)
  }

  /// Metadata that no framework defines.
  static func extra(_ inputs: StepInputs) -> [RegistryObject.Slot] {
    guard case .list(let records)? = inputs.values["extra"] else { return [] }
    return records.compactMap { record in
      guard case .record(let fields) = record, case .string(let name)? = fields["name"],
        case .list(let values)? = fields["values"]
      else { return nil }
      return RegistryObject.Slot(name: name, values: StepInputs.words(values))
    }
  }

  /// Coded attributes: those given, and the standard ones of other attributes.
  static func codes(_ inputs: StepInputs) -> [SubmittedDocument.CodedAttribute] {
    let given = given(inputs)
    return standardCodes.filter { standard in !given.contains { $0.scheme == standard.scheme } } + given
  }

  /// The input for coded attributes of an entry.
  static func codesInput(standardValue: String, meaning: String) -> StepInput {
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
        ]), key: nil), standardValue: standardValue, meaning: meaning)
  }

  /// Coded attributes that the inputs give.
  static func given(_ inputs: StepInputs) -> [SubmittedDocument.CodedAttribute] {
    guard case .list(let records)? = inputs.values["codes"] else { return [] }
    return records.compactMap(code)
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
