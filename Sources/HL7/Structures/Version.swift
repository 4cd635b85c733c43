/// Editions of HL7 v2 whose structures are known here.
public enum Version: String, Hashable, Sendable, CaseIterable {
  case v231 = "2.3.1"
  case v24 = "2.4"
  case v25 = "2.5"
  case v251 = "2.5.1"

  /// The letter of the edition in the generated table.
  var letter: UInt8 {
    switch self {
    case .v231: UInt8(ascii: "a")
    case .v24: UInt8(ascii: "b")
    case .v25: UInt8(ascii: "c")
    case .v251: UInt8(ascii: "d")
    }
  }
}

extension Message {
  /// What MSH-12 names; nil where it names no edition known here (HL7 v2.5.1 §2.15.9.12).
  public var version: Version? {
    guard header.name == "MSH", let identifier = header.field(12)?.part(1)?.part(1) else { return nil }
    return Version(rawValue: text(of: identifier).text)
  }

  /// The name of the message structure: MSH-9.3, or what the edition gives for the type and event where it is left out;
  /// nil where MSH-9 has no type (HL7 v2.5.1 §2.15.9.9).
  public var structureName: String? {
    guard header.name == "MSH", let type = header.field(9)?.part(1) else { return nil }
    let components = (1...3).map { number in type.part(number).map { text(of: $0).text } ?? "" }
    if !components[2].isEmpty { return components[2] }
    guard !components[0].isEmpty else { return nil }
    if components[0] == "ACK" { return "ACK" }
    return MessageStructure.name(type: components[0], event: components[1], version: version)
  }

  /// The structure that the message names; nil where the edition or the structure is not known here.
  public var structure: MessageStructure? {
    guard let version, let name = structureName else { return nil }
    return MessageStructure(name, version: version)
  }
}
