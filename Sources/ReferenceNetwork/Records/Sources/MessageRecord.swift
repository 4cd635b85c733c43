import Foundation
import HL7

/// Orders and reports of HL7 v2 as resources, field by field (HL7 v2-to-FHIR mapping).
struct MessageRecord {
  private static let reports = [
    "F": "final", "P": "preliminary", "C": "corrected", "A": "partial", "X": "cancelled", "R": "registered",
  ]
  private static let orders = [
    "NW": "active", "SN": "active", "XO": "active", "CA": "revoked", "OC": "revoked", "DC": "revoked",
    "CM": "completed", "HD": "on-hold",
  ]
  private static let priorities = ["R": "routine", "S": "stat", "A": "asap", "U": "urgent", "T": "urgent"]

  private let message: Message
  private let fields: MessageFields

  init(_ message: Message) {
    self.message = message
    fields = MessageFields(message: message)
  }

  /// The code of the acknowledgement, after the message was entered: what is no order and no report is not taken.
  func enter(into state: inout RecordsState) -> Acknowledgement.Code {
    do throws(RecordsRefusal) {
      switch fields.text("MSH", 9) {
      case "ORM", "OMI", "OMG": try order(&state)
      case "ORU": try report(&state)
      default: return .applicationReject
      }
      return .applicationAccept
    } catch { return .applicationError }
  }

  private var number: String {
    fields.repetitions("PID", 3).first { repetition in
      fields.text(of: repetition, 4) == IdentifierDomain.nhsNumber.namespace || fields.text(of: repetition, 5) == "NH"
    }.map { fields.text(of: $0, 1) } ?? ""
  }

  private var organisation: String {
    let sender = fields.text("MSH", 4)
    return sender.isEmpty ? "RXX" : sender
  }

  private func subject(_ state: inout RecordsState) throws(RecordsRefusal) -> JSONContent {
    guard !number.isEmpty else { throw RecordsRefusal(422, "required", "the patient has no NHS number") }
    let patient = try state.patient(
      number: number, family: fields.text("PID", 5), given: fields.text("PID", 5, 2), birthDate: fields.text("PID", 7),
      sex: fields.text("PID", 8))
    return state.subject(patient, number: number)
  }

  private func code(_ state: RecordsState) -> JSONContent {
    let (code, name) = (fields.text("OBR", 4), fields.text("OBR", 4, 2))
    var content: JSONContent = [:]
    if !state.has(.dropsExaminationCode) {
      var coding: JSONContent = ["code": .string(code)]
      if !name.isEmpty { coding["display"] = .string(name) }
      content["coding"] = [coding]
    }
    content["text"] = .string(name.isEmpty ? code : name)
    return content
  }

  private func identifiers(_ state: RecordsState) -> JSONContent {
    var found = [RecordsNames.typed("PLAC", "placer", fields.text("OBR", 2), of: organisation)]
    let accession = fields.text("OBR", 18).isEmpty ? fields.text("OBR", 3) : fields.text("OBR", 18)
    if !accession.isEmpty { found.append(RecordsNames.typed("ACSN", "accession-number", accession, of: organisation)) }
    if state.has(.losesIdentifierType) {
      for place in found.indices {
        found[place]["type"] = nil
        found[place]["assigner"] = nil
      }
    }
    if state.has(.losesAssigner) { for place in found.indices { found[place]["assigner"] = nil } }
    return .array(found)
  }

  /// A clinician: number and names of XCN, or of the first component of NDL.
  private func clinician(_ segment: String, _ field: Int, keepsNumber: Bool) -> JSONContent? {
    let repetition = fields.repetitions(segment, field).first
    guard let number = repetition.map({ fields.text(of: $0, 1) }), !number.isEmpty else { return nil }
    let isNested = fields.text(of: repetition, 2).isEmpty
    let family = isNested ? fields.text(of: repetition, 1, 2) : fields.text(of: repetition, 2)
    let given = isNested ? fields.text(of: repetition, 1, 3) : fields.text(of: repetition, 3)
    let name = [given, family].filter { !$0.isEmpty }.joined(separator: " ")
    var content: JSONContent = ["type": "Practitioner"]
    if keepsNumber {
      content["identifier"] = ["system": .string(RecordsNames.clinician), "value": .string(number)]
    }
    content["display"] = .string(name.isEmpty ? number : name)
    return content
  }

