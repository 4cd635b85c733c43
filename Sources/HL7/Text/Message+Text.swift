extension Message {
  /// What MSH-18 declares, in order; the first is the message's own set (HL7 v2.5.1 §2.15.9.18).
  public var declaredCharacterSets: [String] {
    guard let field = header.name == "MSH" ? header.field(18) : nil else { return [] }
    return field.parts.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// The set in which the message is read: the first that MSH-18 declares, ASCII where it declares none; nil when the
  /// declared one is not of table 0211.
  public var characterSet: CharacterSet? { CharacterSet(code: declaredCharacterSets.first ?? "") }

  /// The text of a part. Where the declared set is unknown, bytes outside ASCII are reported.
  public func text(of part: Part) -> DecodedText {
    if part.isLiteral { return DecodedText(text: String(decoding: part.bytes, as: UTF8.self), findings: []) }
    return EscapeDecoder.decode(part.bytes, encoding: encoding, set: characterSet ?? .ascii)
  }
}
