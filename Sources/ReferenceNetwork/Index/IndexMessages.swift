import HL7
import Synchronization

/// The index over HL7 v2: Patient Identity Feed (ITI-8, ITI-30), PIX Query (ITI-9), Patient Demographics Query (ITI-21) and
/// Patient Demographics and Visit Query (ITI-22).
final class IndexMessages: Sendable {
  private let identities: PatientIdentities
  private let defects: Set<IndexDefect>
  /// Told of what becomes of the identifiers of persons.
  private let changed: @Sendable (IndexChange) -> Void
  private let count = Mutex(0)

  /// Events that tell of a patient.
  private static let registrations: Set<String> = ["A01", "A04", "A05", "A08", "A28", "A31"]

  init(
    _ identities: PatientIdentities, defects: Set<IndexDefect>, changed: @escaping @Sendable (IndexChange) -> Void
  ) {
    self.identities = identities
    self.defects = defects
    self.changed = changed
  }

  /// The response to a message.
  func answer(_ message: Message) -> [UInt8] {
    let (fields, writer) = (MessageFields(message: message), ResponseWriter(request: message))
    let event = fields.text("MSH", 9, 2)
    switch (fields.text("MSH", 9), event) {
    case ("QBP", "Q23"): return crossReference(fields, writer)
    case ("QBP", "Q22"): return trace(fields, writer, givesVisits: false)
    case ("QBP", "ZV1"): return trace(fields, writer, givesVisits: true)
    case ("ADT", "A40"):
      return acknowledged(fields, writer) { () throws(PatientIdentities.Refusal) in try merge(fields) }
    case ("ADT", _) where Self.registrations.contains(event):
      guard event != "A05" || !defects.contains(.refusesPreadmissions) else { break }
      return acknowledged(fields, writer) { () throws(PatientIdentities.Refusal) in try register(fields, event) }
    default: break
    }
    return writer.response(
      "AR", type: ["ACK"],
      faults: [.init(location: "MSH^1^9", code: "200", text: "Unsupported message type")], id: id())
  }

  private func id() -> String {
    count.withLock { count in
      count += 1
      return "INDEX\(count)"
    }
  }

  private func acknowledged(
    _ fields: MessageFields, _ writer: ResponseWriter, _ act: () throws(PatientIdentities.Refusal) -> Void
  ) -> [UInt8] {
    let type = ["ACK", fields.text("MSH", 9, 2), "ACK"]
    do throws(PatientIdentities.Refusal) {
      try act()
      return writer.response("AA", type: type, id: id())
    } catch {
      let fault: ResponseWriter.Fault =
        switch error {
        case .invalidNumber: .init(location: "PID^1^3", code: "103", text: "The NHS number is not valid")
        case .noIdentifier: .init(location: "PID^1^3", code: "101", text: "The patient has no identifier")
        case .noSuchPatients: .init(location: "MRG^1^1", code: "204", text: "Unknown key identifier")
        }
      return writer.response("AE", type: type, faults: [fault], id: id())
    }
  }

  private func told(_ fields: MessageFields) -> IndexedPatient {
    IndexedPatient(
      identifiers: identifiers(fields.identifiers("PID", 3)), family: fields.text("PID", 5),
      given: fields.text("PID", 5, 2), birthDate: String(fields.text("PID", 7).prefix(8)), sex: fields.text("PID", 8),
      numberStatus: defects.contains(.dropsNumberStatus) ? "" : fields.text("PID", 32),
      visitClass: fields.text("PV1", 2), place: (1...3).map { fields.text("PV1", 3, $0) })
  }

  private func identifiers(_ found: [(value: String, domain: String)]) -> [IndexedPatient.Identifier] {
    found.filter { !$0.domain.isEmpty }.map {
      IndexedPatient.Identifier(domain: identities.met($0.domain).objectIdentifier, value: $0.value)
    }
  }

  private func register(_ fields: MessageFields, _ event: String) throws(PatientIdentities.Refusal) {
    let patient = told(fields)
    if defects.contains(.ignoresRegistrations) || event == "A01" && defects.contains(.ignoresAdmissions) { return }
    if try identities.register(patient) { changed(.joined(patient)) }
  }

  private func merge(_ fields: MessageFields) throws(PatientIdentities.Refusal) {
    guard !defects.contains(.ignoresMergesV2) else { return }
    let kept = told(fields)
    try identities.merge(Set(identifiers(fields.identifiers("MRG", 1))), into: kept)
    changed(.merged(kept))
  }

  // MARK: Queries

  private static let unknown = (code: "204", text: "Unknown key identifier")

