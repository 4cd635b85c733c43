import CCharLS

/// JPEG-LS by CharLS.
enum JPEGLSCodec {
  /// Largest error of a sample where loss is allowed (NEAR, ISO/IEC 14495-1 §A.1).
  private static let near: Int32 = 2

  static func encode(_ frame: [UInt8], _ format: PixelFormat, isLossy: Bool) throws(PixelCodingError) -> [UInt8] {
    guard let encoder = charls_jpegls_encoder_create() else { throw .unsupported("CharLS can't be started") }
    defer { charls_jpegls_encoder_destroy(encoder) }
    let precision = max(2, format.precision)
    var information = charls_frame_info(
      width: UInt32(format.columns), height: UInt32(format.rows), bits_per_sample: Int32(precision),
      component_count: Int32(format.samples))
    try check(charls_jpegls_encoder_set_frame_info(encoder, &information))
    if format.samples > 1 {
      try check(charls_jpegls_encoder_set_interleave_mode(encoder, CHARLS_INTERLEAVE_MODE_SAMPLE))
    }
    if isLossy { try check(charls_jpegls_encoder_set_near_lossless(encoder, near)) }
    var size = 0
    try check(charls_jpegls_encoder_get_estimated_destination_size(encoder, &size))
    // CharLS takes words of 16 bits for more than 8 bits of precision, bytes else.
    let source = precision > 8 ? format.frame(format.words(frame), precision: 16) : Self.bytes(frame, format)
    var stream = [UInt8](repeating: 0, count: size + 1024)
    let status = stream.withUnsafeMutableBytes { target in
      guard let start = target.baseAddress else { return CHARLS_JPEGLS_ERRC_INVALID_ARGUMENT }
      let status = charls_jpegls_encoder_set_destination_buffer(encoder, start, target.count)
      guard status == CHARLS_JPEGLS_ERRC_SUCCESS else { return status }
      return source.withUnsafeBytes { source in
        guard let start = source.baseAddress else { return CHARLS_JPEGLS_ERRC_INVALID_ARGUMENT }
        return charls_jpegls_encoder_encode_from_buffer(encoder, start, source.count, 0)
      }
    }
    try check(status)
    try check(charls_jpegls_encoder_get_bytes_written(encoder, &size))
    return Array(stream.prefix(size))
  }

  static func decode(_ stream: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    let header = try JPEGHeader(stream)
    try header.require(format, processes: [55], precision: 2...16)
    // CharLS 2.4 searches without end for the end of a stream that has none.
    let end = stream.lastIndex { $0 != 0 } ?? 0
    guard end > 1, stream[end - 1] == 0xFF, stream[end] == 0xD9 else {
      throw .malformed(offset: stream.count, rule: "ISO/IEC 10918-1 §B.1.1.3", "the stream ends without its EOI marker")
    }
    guard let decoder = charls_jpegls_decoder_create() else { throw .unsupported("CharLS can't be started") }
    defer { charls_jpegls_decoder_destroy(decoder) }
    let sampleBytes = header.precision > 8 ? 2 : 1
    var samples = [UInt8](repeating: 0, count: format.sampleCount * sampleBytes)
    var mode = CHARLS_INTERLEAVE_MODE_NONE
    let status = stream.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return CHARLS_JPEGLS_ERRC_INVALID_ARGUMENT }
      var status = charls_jpegls_decoder_set_source_buffer(decoder, start, source.count)
      if status == CHARLS_JPEGLS_ERRC_SUCCESS { status = charls_jpegls_decoder_read_header(decoder) }
      if status == CHARLS_JPEGLS_ERRC_SUCCESS { status = charls_jpegls_decoder_get_interleave_mode(decoder, &mode) }
      guard status == CHARLS_JPEGLS_ERRC_SUCCESS else { return status }
      return samples.withUnsafeMutableBytes { target in
        guard let start = target.baseAddress else { return CHARLS_JPEGLS_ERRC_INVALID_ARGUMENT }
        return charls_jpegls_decoder_decode_to_buffer(decoder, start, target.count, 0)
      }
    }
    try check(status)
    if mode == CHARLS_INTERLEAVE_MODE_NONE, format.samples > 1 {
      samples = PlaneOrder.interleaved(samples, samples: format.samples, sampleBytes: sampleBytes)
    }
    var words: [UInt16] = []
    words.reserveCapacity(format.sampleCount)
    for index in 0..<format.sampleCount {
      let low = UInt16(samples[index * sampleBytes])
      words.append(sampleBytes == 2 ? low | UInt16(samples[index * 2 + 1]) << 8 : low)
    }
    return format.frame(words, precision: header.precision)
  }

  private static func bytes(_ frame: [UInt8], _ format: PixelFormat) -> [UInt8] {
    format.words(frame).map { UInt8(truncatingIfNeeded: $0) }
  }

  private static func check(_ status: charls_jpegls_errc) throws(PixelCodingError) {
    guard status != CHARLS_JPEGLS_ERRC_SUCCESS else { return }
    throw .notDecodable(
      charls_get_error_message(status).map { String(cString: $0) } ?? "CharLS error \(status.rawValue)")
  }
}