  private func order(_ state: inout RecordsState) throws(RecordsRefusal) {
    let control = fields.text("ORC", 1)
    let status = state.has(.keepsCancelledOrders) ? "active" : Self.orders[control] ?? "active"
    let urgency = [fields.text("OBR", 27, 6), fields.text("ORC", 7, 6)].first { !$0.isEmpty } ?? "R"
    let priority = state.has(.dropsPriority) ? "routine" : Self.priorities[urgency] ?? "routine"
    var content: JSONContent = [
      "resourceType": "ServiceRequest", "identifier": identifiers(state), "status": .string(status), "intent": "order",
      "category": [["coding": [["system": .string(RecordsNames.snomed), "code": "363679005"]]]],
      "priority": .string(priority), "code": code(state), "subject": try subject(&state),
    ]
    let reason = [fields.text("OBR", 31, 2), fields.text("OBR", 31)].first { !$0.isEmpty }
    if let reason, !state.has(.dropsReason) { content["reasonCode"] = [["text": .string(reason)]] }
    content["requester"] =
      clinician("ORC", 12, keepsNumber: true) ?? clinician("OBR", 16, keepsNumber: true)
    try keep(content, "ServiceRequest", in: &state)
  }

  private func report(_ state: inout RecordsState) throws(RecordsRefusal) {
    var text = lines.joined(separator: "\n")
    if state.has(.altersText) { text = text.replacing(" no ", with: " ").replacing("No ", with: "") }
    var performer: JSONContent = ["type": "Organization"]
    if !state.has(.namesOrganisationsByText) {
      performer["identifier"] = ["system": .string(RecordsNames.organisation), "value": .string(organisation)]
    }
    performer["display"] = .string(organisation)
    let status = state.has(.keepsPreliminary) ? "preliminary" : Self.reports[fields.text("OBR", 25)] ?? "final"
    let category: JSONContent = [
      ["coding": [["system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "RAD"]]]
    ]
    var content: JSONContent = [
      "resourceType": "DiagnosticReport", "identifier": identifiers(state), "status": .string(status),
      "category": category, "code": code(state), "subject": try subject(&state),
    ]
    if !state.has(.dropsIssued) {
      let moment = fields.text("OBR", 22).isEmpty ? fields.text("MSH", 7) : fields.text("OBR", 22)
      content["issued"] = .string(Self.instant(moment) ?? ResourceStore.now())
    }
    content["performer"] = .array([try state.party(performer, "Organization")])
    let reporter = clinician("OBR", 32, keepsNumber: !state.has(.dropsReporterNumber))
    if let reporter { content["resultsInterpreter"] = .array([try state.party(reporter, "Practitioner")]) }
    content["presentedForm"] = .array([try state.attachment("text/plain; charset=utf-8", Data(text.utf8))])
    try keep(content, "DiagnosticReport", in: &state)
  }

  /// The lines of OBX-5 of textual results.
  private var lines: [String] {
    message.segments("OBX").flatMap { segment -> [String] in
      let type = segment.field(2).map { message.text(of: $0).text } ?? ""
      guard ["TX", "FT", "ST"].contains(type) else { return [] }
      return segment.field(5)?.parts.map { message.text(of: $0).text } ?? []
    }
  }

  /// A TS as instant; in universal time where it names no zone; nil where it is none to the minute.
  private static func instant(_ text: String) -> String? {
    let zone = text.firstIndex { "+-".contains($0) }.map { text[$0...] }
    let digits = text.prefix { $0.isNumber }
    guard digits.count >= 12 else { return nil }
    let time = digits.dropFirst(8)
    let seconds = time.count >= 6 ? time.dropFirst(4).prefix(2) : "00"
    let offset = zone.flatMap { $0.count == 5 ? "\($0.prefix(3)):\($0.suffix(2))" : nil } ?? "+00:00"
    return "\(RecordsState.day(digits))T\(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(seconds)\(offset)"
  }

  /// A new version of the resource of the same placer number, or a new one.
  private func keep(_ content: JSONContent, _ type: String, in state: inout RecordsState) throws(RecordsRefusal) {
    let placer = content["identifier"]?.elements.first
    let former = state.store.all(type).first { $0["identifier"]?.elements.first == placer }
    try state.keep(content, type, id: former?["id"]?.text)
  }
}
