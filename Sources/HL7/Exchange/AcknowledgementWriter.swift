/// Writes acknowledgements, right ones and wrong ones (HL7 v2.5.1 §2.9.2, §2.9.3).
public struct AcknowledgementWriter: Sendable {
  /// MSA-1.
  public var code: Acknowledgement.Code
  /// MSA-3; left out where empty.
  public var text: String
  /// MSA-2 instead of the control id of the message that is answered; nil for the right one.
  public var controlID: String?

  /// Makes a writer.
  public init(code: Acknowledgement.Code, text: String = "", controlID: String? = nil) {
    self.code = code
    self.text = text
    self.controlID = controlID
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
    return [header, acknowledgement].flatMap { $0.joined(separator: [encoding.field]) + [0x0D] }
  }
}
