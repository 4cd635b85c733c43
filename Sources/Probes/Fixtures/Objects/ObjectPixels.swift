import NIOCore

/// Pixels of an object: their form, and samples that differ from instance to instance and from frame to frame.
struct ObjectPixels: Hashable, Sendable {
  /// Samples per pixel: 1, or 3 for colours.
  var samples = 1
  /// Bits Allocated: 1, 8 or 16.
  var bitsAllocated = 16
  /// Bits Stored.
  var bitsStored = 12
  /// Number of frames; nil for objects whose IOD has no Number of Frames.
  var frames: Int?
  /// Rows and columns; nil for those of the fixture.
  var side: Int?

  /// Grey of 12 bits in one frame.
  static let grey = ObjectPixels()
  /// Colours of 8 bits.
  static let colour = ObjectPixels(samples: 3, bitsAllocated: 8, bitsStored: 8)

  /// The same with frames.
  func frames(_ count: Int) -> ObjectPixels {
    var other = self
    other.frames = count
    return other
  }

  /// Sets the attributes of the Image Pixel module, and the samples.
  func put(into builder: inout DataSetBuilder, side: Int, phase: Int) {
    builder.put("SamplesPerPixel", number: UInt16(samples))
    builder.put("PhotometricInterpretation", samples == 1 ? "MONOCHROME2" : "RGB")
    if samples > 1 { builder.put("PlanarConfiguration", number: 0) }
    builder.put("Rows", number: UInt16(side))
    builder.put("Columns", number: UInt16(side))
    builder.put("BitsAllocated", number: UInt16(bitsAllocated))
    builder.put("BitsStored", number: UInt16(bitsStored))
    builder.put("HighBit", number: UInt16(bitsStored - 1))
    builder.put("PixelRepresentation", number: 0)
    if let frames { builder.put("NumberOfFrames", String(frames)) }
    builder.put("PixelData", vr: bitsAllocated > 8 ? .OW : .OB, bytes: bytes(side: side, phase: phase))
  }

  private func bytes(side: Int, phase: Int) -> ByteBuffer {
    let count = side * side * samples * (frames ?? 1)
    var pixels = ByteBufferAllocator().buffer(capacity: count * bitsAllocated / 8 + 1)
    let mask = 1 << bitsStored - 1
    var held = 0
    var heldBits = 0
    for frame in 0..<(frames ?? 1) {
      for row in 0..<side {
        for column in 0..<side {
          for sample in 0..<samples {
            let value = (row &* column &+ (phase &+ 7 &* frame &+ 29 &* sample) &* (row &+ column)) & mask
            if bitsAllocated == 16 {
              pixels.writeInteger(UInt16(truncatingIfNeeded: value), endianness: .little)
            } else if bitsAllocated == 8 {
              pixels.writeInteger(UInt8(truncatingIfNeeded: value))
            } else {
              // Bits run on over rows and frames, the first in the lowest place (PS3.5 §8.1.1).
              held |= value << heldBits
              heldBits += 1
              if heldBits == 8 {
                pixels.writeInteger(UInt8(held))
                (held, heldBits) = (0, 0)
              }
            }
          }
        }
      }
    }
    if heldBits > 0 { pixels.writeInteger(UInt8(held)) }
    if pixels.readableBytes & 1 == 1 { pixels.writeInteger(UInt8(0)) }
    return pixels
  }
}
