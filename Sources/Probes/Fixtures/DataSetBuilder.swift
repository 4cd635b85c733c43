import DICOM
import Foundation
import NIOCore

/// Fills a data set by keyword. What cannot be put is left out and named in `unknown`; a test holds
/// that nothing is.
struct DataSetBuilder {
  private(set) var dataSet = DataSet()
  private(set) var unknown: [String] = []

  /// Text values, multiplied by backslashes as the VR allows.
  mutating func put(_ keyword: String, _ values: String...) { put(keyword, values: values) }

  /// Text values as a list.
  mutating func put(_ keyword: String, values: [String]) {
    guard let tag = Tag(keyword: keyword) else { return unknown.append(keyword) }
    do { try dataSet.set(tag, strings: values) } catch { unknown.append(keyword) }
  }

  /// A value of a template: several between backslashes, an empty sequence where the attribute is one, bytes as Base64.
  mutating func put(_ keyword: String, template value: String) {
    guard let tag = Tag(keyword: keyword) else { return unknown.append(keyword) }
    let vrs = DataDictionary.entry(tag)?.vrs ?? []
    if vrs.contains(.SQ) { return put(keyword, items: []) }
    if let vr = [VR.OB, .OW].first(where: { vrs.contains($0) }) {
      guard let bytes = Data(base64Encoded: value), !bytes.isEmpty else { return unknown.append(keyword) }
      return put(keyword, vr: vr, bytes: ByteBuffer(bytes: bytes))
    }
    put(
      keyword,
      values: value.isEmpty ? [] : value.split(separator: "\\", omittingEmptySubsequences: false).map(String.init))
  }

  /// Notes what could not be put into an item.
  mutating func take(over item: DataSetBuilder) { unknown += item.unknown }

  /// Takes attributes away.
  mutating func remove(_ keywords: String...) {
    for keyword in keywords {
      guard let tag = Tag(keyword: keyword) else { return unknown.append(keyword) }
      dataSet[tag] = nil
    }
  }

  /// Encapsulated pixel data.
  mutating func put(fragments: [ByteBuffer]) {
    dataSet[.pixelData] = DataElement(tag: .pixelData, vr: .OB, value: .fragments(fragments))
  }

  /// An unsigned 16-bit number.
  mutating func put(_ keyword: String, number: UInt16) {
    guard let tag = Tag(keyword: keyword) else { return unknown.append(keyword) }
    var buffer = ByteBufferAllocator().buffer(capacity: 2)
    buffer.writeInteger(number, endianness: .little)
    dataSet[tag] = DataElement(tag: tag, vr: .US, value: .bytes(buffer))
  }

  /// A sequence.
  mutating func put(_ keyword: String, items: [DataSet]) {
    guard let tag = Tag(keyword: keyword) else { return unknown.append(keyword) }
    dataSet[tag] = DataElement(tag: tag, vr: .SQ, value: .items(items))
  }

  /// A private text value in a block of ours (PS3.5 §7.8.1).
  mutating func putPrivate(_ element: UInt8, _ value: String) {
    do {
      try dataSet.set(Tag(0x0009, 0x0010), "ASSAY FIXTURE", vr: .LO)
      try dataSet.set(Tag(0x0009, 0x1000 | UInt16(element)), value, vr: .LO)
    } catch { unknown.append("private element \(element)") }
  }

  /// Bytes as they are.
  mutating func put(_ keyword: String, vr: VR, bytes: ByteBuffer) {
    guard let tag = Tag(keyword: keyword) else { return unknown.append(keyword) }
    dataSet[tag] = DataElement(tag: tag, vr: vr, value: .bytes(bytes))
  }
}
