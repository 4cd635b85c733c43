/// Writes acknowledgements, right ones and wrong ones (HL7 v2.5.1 §2.9.2, §2.9.3).
public struct AcknowledgementWriter: Sendable {
  /// MSA-1.
  public var code: Acknowledgement.Code
  /// MSA-3; left out where empty.
  public var text: String
  /// MSA-2 instead of the control id of the message that is answered; nil for the right one.
  public var controlID: String?
  /// ERR segments, written as the edition of the message that is answered has them.
  public var faults: [Acknowledgement.Fault]

  /// Makes a writer.
  public init(
    code: Acknowledgement.Code, text: String = "", controlID: String? = nil, faults: [Acknowledgement.Fault] = []
  ) {
    self.code = code
    self.text = text
    self.controlID = controlID
    self.faults = faults
  }

  /// The acknowledgement of a message.
  ///
  /// - Parameters:
  ///   - id: MSH-10 of the acknowledgement.
  ///   - time: MSH-7, `YYYYMMDDHHMMSS`.
  public func bytes(for message: Message, id: String, time: String) -> [UInt8] {
    let encoding = message.encoding
    func raw(_ number: Int) -> [UInt8] { message.header.field(number).map { Array($0.bytes) } ?? [] }
    func written(_ text: String) -> [UInt8] {
      let set = message.characterSet ?? .ascii
      return Escaping.encode(text, encoding: encoding, set: set)
        ?? Array(
          text.utf8.filter { (0x20..<0x7F).contains($0) && !encoding.declaration.contains($0) && $0 != encoding.field })
    }
    let event = message.header.field(9)?.part(1)?.part(2).map { Array($0.bytes) } ?? []
    var type = Array("ACK".utf8)
    if !event.isEmpty { type += [encoding.component] + event + [encoding.component] + Array("ACK".utf8) }
    var header: [[UInt8]] = [
      Array("MSH".utf8), encoding.declaration, raw(5), raw(6), raw(3), raw(4), Array(time.utf8), [], type, written(id),
      raw(11), raw(12),
    ]
    let set = raw(18)
    if !set.isEmpty { header += [[], [], [], [], [], set] }
    var acknowledgement: [[UInt8]] = [
      Array("MSA".utf8), Array(code.rawValue.utf8), controlID.map(written) ?? raw(10),
    ]
    if !text.isEmpty { acknowledgement.append(written(text)) }
    let errors = faults.map { error($0, encoding: encoding, version: message.version, written: written) }
    return ([header, acknowledgement] + errors).flatMap { $0.joined(separator: [encoding.field]) + [0x0D] }
  }

  /// Before 2.5 one field holds place and code (data type ELD), since then a field each (HL7 v2.5.1 §2.15.5).
  private func error(
    _ fault: Acknowledgement.Fault, encoding: EncodingCharacters, version: Version?, written: (String) -> [UInt8]
  ) -> [[UInt8]] {
    let component: [UInt8] = [encoding.component]
    let place = fault.location
    let location = [
      place?.segment ?? "", place == nil ? "" : "1", place?.field.map { "\($0)" } ?? "",
    ].map(written)
    let code = [fault.code, fault.text, "HL70357"].map(written)
    let name = Array("ERR".utf8)
    if version == .v25 || version == .v251 {
      let severity = written(fault.severity.isEmpty ? "E" : fault.severity)
      return [
        name, [], Array(location.joined(separator: component)), Array(code.joined(separator: component)), severity,
      ]
    }
    let below: [UInt8] = encoding.subcomponent.map { [$0] } ?? []
    let coded = below.isEmpty ? code[0] : Array(code.joined(separator: below))
    return [name, Array((location + [coded]).joined(separator: component))]
  }
}
