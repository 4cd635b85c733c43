/// Holds the attributes that describe pixels against each other and against the length of native pixel data
/// (PS3.3 §C.7.6.3, PS3.5 §8).
enum PixelDescriptionCheck {
  static func check(_ object: DataSet, into notes: inout FindingList) {
    guard let pixels = object[.pixelData], let allocated = object.integer(Tag(0x0028, 0x0100)) else { return }
    checkBits(object, allocated, into: &notes)
    guard case .bytes(let bytes) = pixels.value, let rows = object.integer(.rows), 1...65_535 ~= rows,
      let columns = object.integer(.columns), 1...65_535 ~= columns, let samples = object.integer(Tag(0x0028, 0x0002)),
      1...4 ~= samples, 1...64 ~= allocated
    else { return }
    let frames = object.integer(Tag(0x0028, 0x0008)) ?? 1
    guard frames > 0 else { return }
    var bits = allocated * samples
    // Two pixels share their chrominance (PS3.3 §C.7.6.3.1.2).
    if let photometric = object.string(Tag(0x0028, 0x0004)), photometric.hasSuffix("_422"), samples == 3 {
      bits = allocated * 2
    }
    let (perFrame, overflow) = (rows * columns * bits).multipliedReportingOverflow(by: frames)
    guard !overflow else { return }
    let expected = perFrame / 8 + (perFrame % 8 == 0 ? 0 : 1)
    let length = bytes.readableBytes
    guard length != expected, length != expected + expected % 2 else { return }
    notes.add(
      ObjectFinding(
        .pixelDescription, length < expected ? .error : .warning, at: AttributePlace(.pixelData, in: ""),
        module: "Image Pixel", section: "PS3.5 §8.1.1",
        "has \(length) bytes, and \(rows) x \(columns) pixels of \(bits) bits in \(frames) frames are \(expected)"))
  }

  private static func checkBits(_ object: DataSet, _ allocated: Int, into notes: inout FindingList) {
    guard let stored = object.integer(Tag(0x0028, 0x0101)) else { return }
    if stored > allocated || stored < 1 {
      notes.add(
        ObjectFinding(
          .pixelDescription, at: AttributePlace(Tag(0x0028, 0x0101), in: ""), module: "Image Pixel",
          section: "PS3.5 §8.1.1", "is \(stored), and Bits Allocated is \(allocated)"))
    }
    if 1...64 ~= stored, let high = object.integer(Tag(0x0028, 0x0102)), high != stored - 1 {
      notes.add(
        ObjectFinding(
          .pixelDescription, at: AttributePlace(Tag(0x0028, 0x0102), in: ""), module: "Image Pixel",
          section: "PS3.5 §8.1.1", "is \(high), and is one less than Bits Stored, which is \(stored)"))
    }
  }
}
