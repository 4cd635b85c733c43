import NIOCore

/// A data set in the terms of the DICOM JSON model (PS3.18 Annex F): text is Unicode, numbers are numbers.
///
/// It stands between data sets and whatever reads or writes JSON.
struct JSONModel: Sendable {
  /// Attributes ascending by tag.
  var attributes: [(tag: Tag, attribute: Attribute)] = []

  /// One attribute.
  struct Attribute: Sendable {
    var vr: VR
    var content: Content
  }

  /// What an attribute holds.
  enum Content: Sendable {
    case empty
    case values([Scalar])
    case items([JSONModel])
    case inlineBinary(ByteBuffer)
    case bulkData(uri: String)
  }

  /// One value.
  enum Scalar: Sendable {
    case null
    case string(String)
    case integer(Int)
    case unsigned(UInt64)
    case double(Double)
    case name(alphabetic: String?, ideographic: String?, phonetic: String?)
  }

  /// What is wrong with a model.
  enum Fault: Error, Hashable {
    case kind(Tag, VR)
    case value(Tag, VR, String)
    case duplicate(Tag)
    case bulkData(Tag)
  }

}

// MARK: From data sets

extension JSONModel {
  /// The model of a data set.
  init(_ dataSet: DataSet, inheriting outer: SpecificCharacterSet = .standard) {
    let characterSet = dataSet.characterSet(inheriting: outer)
    attributes.reserveCapacity(dataSet.elements.count)
    for element in dataSet.elements {
      attributes.append((element.tag, Self.attribute(element, characterSet)))
    }
  }

  private static func attribute(_ element: DataElement, _ characterSet: SpecificCharacterSet) -> Attribute {
    switch element.value {
    // UN with items is a sequence whose VR its sender did not know (PS3.5 §6.2.2).
    case .items(let items):
      let models = items.map { JSONModel($0, inheriting: characterSet) }
      return Attribute(vr: .SQ, content: models.isEmpty ? .empty : .items(models))
    case .fragments(let fragments):
      return Attribute(vr: element.vr, content: .inlineBinary(EncapsulatedStream.bytes(fragments)))
    case .bytes(let value):
      return Attribute(vr: element.vr, content: content(value, element.vr, characterSet))
    }
  }

  private static func content(_ value: ByteBuffer, _ vr: VR, _ characterSet: SpecificCharacterSet) -> Content {
    let count = value.readableBytes
    if count == 0 { return .empty }
    switch vr {
    case .OB, .OD, .OF, .OL, .OV, .OW, .UN, .SQ: return .inlineBinary(value)
    case .AT:
      return count % 4 == 0 ? .values(Numbers.tags(value).map { .string($0.hexadecimal) }) : .inlineBinary(value)
    case .FL, .FD:
      guard let size = vr.wordSize, count % size == 0, let numbers = Numbers.doubles(value, vr: vr) else {
        return .inlineBinary(value)
      }
      return .values(numbers.map(scalar))
    case .UV:
      guard count % 8 == 0 else { return .inlineBinary(value) }
      return .values(Numbers.words(value, UInt64.self).map { $0 <= 1 << 53 ? .integer(Int($0)) : .string("\($0)") })
    case .US, .SS, .UL, .SL, .SV:
      guard let size = vr.wordSize, count % size == 0, let numbers = Numbers.integers(value, vr: vr) else {
        return .inlineBinary(value)
      }
      // Beyond 2⁵³ many readers of JSON lose digits; SV may be a string for that reason (PS3.18 §F.2.3).
      return .values(numbers.map { $0.magnitude <= 1 << 53 ? .integer($0) : .string("\($0)") })
    default:
      let texts = characterSet.decode(value.readableBytesView, vr: vr).values.map { ValuePadding.trimmed($0, vr: vr) }
      return texts == [""] ? .empty : .values(texts.map { scalar($0, vr) })
    }
  }

  private static func scalar(_ number: Double) -> Scalar {
    if number.isNaN { return .string("NaN") }
    return number.isInfinite ? .string(number < 0 ? "-Infinity" : "Infinity") : .double(number)
  }

  private static func scalar(_ text: String, _ vr: VR) -> Scalar {
    if text.isEmpty { return .null }
    switch vr {
    case .PN:
      let groups = text.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      func group(_ index: Int) -> String? { index < groups.count && !groups[index].isEmpty ? groups[index] : nil }
      return .name(alphabetic: group(0), ideographic: group(1), phonetic: group(2))
    // A number where its text comes back from it, a string otherwise; both forms are the standard's (PS3.18 §F.2.3).
    case .IS, .DS:
      if let whole = Int(text), "\(whole)" == text, whole.magnitude <= 1 << 53 { return .integer(whole) }
      if vr == .DS, let number = DecimalText.number(text), number.rounded() != number, "\(number)" == text {
        return .double(number)
      }
      return .string(text)
    default: return .string(text)
    }
  }
}
