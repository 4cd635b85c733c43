import DICOM

/// How one frame becomes a compressed stream and the other way round (PS3.5 §8.2).
public enum PixelCodec: Hashable, Sendable, CaseIterable {
  /// RLE Lossless (PS3.5 Annex G).
  case runLength
  /// JPEG with quantised cosines, 8 bits (ISO/IEC 10918-1, process 1).
  case jpeg
  /// JPEG by prediction (ISO/IEC 10918-1, process 14).
  case losslessJPEG
  /// JPEG-LS (ISO/IEC 14495-1), with or without loss.
  case jpegLS
  /// JPEG 2000 (ISO/IEC 15444-1), with or without loss.
  case jpeg2000
  /// High-Throughput JPEG 2000 (ISO/IEC 15444-15). Few
  /// frames can be encoded: see `CommittedCodestreams`.
  case highThroughput

  /// The codec of an encapsulated transfer syntax; nil for native forms, video and others that are not known here.
  public init?(_ syntax: TransferSyntax) {
    switch syntax.uid.value {
    case "1.2.840.10008.1.2.5": self = .runLength
    case "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51": self = .jpeg
    case "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70": self = .losslessJPEG
    case "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81": self = .jpegLS
    case "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91": self = .jpeg2000
    case "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203": self = .highThroughput
    default: return nil
    }
  }

  /// The compressed stream of a frame.
  ///
  /// - Parameters:
  ///   - frame: Samples in native form, interleaved by pixel, little endian.
  ///   - isLossy: Whether the stream may lose information, to save bytes.
  public func encode(
    _ frame: [UInt8], _ format: PixelFormat, isLossy: Bool = false
  ) throws(PixelCodingError) -> [UInt8] {
    guard frame.count == format.frameLength, !frame.isEmpty else {
      throw .description("a frame of \(frame.count) bytes, where \(format.frameLength) are described")
    }
    try requireSupport(format)
    switch self {
    case .runLength: return try RunLengthCodec.encode(frame, format)
    case .jpeg:
      guard isLossy else { throw .unsupported("JPEG by cosines always loses information") }
      return try CosineJPEGCodec.encode(frame, format)
    case .losslessJPEG: return LosslessJPEGEncoder.encode(frame, format)
    case .jpegLS: return try JPEGLSCodec.encode(frame, format, isLossy: isLossy)
    case .jpeg2000: return try JPEG2000Codec.encode(frame, format, isLossy: isLossy)
    case .highThroughput: return try CommittedCodestreams.stream(of: frame, isLossy: isLossy)
    }
  }

  /// The samples of a compressed stream, interleaved by pixel, colours as RGB. The result has exactly the length that the
  /// format describes; the stream's own header is held against the format before anything is decoded. JPEG 2000 is decoded
  /// in a process of its own: see `FrameDecoders`.
  public func decode(_ stream: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    try requireSupport(format)
    let frame =
      switch self {
      case .runLength: try RunLengthCodec.decode(stream, format)
      case .jpeg: try CosineJPEGCodec.decode(stream, format)
      case .losslessJPEG: try LosslessJPEGDecoder.decode(stream, format)
      case .jpegLS: try JPEGLSCodec.decode(stream, format)
      case .jpeg2000, .highThroughput: try FrameDecoders.shared.decode(stream, format)
      }
    guard frame.count == format.frameLength else {
      throw .notDecodable("\(frame.count) bytes came of a frame that has \(format.frameLength)")
    }
    return frame
  }

  /// Whether a stream can't give back what it was made of; nil where the stream does not tell.
  public func isLossy(_ stream: [UInt8]) -> Bool? {
    switch self {
    case .runLength, .losslessJPEG: false
    case .jpeg: true
    case .jpegLS: (try? JPEGHeader(stream))?.nearLossless.map { $0 > 0 }
    case .jpeg2000, .highThroughput: (try? JPEG2000Header(stream))?.isReversible.map { !$0 }
    }
  }

  private func requireSupport(_ format: PixelFormat) throws(PixelCodingError) {
    guard format.bitsAllocated == 8 || format.bitsAllocated == 16 else {
      throw .unsupported("\(format.bitsAllocated) bits allocated are neither compressed nor decompressed here")
    }
    guard format.samples == 1 || format.samples == 3 else {
      throw .unsupported("\(format.samples) samples per pixel are neither compressed nor decompressed here")
    }
  }
}
