import Evidence
import FHIR
import HL7
import Specification

/// Looks through what a step saw for patients who are not of the run, and puts stand-ins in their place before any of it is
/// kept.
///
/// The one place in the way of the data where this is done: all that steps see passes here on its way into the record,
/// whatever the protocol.
struct PatientScreen {
  let patients: RunPatients
  /// The step's kind.
  let kind: String
  /// Whether it is of a request: then only identifiers name a patient, as names are searched for in part.
  let isSending: Bool
  private var found: Set<String> = []
  /// Identifiers under which the answer holds objects of the run's own patients.
  private var pseudonyms: Set<String> = []
  /// Identifiers in objects without identity, of which nothing shows whose they are.
  private var unlinked: Set<String> = []

  init(_ patients: RunPatients, kind: String, isSending: Bool = false) {
    self.patients = patients
    self.kind = kind
    self.isSending = isSending
  }

  /// Fields whose words are the harness's own.
  private static let ownWords: Set<String> = ["outcome", "status", "code", "kind", "category"]

  /// How many patients were found who are not of the run.
  var count: Int { found.count }

  /// How many pseudonyms were found of which nothing shows whether they are of the run's patients.
  var unlinkedCount: Int { unlinked.count }

  /// Whether content of the answer is not kept.
  var withholds: Bool { count + unlinkedCount > 0 }

  /// Notes a patient; whether stand-ins are needed.
  mutating func takes(_ patient: FoundPatient) -> Bool {
    if isSending, patient.identifiers.isEmpty { return false }
    if patient.isNameless, !patient.identifiers.isEmpty {
      if pseudonyms.isSuperset(of: patient.identifiers) { return false }
      if pseudonyms.union(unlinked).isSuperset(of: patient.identifiers) { return true }
    }
    guard patients.isForeign(patient) else {
      // What stands beside an identifier of the run's patient is another of the same.
      if !patient.isNobody { patients.learn(patient.identifiers) }
      return false
    }
    found.insert(patient.key)
    return true
  }

  /// Takes what a system says are other identifiers of a patient of the run.
  mutating func learn(_ patient: FoundPatient) { patients.learn(patient.identifiers) }

  /// Takes whose objects a system let out without identity.
  private mutating func take(_ exported: ExportedPatients) {
    pseudonyms.formUnion(exported.pseudonyms)
    for other in exported.others where patients.isForeign(other.patient) {
      if other.isPseudonymous {
        unlinked.formUnion(other.patient.identifiers)
      } else {
        found.insert(other.patient.key)
        // Their words are from now on replaced wherever they stand.
        for text in other.patient.identifiers + [other.patient.name] { _ = patients.standIn(for: text) }
      }
    }
  }

  /// What a step saw, as it may be kept.
  mutating func screened(_ result: StepResult) -> StepResult {
    if let exported = result.exported { take(exported) }
    var left = result
    left.observation = screened(result.observation)
    left.transcript = transcript(result.transcript)
    if let failure = result.failure, let message = patients.screened(failure.message) {
      left.failure?.message = message
    }
    return left
  }

  /// Fields as they may be kept.
  mutating func screened(_ fields: [String: Value]) -> [String: Value] {
    guard case .record(let left) = record(fields) else { return fields }
    // Texts may come before the patient whom they name.
    guard count > 0, case .record(let texts) = screenedText(.record(left)) else { return left }
    return texts
  }

  private mutating func screened(_ value: Value, named name: String) -> Value {
    switch value {
    case .dataSet(let dataSet): return .dataSet(dataSet.screened(by: &self))
    case .message(let message):
      if name == "sent" { message.patients.forEach { patients.add(sent: $0) } }
      return message.screened(by: &self).map { .message($0) } ?? .string("left out")
    case .resource(let resource): return resource.screened(by: &self).map { .resource($0) } ?? .string("left out")
    case .list(let values): return .list(values.map { screened($0, named: name) })
    case .record(let fields): return record(fields)
    case .string(let text):
      guard !Self.ownWords.contains(name), let left = patients.screened(text) else { return value }
      return .string(left)
    case .boolean, .number, .duration, .size, .uid, .tag, .date: return value
    }
  }

