import DICOM
import NIOCore

extension DataSet {
  /// The data set with its pixel data as another transfer syntax has them, and the attributes that change with it. A data
  /// set without pixel data stays as it is.
  ///
  /// - Parameters:
  ///   - source: The transfer syntax that the pixel data are in.
  ///   - target: The transfer syntax that they shall be in.
  ///   - table: The offset table of encapsulated frames.
  public func transcoded(
    from source: TransferSyntax, to target: TransferSyntax, table: EncapsulatedFrames.OffsetTable = .basic
  ) throws(PixelCodingError) -> DataSet {
    guard self[.pixelData] != nil, source != target, source.isEncapsulated || target.isEncapsulated else { return self }
    let pixels = try DecodedPixels(self, source)
    var result = self
    result[.extendedOffsetTable] = nil
    result[.extendedOffsetTableLengths] = nil
    if pixels.format.samples > 1 { result.write(.planarConfiguration, integer: 0) }
    guard target.isEncapsulated else {
      result.write(.photometricInterpretation, text: pixels.format.photometricInterpretation)
      var bytes = ByteBuffer()
      for frame in pixels.frames { bytes.writeBytes(frame) }
      result[.pixelData] = DataElement(
        tag: .pixelData, vr: pixels.format.bitsAllocated > 8 ? .OW : .OB, value: .bytes(bytes))
      return result
    }
    guard let codec = PixelCodec(target) else { throw .unsupported("pixel data are not brought into \(target) here") }
    let isLossy = target.isLossy
    var streams: [[UInt8]] = []
    for frame in pixels.frames { streams.append(try codec.encode(frame, pixels.format, isLossy: isLossy)) }
    EncapsulatedFrames.set(streams, table: table, in: &result)
    result.write(
      .photometricInterpretation,
      text: codec.photometricInterpretation(of: pixels.format.photometricInterpretation, isLossy: isLossy))
    if codec == .runLength, pixels.format.samples > 1 { result.write(.planarConfiguration, integer: 1) }
    if isLossy {
      let compressed = streams.reduce(0) { $0 + $1.count }
      result.markLossy(codec, ratio: Double(pixels.format.length) / Double(max(compressed, 1)))
    }
    return result
  }

  /// Sets the marks of irreversible compression (PS3.3 §C.7.6.1.1.5).
  private mutating func markLossy(_ codec: PixelCodec, ratio: Double) {
    write(.lossyImageCompression, text: "01")
    write(.lossyImageCompressionRatio, text: "\((ratio * 100).rounded() / 100)")
    if let method = codec.lossyMethod { write(.lossyImageCompressionMethod, text: method) }
    if var type = strings(.imageType), !type.isEmpty {
      type[0] = "DERIVED"
      write(.imageType, text: type.joined(separator: "\\"))
    }
    write(.derivationDescription, text: "Irreversibly compressed")
  }

  /// Text of ASCII letters, which every character set has.
  private mutating func write(_ tag: Tag, text: String) {
    guard let vr = DataDictionary.entry(tag)?.vrs.first else { return }
    var bytes = Array(text.utf8)
    if bytes.count & 1 == 1 { bytes.append(0x20) }
    set(tag, bytes: ByteBuffer(bytes: bytes), vr: vr)
  }

  private mutating func write(_ tag: Tag, integer: UInt16) {
    set(tag, bytes: ByteBuffer(integer: integer, endianness: .little), vr: .US)
  }
}

extension TransferSyntax {
  /// Whether the syntax lets pixel data lose information, so that ours do when they are brought into it.
  public var isLossy: Bool {
    switch uid.value {
    case "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91",
      "1.2.840.10008.1.2.4.203":
      true
    default: false
    }
  }
}

extension PixelCodec {
  /// Photometric Interpretation of colours compressed by this codec (PS3.5 §8.2).
  func photometricInterpretation(of native: String, isLossy: Bool) -> String {
    guard native == "RGB" else { return native }
    switch self {
    case .jpeg: return "YBR_FULL_422"
    case .jpeg2000, .highThroughput: return isLossy ? "YBR_ICT" : "YBR_RCT"
    case .runLength, .losslessJPEG, .jpegLS: return native
    }
  }

  /// Defined term of Lossy Image Compression Method (0028,2114) (PS3.3 §C.7.6.1.1.5.1).
  var lossyMethod: String? {
    switch self {
    case .jpeg: "ISO_10918_1"
    case .jpegLS: "ISO_14495_1"
    case .jpeg2000: "ISO_15444_1"
    case .highThroughput: "ISO_15444_15"
    case .runLength, .losslessJPEG: nil
    }
  }
}

extension Tag {
  /// Lossy Image Compression.
  public static let lossyImageCompression = Tag(0x0028, 0x2110)
  /// Lossy Image Compression Ratio.
  public static let lossyImageCompressionRatio = Tag(0x0028, 0x2112)
  /// Lossy Image Compression Method.
  public static let lossyImageCompressionMethod = Tag(0x0028, 0x2114)
  static let imageType = Tag(0x0008, 0x0008)
  static let derivationDescription = Tag(0x0008, 0x2111)
}
