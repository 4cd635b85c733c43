import DICOM
import HL7

/// Checkers that `conforms to` calls by name.
public enum NamedChecker: String, CaseIterable, Hashable, Sendable {
  /// Ten digits, the last of which is the check digit (modulus 11).
  case nhsNumber = "nhs-number"
  /// PS3.5 §9.1
  case uid
  /// `DA`, PS3.5 §6.2: YYYYMMDD
  case date
  /// `TM`, PS3.5 §6.2: HH[MM[SS[.F]]]
  case time
  /// A DICOM object against its information object definition: a record of `ConformitySchema`.
  case iod
  /// A message of HL7 v2: structure, fields, data types and codes are those of the edition that its MSH-12 names.
  case hl7 = "hl7-v2"
  /// A message of HL7 v2 against a conformance profile in XML: `hl7-profile:FILE`.
  case hl7Profile = "hl7-profile"
  /// A resource of FHIR against R4, and against a profile where one is named: `fhir:NAME`.
  case fhir

  /// Names that the language knows and this edition has no checker for.
  public static let unavailable = ["xsd"]

  /// What a checker takes after a colon, in words; nil where it takes nothing.
  public var argument: String? {
    switch self {
    case .hl7Profile: "the path of a profile within the specification's folder: `hl7-profile:hl7-profiles/adt-a40.xml`"
    case .fhir: "the name of a profile: that of its file in `\(FHIRProfileFolder.path)` without `.json`"
    case .nhsNumber, .uid, .date, .time, .iod, .hl7: nil
    }
  }

  /// Whether the checker can do without what it takes after a colon.
  public var isArgumentOptional: Bool { self == .fhir }

  /// Whether values of a type can be checked.
  public func checks(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (.iod, .record(let fields)): ConformitySchema.isConformity(fields)
    case (.hl7, .message), (.hl7Profile, .message): true
    case (.fhir, .resource): true
    case (.iod, _), (.hl7, _), (.hl7Profile, _), (.fhir, _): false
    case (_, .string), (.uid, .uid): true
    default: false
    }
  }

  /// What is checked, in words.
  public var subject: String {
    switch self {
    case .iod: "the conformity of a DICOM object"
    case .hl7, .hl7Profile: "a message"
    case .fhir: "a FHIR resource"
    default: "text"
    }
  }

  /// What is wrong with the text; nil where it conforms, and where the checker is not for text.
  public func problem(in text: String) -> String? {
    switch self {
    case .nhsNumber: CheckDigit.nhsNumberProblem(text)
    case .uid: Self.uidProblem(text)
    case .date: Self.isDate(text) ? nil : "not a date in the form YYYYMMDD"
    case .time: Self.isTime(text) ? nil : "not a time in the form HHMMSS.FFFFFF"
    case .iod: nil
    case .hl7, .hl7Profile: "a text, not a message"
    case .fhir: "a text, not a resource"
    }
  }

  /// What of a message departs from its edition, in its order; nil where the edition or its structure is not known here.
  public static func problems(in message: HL7.Message) -> [String]? {
    guard let findings = ContentCheck.findings(message) else { return nil }
    if findings.isEmpty, message.structure == nil { return nil }
    return findings.map { "\($0.sentence) (\($0.rule))" }
  }

  static func uidProblem(_ text: String) -> String? {
    // Padding is taken off by reading; what a checker or a literal gets must be the bare UID.
    guard text.utf8.allSatisfy({ $0 != 0 && $0 != 0x20 }) else { return "it holds a space or NUL" }
    return switch UID(text).fault {
    case nil: nil
    case .empty: "it is empty"
    case .tooLong(let count): "it has \(count) characters, 64 are allowed"
    case .character(let offset): "character \(offset + 1) is neither a digit nor a dot"
    case .emptyComponent(let index): "component \(index + 1) is empty"
    case .leadingZero(let index): "component \(index + 1) starts with 0"
    case .unknownRoot: "its first component is not 0, 1 or 2"
    case .noSuffix: "it has one component only"
    }
  }

  /// `YYYY-MM-DD` of the Gregorian calendar.
  public static func isCalendarDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
    return isDate(String(decoding: bytes[0..<4] + bytes[5..<7] + bytes[8..<10], as: UTF8.self))
  }

  static func isDate(_ text: String) -> Bool {
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard digits.count == 8, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
    let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
    let month = digits[4] * 10 + digits[5]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month) else { return false }
    return (1...lengths[month - 1]).contains(digits[6] * 10 + digits[7])
  }

  static func isTime(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, [2, 4, 6].contains(whole.count),
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return false }
    if parts.count == 2 { guard whole.count == 6, (1...6).contains(parts[1].count) else { return false } }
    let digits = whole.map { Int($0) - 0x30 }
    let limits = [23, 59, 60]
    return stride(from: 0, to: digits.count, by: 2).allSatisfy { digits[$0] * 10 + digits[$0 + 1] <= limits[$0 / 2] }
  }
}
