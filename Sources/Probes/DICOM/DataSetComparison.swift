import DICOM
import NIOCore

/// How a data set differs from the one that was sent, attribute by attribute. Padding, group lengths and the encoding of
/// text do not count; order within a value does.
struct DataSetComparison {
  /// Attributes whose value is another one, as paths.
  private(set) var changed: [String] = []
  /// Attributes that are gone.
  private(set) var removed: [String] = []
  /// Attributes that were not sent.
  private(set) var added: [String] = []
  /// The pixel data.
  let pixels: PixelComparison

  /// Paths of each kind that are told.
  private static let limit = 200

  /// Compares.
  ///
  /// - Parameters:
  ///   - sentSyntax: The transfer syntax that the pixel data sent are in.
  ///   - receivedSyntax: The transfer syntax that the other data set came in.
  init(
    sent: DataSet, sentAs sentSyntax: TransferSyntax = .explicitVRLittleEndian, received: DataSet,
    receivedAs receivedSyntax: TransferSyntax = .explicitVRLittleEndian
  ) {
    pixels = PixelComparison(sent: sent, sentAs: sentSyntax, received: received, receivedAs: receivedSyntax)
    compare(sent, received, path: "", .standard, .standard)
  }

  /// Attributes of the data set itself that were changed or removed, or hold one that was, and whose earlier value is not among
  /// those that are kept; sorted.
  ///
  /// - Parameter kept: Keywords of the attributes whose earlier value the object keeps.
  func unrecorded(keeping kept: [String]) -> [String] {
    let kept = Set(kept)
    let touched = (changed + removed).map { String($0.prefix { $0 != "[" }) }
    return Set(touched).subtracting(kept).sorted()
  }

  /// Whether nothing was changed or removed.
  var isUnchanged: Bool { changed.isEmpty && removed.isEmpty && !pixels.isFault }

  private mutating func compare(
    _ sent: DataSet, _ received: DataSet, path: String, _ outerSent: SpecificCharacterSet,
    _ outerReceived: SpecificCharacterSet
  ) {
    let setSent = sent.characterSet(inheriting: outerSent)
    let setReceived = received.characterSet(inheriting: outerReceived)
    for element in sent.elements where isCompared(element.tag, path) {
      let name = path + (element.tag.keyword ?? element.tag.description)
      guard let other = received[element.tag] else {
        Self.note(name, in: &removed)
        continue
      }
      switch (element.value, other.value) {
      case (.items(let before), .items(let after)):
        if before.count != after.count { Self.note(name, in: &changed) }
        for (index, pair) in zip(before, after).enumerated() {
          compare(pair.0, pair.1, path: "\(name)[\(index)].", setSent, setReceived)
        }
      case (.bytes(let before), .bytes(let after)):
        let textBefore = sent.strings(element.tag, inheriting: outerSent)
        let textAfter = received.strings(element.tag, inheriting: outerReceived)
        let isEqual =
          if let textBefore, let textAfter {
            Self.isSame(textBefore, textAfter)
          } else {
            ValueBytes.isSame(before, after)
          }
        if !isEqual { Self.note(name, in: &changed) }
      case (.items(let items), .bytes(let bytes)), (.bytes(let bytes), .items(let items)):
        if !items.isEmpty || bytes.readableBytes > 0 { Self.note(name, in: &changed) }
      default: if element.value != other.value { Self.note(name, in: &changed) }
      }
    }
    for element in received.elements where isCompared(element.tag, path) && sent[element.tag] == nil {
      Self.note(path + (element.tag.keyword ?? element.tag.description), in: &added)
    }
  }

  /// Group lengths, the character set (text is compared as text), pixel data with what their coding decides (compared by
  /// themselves) and padding are left out.
  private func isCompared(_ tag: Tag, _ path: String) -> Bool {
    if path.isEmpty, Self.ofEncapsulation.contains(tag) || pixels.wasTranscoded && Self.ofCoding.contains(tag) {
      return false
    }
    return tag.element != 0 && tag != .specificCharacterSet && tag != .pixelData && tag != Tag(0xFFFC, 0xFFFC)
  }

  /// Extended Offset Table and Extended Offset Table Lengths.
  private static let ofEncapsulation: Set<Tag> = [Tag(0x7FE0, 0x0001), Tag(0x7FE0, 0x0002)]
  /// Photometric Interpretation and Planar Configuration, which change with the transfer syntax (PS3.5 §8.2).
  private static let ofCoding: Set<Tag> = [Tag(0x0028, 0x0004), Tag(0x0028, 0x0006)]

  /// Whether values are the same; numbers may be written in another way.
  private static func isSame(_ before: [String], _ after: [String]) -> Bool {
    before.count == after.count
      && zip(before, after).allSatisfy { $0 == $1 || (Double($0) != nil && Double($0) == Double($1)) }
  }

  private static func note(_ name: String, in list: inout [String]) {
    if list.count < limit { list.append(name) }
  }
}
