extension ValueType {
  /// The type in words, `a duration`.
  public var described: String {
    switch self {
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "text"
    case .duration: "a duration"
    case .size: "a size"
    case .uid: "a UID"
    case .tag: "a tag"
    case .date: "a date"
    case .word: "a word of a closed set"
    case .list(let element, _): "a list of \(element.describedInPlural)"
    case .record: "a record"
    case .dataSet: "a DICOM data set"
    case .message: "an HL7 v2 message"
    case .resource: "a FHIR resource"
    case .address: "an address in an HL7 v2 message"
    }
  }

  private var describedInPlural: String {
    switch self {
    case .boolean: "true and false"
    case .number: "numbers"
    case .string: "texts"
    case .duration: "durations"
    case .size: "sizes"
    case .uid: "UIDs"
    case .tag: "tags"
    case .date: "dates"
    case .word: "words"
    case .list: "lists"
    case .record: "records"
    case .dataSet: "DICOM data sets"
    case .message: "HL7 v2 messages"
    case .resource: "FHIR resources"
    case .address: "addresses in HL7 v2 messages"
    }
  }

  /// A literal of the type as an assertion spells it, for hints.
  var example: String {
    switch self {
    case .boolean: "true"
    case .number: "5"
    case .string: "\"text\""
    case .duration: "300 ms"
    case .size: "64 KiB"
    case .uid: "CTImageStorage"
    case .tag: "(0010,0020)"
    case .date: "2026-04-01"
    case .word(let words): words.first ?? "word"
    case .list(let element, _): "[\(element.example)]"
    case .record, .dataSet, .message, .resource: "{{name}}"
    case .address: "PID-3.1"
    }
  }

  /// Whether values of the type have an order.
  var isOrdered: Bool {
    switch self {
    case .number, .duration, .size, .date: true
    default: false
    }
  }

  /// Whether the type is a list, a record, a data set, a message or a resource.
  var isStructured: Bool {
    switch self {
    case .list, .record, .dataSet, .message, .resource: true
    default: false
    }
  }

  /// Whether a value of this type can stand where the other is wanted: the same, or one that is text anyway.
  func fits(_ wanted: ValueType) -> Bool {
    switch (self, wanted) {
    case (.boolean, .boolean), (.number, .number), (.string, .string), (.duration, .duration), (.size, .size),
      (.uid, .uid), (.tag, .tag), (.date, .date), (.dataSet, .dataSet), (.record, .record),
      (.message, .message), (.resource, .resource), (.address, .address):
      true
    case (.word, .string), (.uid, .string), (.address, .string): true
    case (.word(let own), .word(let words)): !Set(own).isDisjoint(with: words)
    case (.list(let own, _), .list(let element, _)): own.fits(element)
    default: false
    }
  }
}
