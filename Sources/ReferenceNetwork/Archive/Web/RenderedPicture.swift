import DICOM
import NIOCore
import PixelCoding

/// A frame as a picture for display: grey values through the modality's rescaling and the window, in eight bits (PS3.18
/// §8.3.5, PS3.3 §C.11.2).
struct RenderedPicture: Sendable {
  /// The picture as JPEG.
  let jpeg: ByteBuffer

  /// Renders a frame, from 1; nil where there is none or it can't be decoded.
  init?(_ object: HeldObject, frame number: Int) {
    guard let dataSet = object.dataSet, dataSet[.pixelData] != nil,
      let pixels = try? DecodedPixels(dataSet, object.instance.transferSyntax), number >= 1,
      number <= pixels.frames.count, pixels.format.bitsAllocated > 1
    else { return nil }
    var format = pixels.format
    let frame = pixels.frames[number - 1]
    let samples: [UInt8]
    if format.samples == 1 {
      samples = Self.grey(frame, format, dataSet)
      format.photometricInterpretation = "MONOCHROME2"
    } else {
      guard format.bitsAllocated == 8 else { return nil }
      samples = frame
    }
    format.bitsAllocated = 8
    format.bitsStored = 8
    format.isSigned = false
    format.isByPlane = false
    format.frames = 1
    guard let stream = try? PixelCodec.jpeg.encode(samples, format, isLossy: true) else { return nil }
    jpeg = ByteBuffer(bytes: stream)
  }

  /// Grey values from black to white: the window of the data set, or else from the least to the greatest value.
  private static func grey(_ frame: [UInt8], _ format: PixelFormat, _ dataSet: DataSet) -> [UInt8] {
    let slope = dataSet.number(Tag(0x0028, 0x1053)) ?? 1
    let intercept = dataSet.number(Tag(0x0028, 0x1052)) ?? 0
    let values = samples(frame, format).map { Double($0) * slope + intercept }
    var (lower, upper) = (values.min() ?? 0, values.max() ?? 0)
    if let center = dataSet.number(Tag(0x0028, 0x1050)), let width = dataSet.number(Tag(0x0028, 0x1051)), width >= 1 {
      (lower, upper) = (center - width / 2, center + width / 2)
    }
    let isInverse = format.photometricInterpretation == "MONOCHROME1"
    let span = max(upper - lower, 1)
    return values.map { value in
      let grey = UInt8(min(max((value - lower) / span * 255, 0), 255))
      return isInverse ? 255 - grey : grey
    }
  }

  private static func samples(_ frame: [UInt8], _ format: PixelFormat) -> [Int] {
    guard format.bitsAllocated == 16 else { return frame.map { Int($0) } }
    let words = stride(from: 0, to: frame.count - 1, by: 2).map { UInt16(frame[$0]) | UInt16(frame[$0 + 1]) << 8 }
    return words.map { format.isSigned ? Int(Int16(bitPattern: $0)) : Int($0) }
  }
}