  private func screenedText(_ value: Value) -> Value {
    switch value {
    case .list(let values): .list(values.map { screenedText($0) })
    case .record(let fields):
      .record(
        fields.reduce(into: [:]) { $0[$1.key] = Self.ownWords.contains($1.key) ? $1.value : screenedText($1.value) })
    case .string(let text): patients.screened(text).map { .string($0) } ?? value
    // What is of a patient of the run may name another one in its texts.
    case .dataSet(let dataSet): .dataSet(dataSet.withoutWords(of: patients))
    case .message(let message):
      Self.screened(message.bytes, by: patients).map { bytes in
        (try? MessageParser().parse(bytes)).map { .message($0) } ?? .string("left out")
      } ?? value
    case .resource(let resource):
      Self.screened(resource.bytes, by: patients).map { bytes in
        (try? Resource(json: bytes)).map { .resource($0) } ?? .string("left out")
      } ?? value
    default: value
    }
  }

  /// Bytes of a text with stand-ins; nil where there is nobody to be replaced.
  private static func screened(_ bytes: [UInt8], by patients: RunPatients) -> [UInt8]? {
    if let text = String(validating: bytes, as: UTF8.self) { return patients.screened(text).map { Array($0.utf8) } }
    // Of another character set: as bytes of one character each, since stand-ins are of the basic set.
    let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return patients.screened(text).map { $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
  }

  // MARK: Records

  private mutating func record(_ fields: [String: Value]) -> Value {
    var fields = fields
    if case .list(let identifiers)? = fields["identifiers"], let patient = Self.patient(fields, identifiers) {
      if patient.isNameless, kind.hasPrefix("pix") { learn(patient) }
      if takes(patient) {
        fields["identifiers"] = .list(identifiers.map { standIns($0, in: ["extension", "cx"]) })
        fields = standIns(fields, in: ["family", "given"])
        if case .string(let date)? = fields["birth-date"] {
          fields["birth-date"] = .string(patients.standIn(forDate: date))
        }
      }
    }
    for name in ["patientId", "sourcePatientId"] {
      guard case .string(let text)? = fields[name] else { continue }
      if takes(FoundPatient(identifiers: [Self.identifier(text)])) { fields = standIns(fields, in: [name]) }
    }
    return .record(fields.reduce(into: [:]) { $0[$1.key] = screened($1.value, named: $1.key) })
  }

  /// The patient of a record with identifiers; nil where these are of another kind.
  private static func patient(_ fields: [String: Value], _ identifiers: [Value]) -> FoundPatient? {
    let extensions = identifiers.compactMap { identifier -> String? in
      guard case .record(let parts) = identifier, parts["cx"] != nil, case .string(let text)? = parts["extension"]
      else { return nil }
      return text
    }
    guard !extensions.isEmpty || fields["family"] != nil else { return nil }
    func text(_ name: String) -> String { if case .string(let text)? = fields[name] { text } else { "" } }
    return FoundPatient(
      identifiers: extensions, name: "\(text("family")) \(text("given"))", birthDate: text("birth-date"))
  }

  private func standIns(_ value: Value, in names: [String]) -> Value {
    guard case .record(let fields) = value else { return value }
    return .record(standIns(fields, in: names))
  }

  private func standIns(_ fields: [String: Value], in names: [String]) -> [String: Value] {
    var fields = fields
    for name in names {
      guard case .string(let text)? = fields[name] else { continue }
      let identifier = Self.identifier(text)
      fields[name] = .string(patients.standIn(for: identifier) + text.dropFirst(identifier.count))
    }
    return fields
  }

  /// The first component of a CX.
  static func identifier(_ text: String) -> String { String(text.prefix { $0 != "^" }) }
}
