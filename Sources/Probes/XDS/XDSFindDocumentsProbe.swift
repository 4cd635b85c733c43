import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xds.find-documents`: Registry Stored Query FindDocuments, or FindDocumentsByReferenceId.
enum XDSFindDocumentsProbe: Probe {
  private static let codeParameters: [(input: String, attribute: String)] = [
    ("class", "ClassCode"), ("type-code", "TypeCode"), ("format", "FormatCode"), ("event", "EventCodeList"),
    ("practice-setting", "PracticeSettingCode"), ("facility-type", "HealthcareFacilityTypeCode"),
    ("confidentiality", "ConfidentialityCode"),
  ]
  private static let timeParameters: [(input: String, name: String)] = [
    ("created-from", "CreationTimeFrom"), ("created-to", "CreationTimeTo"),
    ("service-from", "ServiceStartTimeFrom"), ("service-to", "ServiceStartTimeTo"),
  ]
  private static let imagingManifest = "1.2.840.10008.5.1.4.1.1.88.59^^1.2.840.10008.2.6.1"

  /// Fields of the objects that a query found.
  static let objectFields: [Field] = [
    Field(
      "documents", .list(of: .record(DocumentEntryFields.fields), key: "uniqueId"),
      .when("a registry response came"), meaning: "Document entries in order.", source: "ITI TF-3 §4.1.3.2"),
    Field(
      "references", .list(of: .string, key: nil), .when("a registry response came"),
      meaning: "Ids of the objects that are only referred to.", source: "ITI TF-2 §3.18.4.1.2.6"),
    Field(
      "other-objects", .number, .when("a registry response came"),
      meaning: "Number of objects that are neither document entries nor references."),
  ]

  static let description = StepDescription(
    name: "xds.find-documents",
    summary: "Asks a document registry for a patient's documents by a stored query.",
    effect: .read, endpoint: .xds,
    inputs: [
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient in the affinity domain, as CX; a bare identifier is taken for an NHS number."),
      StepInput(
        "availability", .list(of: .word(["approved", "deprecated"]), key: nil), standardValue: "[approved]",
        meaning: "Which documents are asked for."),
      StepInput(
        "type", .word(["stable", "on-demand", "any", "imaging-manifest"]), standardValue: "stable",
        meaning: "Kind of document; `imaging-manifest` asks for key object selection documents by their format."),
    ]
      + codeParameters.map {
        StepInput(
          $0.input, .list(of: .string, key: nil), standardValue: "any",
          meaning: "Codes of \($0.attribute), one of which the document has, as `code^^scheme`.")
      }
      + timeParameters.map {
        StepInput($0.input, .string, standardValue: "any", meaning: "Parameter \($0.name), DTM in UTC.")
      } + [
        StepInput(
          "reference", .string, standardValue: "none",
          meaning: "Reference id, as CXi; the query is FindDocumentsByReferenceId then."),
        StepInput(
          "returns", .word(StoredQuery.ReturnType.allCases.map(\.rawValue)), standardValue: "LeafClass",
          meaning: "Whole entries, or references to them."),
        StepInput(
          "omit", .list(of: .word(["patient", "availability"]), key: nil), standardValue: "none",
          meaning: "Required parameters that are left out on purpose."),
        StepInput(
          "query-id", .string, standardValue: "that of the query", meaning: "Another query id, on purpose."),
      ] + SOAPFields.inputs,
    observation: XDSFields.answer + objectFields,
    example: """
      - do: xds.find-documents
        at: registry
        with: {patient: "{{anne.nhs-number}}", type: imaging-manifest}
        expect: |
          response == success
          documents.count == 1
          documents[0].slots.XDSDocumentEntry.typeCode.display exists
      """,
    sources: ["ITI TF-2 §3.18", "ITI TF-3 §4.2"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let envelope = Envelope(
        action: StoredQuery.action, messageID: SOAPFields.messageID(), to: exchange.address, body: query(inputs).element
      )
      return await exchange.run(SOAPRequest(envelope, limits: BodyLimits(memory: 64 << 20))) { answer, observation in
        do throws(RegistryResponse.Problem) {
          let response = try RegistryResponse(answer.envelope)
          XDSFields.note(response, in: &observation)
          note(response, in: &observation)
          return nil
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.18.4.1.3", &observation)
        }
      }
    }
  }

  /// What was found.
  static func note(_ response: RegistryResponse, in observation: inout [String: Value]) {
    let entries = response.objects.compactMap(DocumentEntry.init)
    let references = response.objects.filter { $0.kind == .objectReference }
    observation["documents"] = .list(entries.map(DocumentEntryFields.value))
    observation["references"] = .list(references.map { .string($0.id) })
    observation["other-objects"] = .number(
      Decimal(response.objects.count - entries.count - references.count + response.strangers.count))
  }

  /// The query that the inputs ask for.
  static func query(_ inputs: StepInputs) -> StoredQuery {
    func list(_ name: String) -> [String]? {
      guard case .list(let elements) = inputs.values[name] else { return nil }
      return StepInputs.words(elements)
    }
    let omitted = list("omit") ?? []
    var parameters: [StoredQuery.Parameter] = []
    if !omitted.contains("patient") {
      parameters.append(
        .init("$XDSDocumentEntryPatientId", text: XDSFields.patient(inputs.text("patient") ?? "")))
    }
    if !omitted.contains("availability") {
      let statuses = (list("availability") ?? ["approved"]).map {
        $0 == "approved" ? AvailabilityStatus.approved : .deprecated
      }
      parameters.append(.init("$XDSDocumentEntryStatus", anyOf: statuses.map(\.rawValue)))
    }
    var formats = list("format")
    switch inputs.text("type") {
    case "on-demand":
      parameters.append(.init("$XDSDocumentEntryType", anyOf: [DocumentEntryType.onDemand.rawValue]))
    case "any": parameters.append(.init("$XDSDocumentEntryType", anyOf: DocumentEntryType.allCases.map(\.rawValue)))
    case "imaging-manifest": formats = (formats ?? []) + [imagingManifest]
    default: break
    }
    for (input, attribute) in codeParameters {
      guard let codes = input == "format" ? formats : list(input), !codes.isEmpty else { continue }
      parameters.append(.init("$XDSDocumentEntry\(attribute)", anyOf: codes))
    }
    for (input, name) in timeParameters {
      if let time = inputs.text(input) { parameters.append(.init("$XDSDocumentEntry\(name)", .number, [[time]])) }
    }
    var kind = StoredQueryKind.findDocuments
    if let reference = inputs.text("reference") {
      kind = .findDocumentsByReferenceID
      parameters.append(.init("$XDSDocumentEntryReferenceIdList", anyOf: [reference]))
    }
    let returns = inputs.text("returns").flatMap(StoredQuery.ReturnType.init) ?? .leafClass
    return StoredQuery(id: inputs.text("query-id") ?? kind.rawValue, parameters, returning: returns)
  }
}
