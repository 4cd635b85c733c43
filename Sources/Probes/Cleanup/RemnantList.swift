import Evidence
import HL7
import Specification

/// Everything that a run wrote, read from its record alone.
public struct RemnantList: Sendable {
  /// Each thing once, in the order in which it was first written.
  public private(set) var remnants: [Remnant] = []
  private var seen: Set<String> = []

  /// Reads the record of a run.
  ///
  /// - Parameter fixtures: The run's patients and studies, made again from its seed and day.
  public init(_ records: [EvidenceRecord], fixtures: FixtureSet) {
    for record in records {
      guard case .probe(let evidence) = record.content else { continue }
      let own = fixtures.own(for: record.binding)
      for step in evidence.steps { read(step, of: record, own) }
    }
  }

  /// Ends of an exchange after which nothing can have been written.
  private static let untouched: Set<String> = ["unreachable", "rejected", "wrong-service"]

  private mutating func read(_ step: StepRecord, of record: EvidenceRecord, _ fixtures: FixtureSet) {
    guard let description = StepRegistry.catalogue.descriptions[step.kind], case .record(let inputs) = step.inputs,
      case .record(let observation) = step.observation
    else { return }
    let isUnderLoad = observation["exchanges"] != nil
    guard description.effect == .write || step.kind == "hl7.burst", !description.asksPerson else { return }
    if case .string(let outcome)? = observation["outcome"], Self.untouched.contains(outcome) { return }
    func text(_ value: Value?) -> String? {
      switch value {
      case .string(let text), .uid(let text): text
      default: nil
      }
    }
    func add(
      _ kind: Remnant.Kind, _ name: String, fixture: String? = nil, transaction: String? = nil, patient: [String]? = nil
    ) {
      let remnant = Remnant(
        kind, name, fixture: fixture, transaction: transaction, patient: patient, by: step.kind, at: step.system,
        for: record.requirement, binding: record.binding)
      if seen.insert(remnant.identity).inserted { remnants.append(remnant) }
    }
    let fixture = text(inputs["study"])
    switch step.kind {
    case "dicom.store", "dicomweb.store":
      guard let fixture, let study = fixtures.studies[fixture] else { return add(.other, step.kind) }
      add(isUnderLoad ? .copies : .study, study.uid, fixture: fixture)
    case "dicom.reject":
      if let note = text(observation["note"]) { add(.rejectionNote, note, fixture: fixture) }
    case "dicom.workitem", "dicomweb.workitem":
      if case .list(let several)? = observation["workitems"] {
        var transactions: [String] = []
        if case .list(let values)? = observation["transactions"] { transactions = values.compactMap(text) }
        for (place, workitem) in several.compactMap(text).enumerated() {
          let transaction = transactions.indices.contains(place) ? transactions[place] : nil
          add(.workitem, workitem, fixture: fixture, transaction: transaction)
        }
      }
      if let workitem = text(observation["workitem"]) {
        add(.workitem, workitem, fixture: fixture, transaction: text(observation["transaction"]))
      }
    case "xds.provide", "xds.register", "xds.provide-manifest":
      if let name = text(observation["unique-id"]), text(observation["response"]) != "failure" { add(.document, name) }
    case "fhir.delete", "xds.remove-metadata", "xds.remove-documents", "dsub.unsubscribe": return
    case _ where step.kind.hasPrefix("fhir."):
      for name in Self.resources(observation) { add(.resource, name) }
    case "hl7.send", "hl7.burst":
      guard case .message(let message)? = observation["sent"], let told = Self.patient(of: message) else {
        return add(.other, "\(step.kind) \(text(inputs["message"]) ?? "")")
      }
      add(.message, told.name, patient: [told.identifiers, told.personName])
    default: add(.other, text(inputs["patient"]).map { "\(step.kind) about \($0)" } ?? step.kind)
    }
  }

  // MARK: Resources

  /// `Patient/123` of the address in an answer, or of each entry's in a bundle.
  private static func resources(_ observation: [String: Value]) -> [String] {
    if case .resource(let bundle)? = observation["bundle"] {
      let entries = bundle.root["entry"]?.elements ?? []
      return entries.compactMap { $0["response"]?["location"]?.text.flatMap(name) }
    }
    if case .string(let location)? = observation["location"], let name = name(location) { return [name] }
    if case .resource(let resource)? = observation["resource"], resource.type != "OperationOutcome",
      let id = resource.id
    {
      return ["\(resource.type)/\(id)"]
    }
    return []
  }

  /// `https://server/fhir/Patient/123/_history/2` names `Patient/123`.
  static func name(_ location: String) -> String? {
    var parts = location.split(separator: "/")
    if let history = parts.firstIndex(of: "_history") { parts = Array(parts[..<history]) }
    guard parts.count >= 2, let type = parts.dropLast().last, type.first?.isUppercase == true, let id = parts.last
    else {
      return nil
    }
    return "\(type)/\(id)"
  }

  // MARK: Messages

  /// The event and the patient of a message: PID-3 and PID-5 as they stand in it; nil where it has no PID.
  static func patient(
    of message: HL7.Message
  ) -> (name: String, identifiers: String, personName: String)? {
    var fields: [String: [Substring]] = [:]
    let text = String(decoding: message.bytes, as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      guard let name = parts.first, fields[String(name)] == nil else { continue }
      fields[String(name)] = parts
    }
    guard let header = fields["MSH"], header.count > 8, let person = fields["PID"], person.count > 5, !person[3].isEmpty
    else { return nil }
    let event = header[8].split(separator: "^").prefix(2).joined(separator: "^")
    return (event, String(person[3]), String(person[5]))
  }
}
