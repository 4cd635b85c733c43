import DICOM

/// Shape of an image's pixel data: the Image Pixel module (PS3.3 §C.7.6.3).
public struct PixelFormat: Hashable, Sendable {
  /// Rows (0028,0010).
  public var rows: Int
  /// Columns (0028,0011).
  public var columns: Int
  /// Number of Frames (0028,0008); 1 where absent.
  public var frames: Int
  /// Samples per Pixel (0028,0002), 1 or 3.
  public var samples: Int
  /// Bits Allocated (0028,0100): 1, 8, 16 or 32.
  public var bitsAllocated: Int
  /// Bits Stored (0028,0101).
  public var bitsStored: Int
  /// Pixel Representation (0028,0103).
  public var isSigned: Bool
  /// Whether native samples stand plane by plane: Planar Configuration (0028,0006) 1.
  public var isByPlane: Bool
  /// Photometric Interpretation (0028,0004).
  public var photometricInterpretation: String

  /// Reads the attributes of a data set.
  public init(_ dataSet: DataSet) throws(PixelCodingError) {
    func integer(_ tag: Tag, _ name: String, _ allowed: ClosedRange<Int>) throws(PixelCodingError) -> Int {
      guard let number = dataSet.integer(tag) else { throw .description("\(name) is missing") }
      guard allowed.contains(number) else { throw .description("\(name) is \(number)") }
      return number
    }
    rows = try integer(.rows, "Rows", 1...65_535)
    columns = try integer(.columns, "Columns", 1...65_535)
    frames =
      dataSet[.numberOfFrames] == nil ? 1 : try integer(.numberOfFrames, "Number of Frames", 1...1_000_000)
    samples = try integer(.samplesPerPixel, "Samples per Pixel", 1...4)
    bitsAllocated = try integer(.bitsAllocated, "Bits Allocated", 1...64)
    guard [1, 8, 16, 32, 64].contains(bitsAllocated) else {
      throw .description("Bits Allocated is \(bitsAllocated)")
    }
    bitsStored = try integer(.bitsStored, "Bits Stored", 1...bitsAllocated)
    isSigned = try integer(.pixelRepresentation, "Pixel Representation", 0...1) == 1
    isByPlane = samples > 1 && dataSet.integer(.planarConfiguration) == 1
    photometricInterpretation = dataSet.string(.photometricInterpretation) ?? ""
  }

  /// Bytes of one sample; 0 where samples are bits.
  public var sampleBytes: Int { bitsAllocated / 8 }

  /// Samples of one frame.
  public var sampleCount: Int { rows * columns * samples }

  /// Bytes of one frame in native form, where it has a whole number of them.
  public var frameLength: Int { sampleCount * sampleBytes }

  /// Bytes of all frames in native form, without padding (PS3.5 §8.1.1; bits run on over the frames' ends).
  public var length: Int {
    bitsAllocated == 1 ? (sampleCount * frames + 7) / 8 : frameLength * frames
  }

  /// Bits of a sample as a compressed stream holds it: signed samples are kept as whole words.
  var precision: Int { isSigned ? bitsAllocated : bitsStored }

  /// The samples of a frame as numbers of `precision` bits; what stands above Bits Stored is left out.
  func words(_ frame: [UInt8]) -> [UInt16] {
    let mask = precision >= 16 ? UInt16.max : UInt16(1) << UInt16(precision) - 1
    if sampleBytes == 1 { return frame.map { UInt16($0) & mask } }
    return frame.withUnsafeBytes { bytes in
      (0..<bytes.count / 2).map {
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) & mask
      }
    }
  }

  /// A frame of numbers with so many bits.
  func frame(_ words: [UInt16], precision: Int) -> [UInt8] {
    let shift = UInt16(clamping: 16 - precision)
    let extends = isSigned && precision < bitsAllocated
    var frame: [UInt8] = []
    frame.reserveCapacity(words.count * sampleBytes)
    for word in words {
      let value = extends ? UInt16(bitPattern: Int16(bitPattern: word << shift) >> Int16(shift)) : word
      frame.append(UInt8(truncatingIfNeeded: value))
      if sampleBytes == 2 { frame.append(UInt8(truncatingIfNeeded: value >> 8)) }
    }
    return frame
  }
}

extension Tag {
  static let numberOfFrames = Tag(0x0028, 0x0008)
  static let samplesPerPixel = Tag(0x0028, 0x0002)
  static let photometricInterpretation = Tag(0x0028, 0x0004)
  static let planarConfiguration = Tag(0x0028, 0x0006)
  static let bitsAllocated = Tag(0x0028, 0x0100)
  static let bitsStored = Tag(0x0028, 0x0101)
  static let pixelRepresentation = Tag(0x0028, 0x0103)
  static let extendedOffsetTable = Tag(0x7FE0, 0x0001)
  static let extendedOffsetTableLengths = Tag(0x7FE0, 0x0002)
}
