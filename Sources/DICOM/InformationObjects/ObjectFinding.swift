/// Something of an object that the standard does not allow.
public struct ObjectFinding: Hashable, Sendable, CustomStringConvertible {
  /// How sure it is that the object breaks a rule.
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// A rule is broken.
    case error
    /// Peculiar, or against a rule that much in the field breaks without harm.
    case warning
  }

  /// Kinds of rules.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// A required attribute is not there.
    case missing
    /// A required value is not there.
    case empty
    /// A value is none of the enumerated ones of the edition in the tables; later editions may have it.
    case enumeratedValue = "enumerated-value"
    /// A sequence has too many items.
    case itemCount = "item-count"
    /// The value representation is not that of PS3.6.
    case representation
    /// There are more or fewer values than PS3.6 allows.
    case multiplicity
    /// A value has a form that its value representation does not allow.
    case form
    /// Bytes have no meaning in the character sets declared.
    case characterSet = "character-set"
    /// The attributes that describe pixels contradict each other or the pixel data.
    case pixelDescription = "pixel-description"
    /// A private element without a creator, or an element that PS3.6 does not have.
    case registration
  }

  /// How sure it is.
  public let severity: Severity
  /// The kind of rule.
  public let rule: Rule
  /// The module or functional group that asks for it; nil for rules about any data set.
  public let module: String?
  /// The attribute.
  public let tag: Tag
  /// Where it is: keywords with item numbers from 0, `OtherPatientIDsSequence[0].PatientID`.
  public let path: String
  /// The rule's place in the standard: `PS3.3 Table C.7-3`, `PS3.5 §6.2`.
  public let section: String
  /// What is wrong, without the attribute's name.
  public let message: String
  /// Where in the value it begins, in bytes; nil where it is about the whole.
  public let offset: Int?

  init(
    _ rule: Rule, _ severity: Severity = .error, at place: AttributePlace, module: String? = nil, section: String,
    _ message: String, offset: Int? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.module = module
    tag = place.tag
    path = place.path
    self.section = section
    self.message = message
    self.offset = offset
  }

  /// A line for people.
  public var description: String {
    let module = module.map { "\($0): " } ?? ""
    return "\(severity.rawValue): \(module)\(path) \(tag) \(message) (\(section))"
  }
}

/// Where an attribute is in an object.
struct AttributePlace {
  let tag: Tag
  let path: String

  /// A place in the item whose path is given, `""` for the object itself.
  init(_ tag: Tag, in item: String) {
    self.tag = tag
    path = item + (tag.keyword ?? tag.description)
  }

  /// The path of one of its items.
  func item(_ index: Int) -> String { "\(path)[\(index)]." }
}
