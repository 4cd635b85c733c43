import HL7

/// Writes what an index of HL7 v2 answers and tells (HL7 v2.5.1 §2.9, §5.3).
struct ResponseWriter {
  /// An error of a message (ERR).
  struct Fault {
    /// Where, as ERL: `QPD^1^3^1^4`.
    var location: String
    /// Code of HL7 table 0357.
    var code: String
    var text: String
  }

  let request: Message
  private var fields: MessageFields { MessageFields(message: request) }

  /// A field of several components or none, written with the delimiters of the request.
  func field(_ components: [String]) -> [UInt8] {
    var trimmed = components
    while trimmed.last?.isEmpty == true { trimmed.removeLast() }
    return Array(trimmed.map(written).joined(separator: [request.encoding.component]))
  }

  /// Text with the delimiters of the request escaped, in its character set.
  func written(_ text: String) -> [UInt8] {
    let set = request.characterSet ?? .ascii
    if let bytes = Escaping.encode(text, encoding: request.encoding, set: set) { return bytes }
    return Escaping.encode(String(text.filter(\.isASCII)), encoding: request.encoding, set: .ascii) ?? []
  }

  /// A segment.
  func segment(_ name: String, _ fields: [[UInt8]]) -> [UInt8] {
    var fields = fields
    while fields.last?.isEmpty == true { fields.removeLast() }
    let parts: [[UInt8]] = [Array(name.utf8)] + fields
    return Array(parts.joined(separator: [request.encoding.field])) + [0x0D]
  }

  /// A response, or an acknowledgement where nothing follows.
  func response(
    _ code: String, type: [String], faults: [Fault] = [], segments: [[UInt8]] = [], id: String
  ) -> [UInt8] {
    func raw(_ number: Int) -> [UInt8] { request.header.field(number).map { Array($0.bytes) } ?? [] }
    var header: [[UInt8]] = [
      request.encoding.declaration, raw(5), raw(6), raw(3), raw(4), Array(MessageTime.now().utf8), [], field(type),
      Array(id.utf8), raw(11), raw(12),
    ]
    if !raw(18).isEmpty { header += [[], [], [], [], [], raw(18)] }
    var bytes = segment("MSH", header) + segment("MSA", [Array(code.utf8), raw(10)])
    for fault in faults { bytes += error(fault) }
    return bytes + segments.joined()
  }

  /// Before version 2.5 an error is coded within the one field.
  private func error(_ fault: Fault) -> [UInt8] {
    let location = fault.location.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    guard fields.text("MSH", 12) >= "2.5" else {
      let coded: [[UInt8]] = [fault.code, fault.text, "HL70357"].map { written($0) }
      let separator: [UInt8] = [request.encoding.subcomponent ?? UInt8(ascii: "&")]
      let place: [UInt8] = field(location) + [request.encoding.component]
      return segment("ERR", [place + Array(coded.joined(separator: separator))])
    }
    return segment("ERR", [[], field(location), field([fault.code, fault.text, "HL70357"]), Array("E".utf8)])
  }

  /// QAK, and QPD as it came.
  func query(_ status: String, hits: Int?) -> [[UInt8]] {
    let tag: [UInt8] = request.segments("QPD").first?.field(2).map { Array($0.bytes) } ?? []
    let copy: [UInt8] = request.segments("QPD").first.map { Array($0.bytes) + [0x0D] } ?? []
    let number: [UInt8] = Array((hits.map { String($0) } ?? "").utf8)
    let parts: [[UInt8]] = [tag, Array(status.utf8), [], number]
    return [segment("QAK", parts), copy]
  }

  /// PID of a patient; only his identifiers, with a name that says nothing, where the answer is about these alone.
  func patient(
    _ patient: IndexedPatient, in identities: PatientIdentities, identifiersOnly: Bool
  ) -> [UInt8] {
    let repetition = [request.encoding.repetition]
    let identifiers = patient.identifiers.map { identifier in
      let domain = identities.met(identifier.domain)
      let authority = written(domain.namespace) + [request.encoding.subcomponent ?? UInt8(ascii: "&")]
      return cx(identifier.value, authority + written(domain.objectIdentifier), domain.type)
    }
    var fields = [[UInt8]](repeating: [], count: 32)
    fields[2] = Array(identifiers.joined(separator: repetition))
    guard !identifiersOnly else {
      fields[4] = Array(" ".utf8)
      return segment("PID", fields)
    }
    fields[4] = field([patient.family, patient.given])
    fields[6] = written(patient.birthDate)
    fields[7] = written(patient.sex)
    fields[31] = written(patient.numberStatus)
    return segment("PID", fields)
  }

  /// PV1 of the visit that was told of last.
  func visit(of patient: IndexedPatient) -> [UInt8] {
    segment("PV1", [Array("1".utf8), written(patient.visitClass), field(patient.place)])
  }

  private func cx(_ value: String, _ authority: [UInt8], _ type: String) -> [UInt8] {
    let component = [request.encoding.component]
    let separator = [request.encoding.subcomponent ?? UInt8(ascii: "&")]
    let parts: [[UInt8]] = [written(value), [], [], authority + separator + Array("ISO".utf8), Array(type.utf8)]
    return Array(parts.joined(separator: component))
  }
}