  private func refused(_ location: String, _ writer: ResponseWriter, type: [String], empty: Bool) -> [UInt8] {
    if empty { return writer.response("AA", type: type, segments: writer.query("NF", hits: nil), id: id()) }
    let fault = ResponseWriter.Fault(location: location, code: Self.unknown.code, text: Self.unknown.text)
    return writer.response(
      "AE", type: type, faults: defects.contains(.omitsErrorSegment) ? [] : [fault],
      segments: writer.query("AE", hits: nil), id: id())
  }

  /// The cases of ITI TF-2 §3.9.4.2.2.
  private func crossReference(_ fields: MessageFields, _ writer: ResponseWriter) -> [UInt8] {
    let type = ["RSP", "K23", "RSP_K23"]
    guard let asked = fields.identifiers("QPD", 3).first, let domain = identities.domain(named: asked.domain) else {
      return refused("QPD^1^3^1^4", writer, type: type, empty: defects.contains(.emptyForUnknownDomain))
    }
    var targets: Set<String> = []
    for (place, repetition) in fields.repetitions("QPD", 4).enumerated() {
      let universal = fields.text(of: repetition, 4, 2)
      let name = universal.isEmpty ? fields.text(of: repetition, 4) : universal
      guard let target = identities.domain(named: name) else {
        return refused("QPD^1^4^\(place + 1)", writer, type: type, empty: defects.contains(.emptyForUnknownTarget))
      }
      targets.insert(target.objectIdentifier)
    }
    let identifier = IndexedPatient.Identifier(domain: domain.objectIdentifier, value: asked.value)
    guard let all = identities.identifiers(of: identifier) else {
      return refused("QPD^1^3^1^1", writer, type: type, empty: defects.contains(.emptyForUnknownPatient))
    }
    var found = all.filter { $0 != identifier && (targets.isEmpty || targets.contains($0.domain)) }
    if defects.contains(.missesLastDomain), let last = found.last?.domain { found.removeAll { $0.domain == last } }
    guard !found.isEmpty else {
      return writer.response("AA", type: type, segments: writer.query("NF", hits: nil), id: id())
    }
    let patient = IndexedPatient(identifiers: found, family: "", given: "", birthDate: "", sex: "")
    let segment = writer.patient(patient, in: identities, identifiersOnly: true)
    return writer.response("AA", type: type, segments: writer.query("OK", hits: 1) + [segment], id: id())
  }

  /// The criteria of QPD-3, and the answer (ITI TF-2 §3.21.4.1.2, §3.21.4.2.2, §3.22.4).
  private func trace(_ fields: MessageFields, _ writer: ResponseWriter, givesVisits: Bool) -> [UInt8] {
    let type = givesVisits ? ["RSP", "ZV2", "RSP_ZV2"] : ["RSP", "K22", "RSP_K22"]
    var criteria = PatientCriteria()
    var identifier = IndexedPatient.Identifier(domain: "", value: "")
    for repetition in fields.repetitions("QPD", 3) {
      let value = fields.text(of: repetition, 2)
      switch fields.text(of: repetition, 1) {
      case "@PID.3.1": identifier.value = value
      case "@PID.3.4", "@PID.3.4.1", "@PID.3.4.2":
        guard let domain = identities.domain(named: value) else {
          return refused("QPD^1^3", writer, type: type, empty: false)
        }
        identifier.domain = domain.objectIdentifier
      case "@PID.5.1", "@PID.5.1.1": criteria.family = value
      case "@PID.5.2": criteria.given = value
      case "@PID.7", "@PID.7.1": criteria.birthDate = value
      case "@PID.8": criteria.sex = value
      case "@PV1.3", "@PV1.3.1": if !defects.contains(.ignoresWard) { criteria.ward = value }
      default: continue
      }
    }
    if !identifier.value.isEmpty { criteria.identifiers = [identifier] }
    var found = identities.persons(defects.contains(.everybodyV2) ? PatientCriteria() : criteria)
    if defects.contains(.firstCandidateV2) { found = Array(found.prefix(1)) }
    if found.isEmpty, defects.contains(.errsOnNobodyV2) {
      return writer.response("AE", type: type, segments: writer.query("AE", hits: nil), id: id())
    }
    if defects.contains(.omitsNumberV2) {
      let number = IdentifierDomain.nhsNumber.objectIdentifier
      for place in found.indices { found[place].identifiers.removeAll { $0.domain == number } }
    }
    if defects.contains(.givesTwice) { found += found }
    let segments = found.map { patient in
      writer.patient(patient, in: identities, identifiersOnly: false)
        + (givesVisits ? writer.visit(of: patient) : [])
    }
    return writer.response(
      "AA", type: type, segments: writer.query(found.isEmpty ? "NF" : "OK", hits: found.count) + segments, id: id())
  }
}
