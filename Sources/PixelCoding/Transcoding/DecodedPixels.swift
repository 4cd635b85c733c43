import DICOM
import NIOCore

/// Pixel data in one form whatever the transfer syntax was: frames of interleaved samples, colours that were compressed
/// as RGB.
public struct DecodedPixels: Hashable, Sendable {
  /// The shape; its photometric interpretation is that of the decoded samples.
  public var format: PixelFormat
  /// One run of bytes for each frame; one for all frames where samples are bits.
  public var frames: [[UInt8]]

  /// Bytes that are decoded of one object. A library may need four times as many while it decodes.
  public static let standardLimit = 64 << 20

  /// Decodes the pixel data of a data set.
  ///
  /// - Parameters:
  ///   - syntax: The transfer syntax that the data set came in.
  ///   - limit: Bytes that the decoded frames may have.
  public init(
    _ dataSet: DataSet, _ syntax: TransferSyntax, limit: Int = Self.standardLimit
  ) throws(PixelCodingError) {
    var format = try PixelFormat(dataSet)
    let (bits, overflow) = format.sampleCount.multipliedReportingOverflow(by: format.frames * format.bitsAllocated)
    guard !overflow, bits / 8 <= limit else {
      throw .tooLarge(bytes: overflow ? .max : bits / 8, limit: limit)
    }
    guard syntax.isEncapsulated else {
      frames = try Self.native(dataSet, format)
      format.isByPlane = false
      self.format = format
      return
    }
    guard let codec = PixelCodec(syntax) else {
      throw .unsupported("pixel data in \(syntax) are not decoded here")
    }
    var frames: [[UInt8]] = []
    for stream in try EncapsulatedFrames.read(dataSet, count: format.frames) {
      frames.append(try codec.decode(stream, format))
    }
    self.frames = frames
    format.isByPlane = false
    if format.samples == 3, codec.makesRGB { format.photometricInterpretation = "RGB" }
    self.format = format
  }

  private static func native(_ dataSet: DataSet, _ format: PixelFormat) throws(PixelCodingError) -> [[UInt8]] {
    guard case .bytes(let bytes)? = dataSet[.pixelData]?.value else {
      throw .malformed(offset: 0, rule: "PS3.5 §8.1.1", "the pixel data are not native, as the transfer syntax says")
    }
    let wanted = format.length
    guard bytes.readableBytes == wanted || bytes.readableBytes == wanted + wanted & 1 else {
      throw .malformed(
        offset: 0, rule: "PS3.5 §8.1.1",
        "the pixel data have \(bytes.readableBytes) bytes, and the attributes describe \(wanted)")
    }
    guard format.bitsAllocated > 1 else { return [Array(bytes.readableBytesView.prefix(wanted))] }
    let length = format.frameLength
    return (0..<format.frames).map { index in
      let frame = Array(
        bytes.getSlice(at: bytes.readerIndex + index * length, length: length)?.readableBytesView ?? .init())
      return format.isByPlane
        ? PlaneOrder.interleaved(frame, samples: format.samples, sampleBytes: format.sampleBytes) : frame
    }
  }

  /// How the samples stand to others.
  public func relation(to other: DecodedPixels) -> PixelRelation {
    guard format.rows == other.format.rows, format.columns == other.format.columns,
      format.samples == other.format.samples, frames.count == other.frames.count,
      format.isSigned == other.format.isSigned, format.bitsAllocated == other.format.bitsAllocated
    else { return .otherShape }
    guard format.photometricInterpretation == other.format.photometricInterpretation else { return .otherColours }
    if frames == other.frames { return .equal }
    var count = 0
    var maximum = 0
    for (one, two) in zip(frames, other.frames) where one != two {
      for (left, right) in zip(values(one), other.values(two)) where left != right {
        count += 1
        maximum = max(maximum, abs(left - right))
      }
    }
    return count == 0 ? .equal : .different(samples: count, maximum: maximum)
  }

  /// Samples as numbers, without what stands above Bits Stored; bytes where samples are of other sizes.
  private func values(_ frame: [UInt8]) -> [Int] {
    guard format.bitsAllocated == 8 || format.bitsAllocated == 16 else { return frame.map { Int($0) } }
    let words = format.words(frame)
    guard format.isSigned else { return words.map { Int($0) } }
    return format.bitsAllocated == 8
      ? words.map { Int(Int8(truncatingIfNeeded: $0)) } : words.map { Int(Int16(bitPattern: $0)) }
  }
}

/// How the samples of two images stand to each other.
public enum PixelRelation: Hashable, Sendable {
  /// Each sample is the same, as far as Bits Stored goes.
  case equal
  /// So many samples differ, by no more than the maximum.
  case different(samples: Int, maximum: Int)
  /// Rows, columns, frames, samples or bits are others.
  case otherShape
  /// The samples are of another photometric interpretation, so that they can't be set against each other.
  case otherColours
}

extension PixelCodec {
  /// Whether colours come out as RGB, whatever they are compressed as.
  var makesRGB: Bool {
    switch self {
    case .jpeg, .jpeg2000, .highThroughput: true
    case .runLength, .losslessJPEG, .jpegLS: false
    }
  }
}
