/// The segments of a message laid out in the groups of its structure, and where they do not fit.
public struct StructuredMessage: Sendable {
  /// A group as it stands in the message; the message itself is the outermost.
  public struct Group: Sendable {
    /// The group's name; that of the structure for the outermost.
    public var name: String
    /// What it holds, in order.
    public var members: [Member]
  }

  /// A member of a group.
  public indirect enum Member: Sendable {
    case segment(Segment)
    case group(Group)
  }

  /// Where a message departs from its structure.
  public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// How it departs.
    public enum Kind: Hashable, Sendable {
      /// A segment or group that must be there is missing.
      case missing(String)
      /// A segment stands where the structure has none of its name.
      case unexpected(String)
    }

    /// How it departs.
    public let kind: Kind
    /// The groups in which, outermost first.
    public let group: String
    /// Where, in bytes from the start of the message; for what is missing, where it should be.
    public let offset: Int

    /// A sentence for people.
    public var description: String {
      switch kind {
      case .missing(let name): "\(name) is missing in \(group), at byte \(offset) (HL7 v2.5.1 §2.12)"
      case .unexpected(let name): "\(name) is not expected here in \(group), at byte \(offset) (HL7 v2.5.1 §2.12)"
      }
    }
  }

  /// The outermost group.
  public var root: Group
  /// Where the message departs from the structure, in the order of the message.
  public var findings: [Finding]

  /// Lays a message out. Segments whose name begins with Z may stand anywhere (HL7 v2.5.1 §2.11).
  public init(_ message: Message, structure: MessageStructure) {
    var reader = StructureMatcher(message)
    let members = reader.members(of: structure.elements, path: structure.name)
    self.root = Group(name: structure.name, members: members + reader.rest(path: structure.name))
    self.findings = reader.findings
  }
}
