import CTurboJPEG

/// JPEG baseline and extended of 8 bits, by libjpeg-turbo. Debian builds that library for 8 bits alone.
enum CosineJPEGCodec {
  private static let quality: Int32 = 90

  static func encode(_ frame: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    guard format.bitsAllocated == 8, !format.isSigned else {
      throw .unsupported("JPEG by cosines is made of unsigned samples of 8 bits only")
    }
    guard let handle = tjInitCompress() else { throw .unsupported("libjpeg-turbo can't be started") }
    defer { tjDestroy(handle) }
    let isGray = format.samples == 1
    let subsampling = Int32(isGray ? TJSAMP_GRAY.rawValue : TJSAMP_422.rawValue)
    var length = tjBufSize(Int32(format.columns), Int32(format.rows), subsampling)
    guard length != UInt.max else { throw .unsupported("libjpeg-turbo has no room for the image") }
    var stream = [UInt8](repeating: 0, count: Int(length))
    let status = stream.withUnsafeMutableBufferPointer { target in
      var start = target.baseAddress
      return tjCompress2(
        handle, frame, Int32(format.columns), 0, Int32(format.rows),
        Int32(isGray ? TJPF_GRAY.rawValue : TJPF_RGB.rawValue), &start, &length, subsampling, quality,
        TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT)
    }
    guard status == 0, length <= stream.count else { throw .notDecodable(message(handle)) }
    return Array(stream.prefix(Int(length)))
  }

  static func decode(_ stream: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    // Sequential processes by Huffman codes: baseline and extended (PS3.5 §8.2.1).
    try JPEGHeader(stream).require(format, processes: [0, 1], precision: 8...8)
    guard format.bitsAllocated == 8 else { throw .unsupported("8 bits in words of 16 are not decoded here") }
    guard let handle = tjInitDecompress() else { throw .unsupported("libjpeg-turbo can't be started") }
    defer { tjDestroy(handle) }
    var frame = [UInt8](repeating: 0, count: format.frameLength)
    let status = tjDecompress2(
      handle, stream, UInt(stream.count), &frame, Int32(format.columns), 0, Int32(format.rows),
      Int32(format.samples == 1 ? TJPF_GRAY.rawValue : TJPF_RGB.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING)
    guard status == 0 else { throw .notDecodable(message(handle)) }
    return frame
  }

  private static func message(_ handle: tjhandle) -> String {
    tjGetErrorStr2(handle).map { String(cString: $0) } ?? "libjpeg-turbo gives no reason"
  }
}
