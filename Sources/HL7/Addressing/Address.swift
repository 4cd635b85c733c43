/// Where a value lies in a message: `PID-3[2].1`, `OBX[3]-5`, `PATIENT_RESULT.ORDER_OBSERVATION[2].OBR-4.2`, `MSH-9.1`.
///
/// Numbers begin with 1; `[*]` is every one; what is left out is the first.
public struct Address: Hashable, Sendable, CustomStringConvertible {
  /// Which of several.
  public enum Occurrence: Hashable, Sendable {
    /// The one of a number, from 1.
    case number(Int)
    /// Every one.
    case every
  }

  /// A group on the way.
  public struct Group: Hashable, Sendable {
    /// The group's name in the structure.
    public var name: String
    /// Which of its repetitions.
    public var occurrence: Occurrence
  }

  /// Groups, outermost first; none where the segment is sought in the whole message.
  public var groups: [Group]
  /// The segment's name.
  public var segment: String
  /// Which segment of that name.
  public var occurrence: Occurrence
  /// The field's number; nil for the whole segment.
  public var field: Int?
  /// Which repetition of the field; nil where none is written: the first, or the field as a whole if nothing is below.
  public var repetition: Occurrence?
  /// The component's number; nil for the whole repetition.
  public var component: Int?
  /// The subcomponent's number; nil for the whole component.
  public var subcomponent: Int?

  /// Makes an address of a segment, or of a field of it.
  public init(
    groups: [Group] = [], segment: String, occurrence: Occurrence = .number(1), field: Int? = nil,
    repetition: Occurrence? = nil, component: Int? = nil, subcomponent: Int? = nil
  ) {
    self.groups = groups
    self.segment = segment
    self.occurrence = occurrence
    self.field = field
    self.repetition = repetition
    self.component = component
    self.subcomponent = subcomponent
  }

  /// Whether it names every one of several places.
  public var isMultiple: Bool {
    occurrence == .every || repetition == .every || groups.contains { $0.occurrence == .every }
  }

  /// The address as written.
  public var description: String {
    var text = ""
    for group in groups { text += group.name + Self.written(group.occurrence) + "." }
    text += segment + Self.written(occurrence)
    if let field { text += "-\(field)" }
    switch repetition {
    case .number(let number): text += "[\(number)]"
    case .every: text += "[*]"
    case nil: break
    }
    if let component { text += ".\(component)" }
    if let subcomponent { text += ".\(subcomponent)" }
    return text
  }

  private static func written(_ occurrence: Occurrence) -> String {
    switch occurrence {
    case .number(1): ""
    case .number(let number): "[\(number)]"
    case .every: "[*]"
    }
  }
}
