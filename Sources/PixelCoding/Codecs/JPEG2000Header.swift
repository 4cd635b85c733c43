/// What the main header of a JPEG 2000 codestream says (ISO/IEC 15444-1 Annex A).
struct JPEG2000Header: Hashable, Sendable {
  /// Height and width of the image.
  var rows = 0
  var columns = 0
  /// Bits of each component, and whether it is signed.
  var components: [Component] = []
  /// Whether the wavelet is the reversible one; nil where no COD segment says so.
  var isReversible: Bool?

  /// One component of SIZ.
  struct Component: Hashable, Sendable {
    var precision: Int
    var isSigned: Bool
  }

  /// Reads SIZ and COD.
  init(_ stream: [UInt8]) throws(PixelCodingError) {
    guard stream.count >= 45, stream.starts(with: [0xFF, 0x4F, 0xFF, 0x51]) else {
      throw .malformed(
        offset: 0, rule: "PS3.5 §A.4.4", "the stream does not begin as a JPEG 2000 codestream does: SOC, SIZ")
    }
    func word(_ position: Int) -> Int { Int(stream[position]) << 8 | Int(stream[position + 1]) }
    func long(_ position: Int) -> Int { word(position) << 16 | word(position + 2) }
    let length = word(4)
    let count = word(40)
    guard length == 38 + 3 * count, (1...4).contains(count), 4 + length <= stream.count else {
      throw .malformed(offset: 4, rule: "ISO/IEC 15444-1 §A.5.1", "the SIZ segment is broken")
    }
    columns = long(8) - long(16)
    rows = long(12) - long(20)
    let tile = (long(24), long(28))
    guard tile.0 > 0, tile.1 > 0, columns > 0, rows > 0, columns <= 65_535, rows <= 65_535 else {
      throw .malformed(offset: 8, rule: "ISO/IEC 15444-1 §A.5.1", "the SIZ segment describes no image")
    }
    let tiles = ((long(8) + tile.0 - 1) / tile.0) * ((long(12) + tile.1 - 1) / tile.1)
    guard tiles <= 65_535 else {
      throw .malformed(offset: 24, rule: "ISO/IEC 15444-1 §A.4.2", "the image has \(tiles) tiles")
    }
    for index in 0..<count {
      let start = 42 + 3 * index
      guard stream[start + 1] == 1, stream[start + 2] == 1 else {
        throw .unsupported("subsampled components of JPEG 2000 are not decoded here")
      }
      components.append(Component(precision: Int(stream[start] & 0x7F) + 1, isSigned: stream[start] & 0x80 != 0))
    }
    var position = 4 + length
    // At most the main header is walked; each step consumes four bytes or more.
    while position + 4 <= stream.count, stream[position] == 0xFF, stream[position + 1] != 0x90 {
      let segment = word(position + 2)
      if stream[position + 1] == 0x52, segment >= 12, position + 2 + segment <= stream.count {
        isReversible = stream[position + 13] == 1
      }
      position += 2 + max(segment, 2)
    }
  }

  /// Holds the header against what the data set describes.
  func require(_ format: PixelFormat) throws(PixelCodingError) {
    guard rows == format.rows, columns == format.columns, components.count == format.samples else {
      throw .malformed(
        offset: 8, rule: "PS3.5 §8.2.4",
        """
        the codestream holds \(rows) × \(columns) pixels of \(components.count) components, and the data set describes \
        \(format.rows) × \(format.columns) of \(format.samples)
        """)
    }
    for component in components where component.precision > format.bitsAllocated {
      throw .malformed(
        offset: 42, rule: "PS3.5 §8.2.4",
        "the codestream has \(component.precision) bits a sample, and Bits Allocated is \(format.bitsAllocated)")
    }
  }
}
