import COpenJPEG

/// JPEG 2000 by OpenJPEG, which since 2.5 also decodes High-Throughput codestreams.
enum JPEG2000Codec {
  /// How many times smaller a lossy codestream is made, about.
  private static let ratio: Float = 10

  static func encode(_ frame: [UInt8], _ format: PixelFormat, isLossy: Bool) throws(PixelCodingError) -> [UInt8] {
    var parameters = opj_cparameters_t()
    opj_set_default_encoder_parameters(&parameters)
    parameters.tcp_numlayers = 1
    parameters.cp_disto_alloc = 1
    parameters.tcp_rates.0 = isLossy ? ratio : 0
    parameters.irreversible = isLossy ? 1 : 0
    parameters.tcp_mct = format.samples == 3 ? 1 : 0
    // The smallest resolution must keep a pixel.
    let side = min(format.rows, format.columns)
    parameters.numresolution = Int32(max(1, min(6, Int.bitWidth - side.leadingZeroBitCount)))
    guard let image = image(of: frame, format) else { throw .unsupported("OpenJPEG has no room for the image") }
    defer { opj_image_destroy(image) }
    guard let codec = opj_create_compress(OPJ_CODEC_J2K) else { throw .unsupported("OpenJPEG can't be started") }
    defer { opj_destroy_codec(codec) }
    let memory = CodestreamMemory([], limit: 2 * format.frameLength + 65_536)
    let reason = CodestreamReason()
    reason.attach(to: codec)
    guard opj_setup_encoder(codec, &parameters, image) == 1, let stream = memory.stream(isInput: false) else {
      throw .unsupported("OpenJPEG does not take the image: \(reason.text)")
    }
    defer { opj_stream_destroy(stream) }
    guard opj_start_compress(codec, image, stream) == 1, opj_encode(codec, stream) == 1,
      opj_end_compress(codec, stream) == 1
    else { throw .notDecodable(reason.text) }
    return withExtendedLifetime((memory, reason)) { memory.bytes }
  }

  private static func image(of frame: [UInt8], _ format: PixelFormat) -> UnsafeMutablePointer<opj_image_t>? {
    var parameter = opj_image_cmptparm_t()
    parameter.dx = 1
    parameter.dy = 1
    parameter.w = UInt32(format.columns)
    parameter.h = UInt32(format.rows)
    parameter.prec = UInt32(format.precision)
    parameter.bpp = UInt32(format.precision)
    parameter.sgnd = format.isSigned ? 1 : 0
    var parameters = [opj_image_cmptparm_t](repeating: parameter, count: format.samples)
    guard
      let image = opj_image_create(
        UInt32(format.samples), &parameters, format.samples == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY)
    else { return nil }
    image.pointee.x1 = UInt32(format.columns)
    image.pointee.y1 = UInt32(format.rows)
    let words = format.words(frame)
    for sample in 0..<format.samples {
      guard let data = image.pointee.comps[sample].data else {
        opj_image_destroy(image)
        return nil
      }
      for pixel in 0..<format.rows * format.columns {
        let word = words[pixel * format.samples + sample]
        data[pixel] =
          !format.isSigned
          ? Int32(word)
          : format.bitsAllocated == 8 ? Int32(Int8(truncatingIfNeeded: word)) : Int32(Int16(bitPattern: word))
      }
    }
    return image
  }

  /// Decodes within this process, which some damaged streams end: only `FrameDecoderService` calls it.
  static func decode(_ bytes: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    try JPEG2000Header(bytes).require(format)
    var parameters = opj_dparameters_t()
    opj_set_default_decoder_parameters(&parameters)
    guard let codec = opj_create_decompress(OPJ_CODEC_J2K) else { throw .unsupported("OpenJPEG can't be started") }
    defer { opj_destroy_codec(codec) }
    let reason = CodestreamReason()
    reason.attach(to: codec)
    let memory = CodestreamMemory(bytes, limit: bytes.count)
    guard opj_setup_decoder(codec, &parameters) == 1, let stream = memory.stream(isInput: true) else {
      throw .unsupported("OpenJPEG can't be started")
    }
    defer { opj_stream_destroy(stream) }
    var image: UnsafeMutablePointer<opj_image_t>?
    defer { opj_image_destroy(image) }
    guard opj_read_header(stream, codec, &image) == 1, let image, opj_decode(codec, stream, image) == 1 else {
      // What there was no room for is not known to be wrong.
      throw reason.text.contains("memory") ? .noDecoder(reason.text) : .notDecodable(reason.text)
    }
    return try withExtendedLifetime((memory, reason)) { () throws(PixelCodingError) in
      try frame(of: image.pointee, format)
    }
  }

  private static func frame(of image: opj_image_t, _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    guard Int(image.numcomps) == format.samples, let components = image.comps else {
      throw .notDecodable("the image has \(image.numcomps) components")
    }
    var frame = [UInt8](repeating: 0, count: format.frameLength)
    for sample in 0..<format.samples {
      let component = components[sample]
      guard Int(component.w) == format.columns, Int(component.h) == format.rows, let data = component.data else {
        throw .notDecodable("a component has \(component.w) × \(component.h) samples")
      }
      for pixel in 0..<format.rows * format.columns {
        let start = (pixel * format.samples + sample) * format.sampleBytes
        frame[start] = UInt8(truncatingIfNeeded: data[pixel])
        if format.sampleBytes == 2 { frame[start + 1] = UInt8(truncatingIfNeeded: data[pixel] >> 8) }
      }
    }
    return frame
  }
}

/// What OpenJPEG says went wrong. Used from one thread, for one call after the other.
private final class CodestreamReason {
  private(set) var text = "OpenJPEG gives no reason"

  func attach(to codec: UnsafeMutablePointer<opj_codec_t?>) {
    opj_set_error_handler(
      codec,
      { message, context in
        guard let message, let context else { return }
        let text = String(cString: message).split(whereSeparator: \.isNewline).first.map(String.init)
        Unmanaged<CodestreamReason>.fromOpaque(context).takeUnretainedValue().text = String((text ?? "").prefix(200))
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
