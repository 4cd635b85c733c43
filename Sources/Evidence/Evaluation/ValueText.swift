import DICOM
import Foundation
import Specification

/// Values in words for people: exact, and cut where lists are long.
public enum ValueText {
  /// The most elements of a list that are shown.
  public static let shownElements = 8
  /// The most characters of a text that are shown.
  static let shownCharacters = 200

  /// A value as a report shows it. Text stands in quotation marks unless it is one of a closed set of words.
  public static func text(_ value: Value, type: ValueType? = nil) -> String {
    switch value {
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.description
    case .string(let text):
      if case .word? = type { text } else { quoted(text) }
    case .duration(let nanoseconds): duration(nanoseconds)
    case .size(let bytes): "\(bytes) B"
    case .uid(let text): uid(text)
    case .tag(let tag): tag.description
    case .date(let text): text
    case .list(let values): list(values, type: type)
    case .record(let fields): "a record of " + fields.keys.sorted().prefix(shownElements).joined(separator: ", ")
    case .dataSet(let dataSet): "a data set of \(dataSet.elements.count) elements"
    case .message(let message): "an HL7 v2 message of \(message.count) segments"
    case .resource(let resource): "a FHIR resource: \(resource.type)\(resource.id.map { "/\($0)" } ?? "")"
    }
  }

  /// A value as it stands within other text: bare, without quotation marks or names.
  public static func plain(_ value: Value) -> String? {
    switch value {
    case .string(let text), .uid(let text), .date(let text): text
    case .list, .record, .dataSet, .message, .resource: nil
    default: text(value)
    }
  }

  private static func list(_ values: [Value], type: ValueType?) -> String {
    var element: ValueType?
    if case .list(let of, _)? = type { element = of }
    let shown = values.prefix(shownElements).map { text($0, type: element) }.joined(separator: ", ")
    return values.count > shownElements ? "[\(shown) and \(values.count - shownElements) more]" : "[\(shown)]"
  }

  private static func quoted(_ text: String) -> String {
    // Most texts need no escape, and no look at each character's category.
    if text.utf8.count <= shownCharacters, text.utf8.allSatisfy(isPlain) { return "\"\(text)\"" }
    let escaped = text.unicodeScalars.prefix(shownCharacters).map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default:
        scalar.properties.generalCategory == .control
          ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
      }
    }
    let rest = text.unicodeScalars.count - escaped.count
    return "\"\(escaped.joined())\"" + (rest > 0 ? " and \(rest) more characters" : "")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func uid(_ text: String) -> String {
    if let keyword = UID(text).keyword { return "\(keyword) (\(text))" }
    return UID(text).isValid ? text : quoted(text)
  }

  /// The largest unit of which there is at least one; every digit, so that nothing looks equal that is not.
  private static func duration(_ nanoseconds: Int64) -> String {
    let units: [(name: String, exponent: Int)] = [("s", 9), ("ms", 6), ("µs", 3)]
    for unit in units where nanoseconds.magnitude >= UInt64(Decimal.power(unit.exponent)) {
      return (Decimal(nanoseconds) / Decimal(Decimal.power(unit.exponent))).description + " \(unit.name)"
    }
    return "\(nanoseconds) ns"
  }
}

extension Decimal {
  fileprivate static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { value, _ in value * 10 } }
}
