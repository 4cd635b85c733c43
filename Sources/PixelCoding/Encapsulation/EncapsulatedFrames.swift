import DICOM
import NIOCore

/// Frames in fragments (PS3.5 §A.4). Reading is strict: tables must point at the fragments they speak of.
public enum EncapsulatedFrames {
  /// Which table tells where frames begin.
  public enum OffsetTable: Hashable, Sendable {
    /// An empty Basic Offset Table.
    case none
    /// A filled Basic Offset Table.
    case basic
    /// An empty Basic Offset Table beside Extended Offset Table (7FE0,0001) and its lengths (PS3.3 §C.7.6.3.1.8).
    case extended
  }

  /// Puts each frame into one fragment, and sets the elements of the data set.
  public static func set(_ frames: [[UInt8]], table: OffsetTable = .basic, in dataSet: inout DataSet) {
    var fragments: [ByteBuffer] = [ByteBuffer()]
    var offsets: [Int] = []
    var lengths: [Int] = []
    var offset = 0
    for frame in frames {
      let padded = frame.count & 1 == 1 ? frame + [0] : frame
      offsets.append(offset)
      lengths.append(frame.count)
      offset += padded.count + 8
      fragments.append(ByteBuffer(bytes: padded))
    }
    dataSet[.extendedOffsetTable] = nil
    dataSet[.extendedOffsetTableLengths] = nil
    switch table {
    case .none: break
    case .basic:
      for offset in offsets { fragments[0].writeInteger(UInt32(truncatingIfNeeded: offset), endianness: .little) }
    case .extended:
      for (tag, numbers) in [(Tag.extendedOffsetTable, offsets), (.extendedOffsetTableLengths, lengths)] {
        var bytes = ByteBuffer()
        for number in numbers { bytes.writeInteger(UInt64(number), endianness: .little) }
        dataSet.set(tag, bytes: bytes, vr: .OV)
      }
    }
    dataSet[.pixelData] = DataElement(tag: .pixelData, vr: .OB, value: .fragments(fragments))
  }

  /// The compressed streams of the frames.
  public static func read(_ dataSet: DataSet, count: Int) throws(PixelCodingError) -> [[UInt8]] {
    guard case .fragments(let all)? = dataSet[.pixelData]?.value, let table = all.first else {
      throw .malformed(offset: 0, rule: "PS3.5 §A.4", "the pixel data have no fragments, not even an offset table")
    }
    let fragments = Array(all.dropFirst())
    guard fragments.count >= count else {
      throw .malformed(offset: 0, rule: "PS3.5 §A.4", "\(fragments.count) fragments hold no \(count) frames")
    }
    var starts: [Int: Int] = [:]
    var offset = 0
    for (index, fragment) in fragments.enumerated() {
      starts[offset] = index
      offset += fragment.readableBytes + 8
    }
    let offsets: [Int]
    if table.readableBytes > 0 {
      offsets = try integers(table, as: UInt32.self, count: count, name: "Basic Offset Table")
    } else if case .bytes(let extended)? = dataSet[.extendedOffsetTable]?.value {
      offsets = try integers(extended, as: UInt64.self, count: count, name: "Extended Offset Table")
    } else if count == 1 {
      return [joined(fragments[...])]
    } else if fragments.count == count {
      return fragments.map { joined([$0]) }
    } else {
      throw .unsupported("\(fragments.count) fragments of \(count) frames without an offset table can't be told apart")
    }
    var bounds: [Int] = []
    for offset in offsets {
      guard let index = starts[offset], index > bounds.last ?? -1 else {
        throw .malformed(offset: offset, rule: "PS3.5 §A.4", "the offset table points at no frame's first fragment")
      }
      bounds.append(index)
    }
    guard bounds.first == 0 else {
      throw .malformed(offset: 0, rule: "PS3.5 §A.4", "the offset table does not begin at the first fragment")
    }
    return zip(bounds, bounds.dropFirst() + [fragments.count]).map { joined(fragments[$0..<$1]) }
  }

  private static func integers<Word: FixedWidthInteger & UnsignedInteger>(
    _ bytes: ByteBuffer, as: Word.Type, count: Int, name: String
  ) throws(PixelCodingError) -> [Int] {
    let size = Word.bitWidth / 8
    guard bytes.readableBytes == count * size else {
      throw .malformed(
        offset: 0, rule: "PS3.5 §A.4", "the \(name) has \(bytes.readableBytes) bytes for \(count) frames")
    }
    return (0..<count).map { index in
      Int(clamping: bytes.getInteger(at: bytes.readerIndex + index * size, endianness: .little, as: Word.self) ?? 0)
    }
  }

  private static func joined(_ fragments: ArraySlice<ByteBuffer>) -> [UInt8] {
    fragments.reduce(into: []) { $0.append(contentsOf: $1.readableBytesView) }
  }
}
