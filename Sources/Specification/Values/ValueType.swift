/// The type of a `Value`, as a step kind publishes it and as `check` enforces it.
public indirect enum ValueType: Hashable, Sendable {
  case boolean
  case number
  case string
  case duration
  case size
  case uid
  case tag
  case date
  /// One of a closed set of words, written without quotes in assertions.
  case word([String])
  /// Elements of one type. `key` names the field of a record element that `[key]` selects by.
  case list(of: ValueType, key: String?)
  case record([Field])
  /// A DICOM data set; below it come keywords, `(gggg,eeee)` and item numbers.
  case dataSet
  /// A message of HL7 v2; below it come addresses such as `PID-3[2].1`.
  case message
  /// A resource of FHIR; below it come element paths such as `name[0].family`.
  case resource
  /// An address in a message of HL7 v2, as text.
  case address
}

/// One field of an observation, an evidence record or a step's input.
public struct Field: Hashable, Sendable {
  /// The name as it stands in a path.
  public var name: String
  /// What it holds.
  public var type: ValueType
  /// When it is there: `always`, or the condition in words.
  public var presence: Presence
  /// What it means, one sentence.
  public var meaning: String
  /// The clause of a standard that defines it.
  public var source: String?
  /// Whether it fills up while the exchange goes on, so that it may hold only a part when the exchange breaks off. Then
  /// no assertion about all of it can hold.
  public var isCumulative: Bool

  /// When a field is present in an observation.
  public enum Presence: Hashable, Sendable {
    case always
    /// Present only under this condition, put in words.
    case when(String)
  }

  /// Makes a field.
  public init(
    _ name: String, _ type: ValueType, _ presence: Presence = .always, meaning: String, source: String? = nil,
    isCumulative: Bool = false
  ) {
    self.name = name
    self.type = type
    self.presence = presence
    self.meaning = meaning
    self.source = source
    self.isCumulative = isCumulative
  }
}
