import DICOM
import FHIR
import HL7

/// One line of an `expect` block: `[every | some | no] path [not] predicate [value]`.
public struct Assertion: Hashable, Sendable {
  /// How many of the selected values must satisfy the predicate; nil where the path selects one.
  public var quantifier: Quantifier?
  /// What is looked at.
  public var path: Path
  /// Whether the predicate is negated.
  public var negated: Bool
  /// What must hold.
  public var predicate: Predicate
  /// The line as written, without its comment.
  public var text: String
  /// Where it stands.
  public var span: SourceSpan

  /// `every`, `some`, `no`.
  public enum Quantifier: String, CaseIterable, Hashable, Sendable {
    case every
    case some
    case no
  }

  /// Makes an assertion.
  public init(
    quantifier: Quantifier?, path: Path, negated: Bool, predicate: Predicate, text: String, span: SourceSpan
  ) {
    self.quantifier = quantifier
    self.path = path
    self.negated = negated
    self.predicate = predicate
    self.text = text
    self.span = span
  }
}

/// A walk through an observation.
public struct Path: Hashable, Sendable {
  /// The steps of the walk.
  public var segments: [Segment]
  /// The path as written.
  public var text: String
  /// Where it stands.
  public var span: SourceSpan

  /// One step of the walk.
  public enum Segment: Hashable, Sendable {
    /// A field of a record, or a DICOM keyword below a data set (resolved to `tag` by the checker).
    case field(String)
    /// `[2]`, from 0.
    case index(Int)
    /// `[*]`
    case all
    /// `[CTImageStorage]`, and `x of CTImageStorage`: the element whose key field equals the operand.
    case key(Operand)
    /// `[field == operand]`
    case filter(String, Operand)
    /// `(0010,0020)`, or a keyword after resolution.
    case tag(Tag)
    /// `PID-3[2].1`, `ORDER.OBR[2]-4`, below a message of HL7 v2.
    case address(Address)
    /// `name`, `[0]`, `ofType(Quantity)`, `resolve()` below a FHIR resource; whether more than one element of it may be
    /// selected then.
    case element(ElementPath.Step, isMultiple: Bool)
    /// `count`, of a list.
    case count
  }

  /// Makes a path.
  public init(segments: [Segment], text: String, span: SourceSpan) {
    self.segments = segments
    self.text = text
    self.span = span
  }
}

/// The right-hand side of an assertion.
public indirect enum Operand: Hashable, Sendable {
  /// A literal of a known type.
  case value(Value)
  /// `{{name}}`, replaced at run time.
  case reference(String)
  /// `[a, b]`
  case list([Operand])
}

/// What an assertion demands.
public enum Predicate: Hashable, Sendable {
  case compare(Comparison, Operand)
  case contains(Operand)
  case containsAny(Operand)
  case containsAll(Operand)
  case startsWith(Operand)
  case endsWith(Operand)
  /// `matches /re/`
  case matches(String)
  case exists
  case isAbsent
  case isEmpty
  case isIn(Operand)
  case between(Operand, Operand)
  case sameSetAs(Operand)
  /// `conforms to nhs-number`, `conforms to hl7-profile:FILE`
  case conformsTo(NamedChecker, NamedProfile?)

  /// `==` `!=` `<` `<=` `>` `>=`
  public enum Comparison: String, CaseIterable, Hashable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}
