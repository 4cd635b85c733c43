import Foundation
import HL7
import Specification

/// A document within a message: a value of data type ED (HL7 v2.5.1 §2.A.24).
struct EmbeddedDocument: Equatable {
  /// ED.2, type of data, such as `AP`.
  var dataType: String
  /// ED.3, such as `PDF`.
  var subtype: String
  /// ED.4: `A`, `Hex` or `Base64`.
  var encoding: String
  /// Bytes of the document; 0 where it can't be decoded.
  var size = 0
  /// Whether it begins as PDF does.
  var isPDF = false
  /// Why it can't be opened; nil where nothing speaks against it.
  var fault: String?

  /// Reads a repetition of OBX-5.
  init(_ part: Part, in message: HL7.Message) {
    func text(_ number: Int) -> String { part.part(number).map { message.text(of: $0).text } ?? "" }
    dataType = text(2)
    subtype = text(3)
    encoding = text(4)
    guard let bytes = Self.decode(text(5), encoding) else {
      fault = Self.encodings.contains(encoding) ? "the data is not \(encoding)" : "the encoding `\(encoding)` is none"
      return
    }
    size = bytes.count
    isPDF = bytes.starts(with: Array("%PDF-".utf8))
    if bytes.isEmpty {
      fault = "it is empty"
    } else if subtype.uppercased() == "PDF", !isPDF {
      fault = "it does not begin with %PDF-"
    } else if isPDF, bytes.suffix(1_024).lastRange(of: Array("%%EOF".utf8)) == nil {
      fault = "it breaks off: %%EOF is not at its end"
    }
  }

  /// HL7 table 0299
  private static let encodings = ["A", "Hex", "Base64"]

  private static func decode(_ text: String, _ encoding: String) -> [UInt8]? {
    switch encoding {
    case "A": return Array(text.utf8)
    case "Base64":
      let bare = text.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 }
      return Data(base64Encoded: Data(bare)).map { [UInt8]($0) }
    case "Hex":
      let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
      guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
      return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    default: return nil
    }
  }

  /// Type of its record.
  static let type: ValueType = .record([
    Field("type", .string, meaning: "ED.2.", source: "HL7 table 0191"),
    Field("subtype", .string, meaning: "ED.3.", source: "HL7 table 0291"),
    Field("encoding", .string, meaning: "ED.4.", source: "HL7 table 0299"),
    Field("bytes", .number, meaning: "Length of the decoded document."),
    Field("format", .word(["PDF", "other"]), meaning: "What it is by its first bytes."),
    Field(
      "fault", .string, .when("it can't be decoded or is not whole"), meaning: "Why it can't be opened."),
  ])

  /// Its record.
  var value: Value {
    var fields: [String: Value] = [
      "type": .string(dataType), "subtype": .string(subtype), "encoding": .string(encoding),
      "bytes": .number(Decimal(size)), "format": .string(isPDF ? "PDF" : "other"),
    ]
    if let fault { fields["fault"] = .string(fault) }
    return .record(fields)
  }
}

extension ArraySlice<UInt8> {
  /// Where bytes stand last; nil where they do not.
  fileprivate func lastRange(of wanted: [UInt8]) -> Range<Int>? {
    guard !wanted.isEmpty, count >= wanted.count else { return nil }
    var start = endIndex - wanted.count
    while start >= startIndex {
      if self[start..<start + wanted.count].elementsEqual(wanted) { return start..<start + wanted.count }
      start -= 1
    }
    return nil
  }
}
