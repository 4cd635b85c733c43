import DICOM
import NIOCore

/// Text burned into pixels: strokes of the brightest value in the upper rows of the first frame, which a cleaner of pixel
/// data removes (PS3.15 §E.3.1, Clean Pixel Data Option).
enum BurnedInText {
  /// What became of it.
  enum Fate: String, CaseIterable {
    /// The strokes are gone.
    case removed
    /// The strokes are there, and the object says so by Burned In Annotation (0028,0301).
    case flagged
    /// The strokes are there.
    case kept
    /// The pixels came compressed or in another form.
    case notCompared = "not-compared"
  }

  private static let annotation = Tag(0x0028, 0x0301)

  /// The rows that hold it.
  private static func rows(of height: Int) -> Range<Int> { 1..<max(2, min(7, height / 2)) }

  /// Whether a pixel of the band is one of a stroke: letters of five by five.
  private static func isStroke(_ row: Int, _ column: Int) -> Bool {
    // The letters are those of a made-up name, one bit a pixel.
    let glyphs: [[UInt8]] = [
      [0b11111, 0b00010, 0b00100, 0b01000, 0b11111], [0b01110, 0b10001, 0b10101, 0b10010, 0b01101],
      [0b10001, 0b01010, 0b00100, 0b01010, 0b10001], [0b10001, 0b10010, 0b11100, 0b10010, 0b10001],
    ]
    let (letter, place) = (column / 6, column % 6)
    guard place < 5, row < 5 else { return false }
    return glyphs[letter % glyphs.count][row] >> UInt8(4 - place) & 1 == 1
  }

  /// Writes the text into native pixels of 16 bits; other objects stay as they are.
  static func write(into dataSet: inout DataSet) {
    guard var pixels = Pixels(dataSet) else { return }
    pixels.forEachStroke { pixels, index in pixels.words[index] = pixels.brightest }
    var bytes = ByteBuffer()
    for word in pixels.words { bytes.writeInteger(word, endianness: .little) }
    dataSet.set(.pixelData, bytes: bytes, vr: .OW)
    try? dataSet.set(annotation, strings: ["YES"], vr: .CS)
  }

  /// What became of it in an object that came; nil where it was never burned in.
  static func fate(planted: DataSet, received: DataSet) -> Fate? {
    guard planted.string(annotation) == "YES", Pixels(planted) != nil else { return nil }
    guard let after = Pixels(received), let before = Pixels(planted), after.columns == before.columns,
      after.words.count >= before.words.count
    else { return received[.pixelData] == nil ? .removed : .notCompared }
    var strokes = 0
    var left = 0
    var copy = before
    copy.forEachStroke { pixels, index in
      strokes += 1
      // A stroke is there as long as it stands out.
      if pixels.brightest / 4 * 3...pixels.brightest ~= after.words[index] { left += 1 }
    }
    // A cleaner may miss a pixel; one that leaves more leaves a readable name.
    guard left * 10 > strokes else { return .removed }
    return received.string(annotation) == "YES" ? .flagged : .kept
  }

  private struct Pixels {
    var words: [UInt16]
    let rows: Int
    let columns: Int
    let brightest: UInt16

    init?(_ dataSet: DataSet) {
      guard dataSet.integer(Tag(0x0028, 0x0100)) == 16, dataSet.integer(Tag(0x0028, 0x0002)) == 1,
        let stored = dataSet.integer(Tag(0x0028, 0x0101)), 2...16 ~= stored, let rows = dataSet.integer(.rows),
        let columns = dataSet.integer(.columns), 8...65_535 ~= rows, 8...65_535 ~= columns,
        case .bytes(var bytes)? = dataSet[.pixelData]?.value, bytes.readableBytes >= rows * columns * 2
      else { return nil }
      self.rows = rows
      self.columns = columns
      let isSigned = dataSet.integer(Tag(0x0028, 0x0103)) == 1
      brightest = UInt16(truncatingIfNeeded: (1 << (isSigned ? stored - 1 : stored)) - 1)
      words = []
      words.reserveCapacity(bytes.readableBytes / 2)
      while let word = bytes.readInteger(endianness: .little, as: UInt16.self) { words.append(word) }
    }

    mutating func forEachStroke(_ body: (inout Pixels, Int) -> Void) {
      for row in BurnedInText.rows(of: rows) {
        for column in 0..<columns where BurnedInText.isStroke(row - 1, column) { body(&self, row * columns + column) }
      }
    }
  }
}
