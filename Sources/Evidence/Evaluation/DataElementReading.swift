import DICOM
import Foundation
import Specification

/// What an assertion sees of a data element.
enum DataElementReading {
  case value(Value)
  /// There, with a length of zero.
  case empty
  case bytes(Int)
  case absent

  /// Reads an element as the dictionary says that it is, whatever VR the peer gave it.
  static func read(_ tag: Tag, of dataSet: DataSet, inheriting outer: SpecificCharacterSet) -> DataElementReading {
    guard let element = dataSet[tag] else { return .absent }
    if case .bytes(let buffer) = element.value, buffer.readableBytes == 0 { return .empty }
    switch element.value {
    case .items(let items): return items.isEmpty ? .empty : .value(.list(items.map { .dataSet($0) }))
    case .fragments(let fragments): return .bytes(fragments.reduce(0) { $0 + $1.readableBytes })
    case .bytes(let buffer):
      guard case .value(let type) = DataElementType.of(tag),
        let texts = dataSet.strings(tag, inheriting: outer)
      else { return .bytes(buffer.readableBytes) }
      guard !texts.isEmpty else { return .empty }
      if case .list(let scalar, _) = type { return .value(.list(texts.map { value($0, as: scalar) })) }
      // More values than the dictionary allows are one text, as they came: nothing of them is left out of a comparison.
      return texts.count == 1 ? .value(value(texts[0], as: type)) : .value(.string(texts.joined(separator: "\\")))
    }
  }

  /// One value; text that is not of the type stays text, which then compares with nothing.
  private static func value(_ text: String, as type: ValueType) -> Value {
    switch type {
    case .number: decimal(text).map { .number($0) } ?? .string(text)
    case .uid: .uid(text)
    case .tag: Tag(hexadecimal: text).map { .tag($0) } ?? .string(text)
    default: .string(text)
    }
  }

  /// DS and IS: digits, point, sign, exponent (PS3.5 §6.2).
  static func decimal(_ text: String) -> Decimal? {
    let bytes = Array(text.utf8)
    let allowed = Set("0123456789+-.eE".utf8)
    guard !bytes.isEmpty, bytes.count <= 64, bytes.allSatisfy(allowed.contains), Double(text)?.isFinite == true else {
      return nil
    }
    return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
  }
}
