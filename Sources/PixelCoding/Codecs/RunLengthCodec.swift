/// RLE Lossless (PS3.5 Annex G): each byte of the samples is a plane, each plane a segment of runs.
enum RunLengthCodec {
  private static let headerLength = 64

  /// Compresses. Runs end with the rows (§G.3.1).
  static func encode(_ frame: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    let planes = format.samples * format.sampleBytes
    guard planes <= 15 else { throw .unsupported("\(planes) segments are more than the 15 that RLE has (PS3.5 §G.5)") }
    var header = [UInt32](repeating: 0, count: 16)
    header[0] = UInt32(planes)
    var body: [UInt8] = []
    for sample in 0..<format.samples {
      // The most significant byte comes first (§G.2).
      for byte in (0..<format.sampleBytes).reversed() {
        let plane = (sample + 1) * format.sampleBytes - 1 - byte
        header[1 + plane] = UInt32(headerLength + body.count)
        let pixels = format.rows * format.columns
        let stride = format.samples * format.sampleBytes
        let first = sample * format.sampleBytes + byte
        for row in 0..<format.rows {
          let start = row * format.columns
          pack((start..<min(start + format.columns, pixels)).map { frame[first + $0 * stride] }, into: &body)
        }
        if body.count & 1 == 1 { body.append(0) }
      }
    }
    var output: [UInt8] = []
    output.reserveCapacity(headerLength + body.count)
    for number in header {
      for shift: UInt32 in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    return output + body
  }

  private static func pack(_ row: [UInt8], into output: inout [UInt8]) {
    var position = 0
    while position < row.count {
      var run = 1
      while run < 128, position + run < row.count, row[position + run] == row[position] { run += 1 }
      if run > 1 {
        output.append(UInt8(truncatingIfNeeded: 257 - run))
        output.append(row[position])
        position += run
        continue
      }
      let start = position
      while position < row.count, position - start < 128 {
        if position + 1 < row.count, row[position + 1] == row[position] { break }
        position += 1
      }
      output.append(UInt8(position - start - 1))
      output.append(contentsOf: row[start..<position])
    }
  }

  /// Decompresses.
  static func decode(_ stream: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    guard stream.count >= headerLength else {
      throw .malformed(offset: stream.count, rule: "PS3.5 §G.5", "the RLE header of 64 bytes is cut off")
    }
    let header: [UInt32] = (0..<16).map { (index: Int) -> UInt32 in
      stream.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)) }
    }
    let planes = format.samples * format.sampleBytes
    guard header[0] == UInt32(planes) else {
      throw .malformed(
        offset: 0, rule: "PS3.5 §G.2", "the RLE header tells of \(header[0]) segments, and the image has \(planes)")
    }
    var frame = [UInt8](repeating: 0, count: format.frameLength)
    let pixels = format.rows * format.columns
    for plane in 0..<planes {
      let start = Int(header[1 + plane])
      let end = plane + 1 < planes ? Int(header[2 + plane]) : stream.count
      guard start >= headerLength, start <= end, end <= stream.count else {
        throw .malformed(
          offset: 4 * (1 + plane), rule: "PS3.5 §G.5", "segment \(plane + 1) of the RLE stream lies outside of it")
      }
      let sample = plane / format.sampleBytes
      let byte = format.sampleBytes - 1 - plane % format.sampleBytes
      let stride = format.samples * format.sampleBytes
      var target = sample * format.sampleBytes + byte
      var left = pixels
      var position = start
      while left > 0 {
        guard position < end else {
          throw .malformed(offset: end, rule: "PS3.5 §G.3.2", "segment \(plane + 1) ends \(left) bytes early")
        }
        let control = Int(stream[position])
        position += 1
        if control == 128 { continue }
        let isRun = control > 128
        let count = min(isRun ? 257 - control : control + 1, left)
        guard position + (isRun ? 1 : count) <= end else {
          throw .malformed(offset: position, rule: "PS3.5 §G.3.2", "a run goes beyond segment \(plane + 1)")
        }
        for index in 0..<count {
          frame[target] = stream[isRun ? position : position + index]
          target += stride
        }
        position += isRun ? 1 : count
        left -= count
      }
    }
    return frame
  }
}
