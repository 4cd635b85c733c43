/// Where a message departs from what its edition says of structures, segments, data types and tables.
public struct ContentFinding: Hashable, Sendable, CustomStringConvertible {
  /// How it departs.
  public enum Kind: Hashable, Sendable {
    /// A segment or group is missing or out of place.
    case structure(StructuredMessage.Finding.Kind)
    /// A field that must be sent has no value.
    case missingField(name: String)
    /// A component that must be sent has no value.
    case missingComponent
    /// A field, component or repetition that the edition does not have; what it has instead.
    case unknownPart(String)
    /// A value that is not of its data type; what the type demands.
    case wrongType(dataType: String, demand: String)
    /// Components that do not go together; what is wrong, and where that is said.
    case inconsistent(String, rule: String)
    /// A value that is not among the codes of its table.
    case unknownCode(String, table: String)
    /// An escape or a character that cannot be read.
    case unreadable(DecodedText.Problem)
  }

  /// How it departs.
  public let kind: Kind
  /// Where, as an address; for structures the groups.
  public let address: String
  /// Where, in bytes from the start of the message; for what is missing, where it should be.
  public let offset: Int

  /// The rule that is not kept.
  public var rule: String {
    switch kind {
    case .structure: "HL7 v2.5.1 §2.12"
    case .missingField, .unknownPart: "HL7 v2.5.1 §2.6"
    case .missingComponent, .wrongType: "HL7 v2.5.1 §2.A"
    case .inconsistent(_, let rule): rule
    case .unknownCode: "HL7 v2.5.1 §2.5.3.6"
    case .unreadable: "HL7 v2.5.1 §2.7"
    }
  }

  /// What is wrong, without its place in bytes.
  public var sentence: String {
    switch kind {
    case .structure(.missing(let name)): "\(name) is missing in \(address)"
    case .structure(.unexpected(let name)): "\(name) is not expected here in \(address)"
    case .missingField(let name): "\(address) (\(name)) must have a value"
    case .missingComponent: "\(address) must have a value"
    case .unknownPart(let why): why
    case .wrongType(let dataType, let demand): "\(address) is of type \(dataType), \(demand)"
    case .inconsistent(let what, _): "\(address) \(what)"
    case .unknownCode(let code, let table): "\(address) is `\(code)`, which table \(table) does not have"
    case .unreadable: "\(address) cannot be read as written"
    }
  }

  /// A sentence for people.
  public var description: String { "\(sentence), at byte \(offset) (\(rule))" }
}
