import DICOM
import NIOCore

/// How a data set differs from the one that was sent, attribute by attribute. Padding, group lengths and the encoding of
/// text do not count; order within a value does.
struct DataSetComparison {
  /// What became of the pixel data.
  enum Pixels: String, CaseIterable {
    case equal
    case different
    /// It came in an encapsulated form that was not decoded.
    case notCompared = "not-compared"
    case missing
  }

  /// Attributes whose value is another one, as paths.
  private(set) var changed: [String] = []
  /// Attributes that are gone.
  private(set) var removed: [String] = []
  /// Attributes that were not sent.
  private(set) var added: [String] = []
  /// The pixel data.
  private(set) var pixels = Pixels.equal

  /// Paths of each kind that are told.
  private static let limit = 200

  /// Compares.
  init(sent: DataSet, received: DataSet) {
    compare(sent, received, path: "", .standard, .standard)
    switch (sent[.pixelData]?.value, received[.pixelData]?.value) {
    case (nil, nil): pixels = .equal
    case (_, nil): pixels = .missing
    case (.bytes(let before)?, .bytes(let after)?): pixels = Self.isPadded(before, after) ? .equal : .different
    case (let before?, let after?): pixels = before == after ? .equal : .notCompared
    case (nil, _?): pixels = .different
    }
  }

  /// Whether nothing was changed or removed.
  var isUnchanged: Bool { changed.isEmpty && removed.isEmpty && pixels != .different && pixels != .missing }

  private mutating func compare(
    _ sent: DataSet, _ received: DataSet, path: String, _ outerSent: SpecificCharacterSet,
    _ outerReceived: SpecificCharacterSet
  ) {
    let setSent = sent.characterSet(inheriting: outerSent)
    let setReceived = received.characterSet(inheriting: outerReceived)
    for element in sent.elements where Self.isCompared(element.tag) {
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
            Self.isPadded(before, after)
          }
        if !isEqual { Self.note(name, in: &changed) }
      case (.items(let items), .bytes(let bytes)), (.bytes(let bytes), .items(let items)):
        if !items.isEmpty || bytes.readableBytes > 0 { Self.note(name, in: &changed) }
      default: if element.value != other.value { Self.note(name, in: &changed) }
      }
    }
    for element in received.elements where Self.isCompared(element.tag) && sent[element.tag] == nil {
      Self.note(path + (element.tag.keyword ?? element.tag.description), in: &added)
    }
  }

  /// Group lengths, the character set (text is compared as text), pixel data (compared by itself) and padding are left out.
  private static func isCompared(_ tag: Tag) -> Bool {
    tag.element != 0 && tag != .specificCharacterSet && tag != .pixelData && tag != Tag(0xFFFC, 0xFFFC)
  }

  /// Whether values are the same; numbers may be written in another way.
  private static func isSame(_ before: [String], _ after: [String]) -> Bool {
    before.count == after.count
      && zip(before, after).allSatisfy { $0 == $1 || (Double($0) != nil && Double($0) == Double($1)) }
  }

  /// Whether bytes are the same but for one byte of padding.
  private static func isPadded(_ before: ByteBuffer, _ after: ByteBuffer) -> Bool {
    if before == after { return true }
    let (short, long) = before.readableBytes < after.readableBytes ? (before, after) : (after, before)
    return long.readableBytes == short.readableBytes + 1 && long.readableBytes % 2 == 0
      && long.readableBytesView.starts(with: short.readableBytesView)
      && (long.readableBytesView.last == 0 || long.readableBytesView.last == 0x20)
  }

  private static func note(_ name: String, in list: inout [String]) {
    if list.count < limit { list.append(name) }
  }
}
