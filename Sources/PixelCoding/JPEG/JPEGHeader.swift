/// What the markers of a JPEG or JPEG-LS stream say before the first scan (ISO/IEC 10918-1 Annex B, 14495-1 Annex C).
struct JPEGHeader: Hashable, Sendable {
  /// Number of the SOF marker: 0 for baseline, 3 for lossless, 55 for JPEG-LS.
  var process = 0
  /// Bits per sample.
  var precision = 0
  /// Lines.
  var rows = 0
  /// Samples per line.
  var columns = 0
  /// Components in the order of the frame header.
  var components: [Component] = []
  /// NEAR of the first scan; nil in streams other than JPEG-LS.
  var nearLossless: Int?

  /// One component of the frame header.
  struct Component: Hashable, Sendable {
    var id: UInt8
    /// Horizontal and vertical sampling factor.
    var horizontal: UInt8
    var vertical: UInt8
  }

  /// Walks over the marker segments up to the first scan.
  init(_ stream: [UInt8]) throws(PixelCodingError) {
    var segments = JPEGSegments(stream)
    try segments.start()
    while let segment = try segments.next() {
      switch segment.marker {
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF, 0xF7:
        try readFrame(segment, of: stream)
      case 0xDA:
        guard !components.isEmpty else {
          throw .malformed(
            offset: segment.body.lowerBound, rule: "ISO/IEC 10918-1 §B.2.1", "a scan before any frame header")
        }
        // Ns, then two bytes for each component, then NEAR.
        let near = segment.body.lowerBound + 1 + 2 * Int(segment.body.isEmpty ? 0 : stream[segment.body.lowerBound])
        if process == 55, segment.body.contains(near) { nearLossless = Int(stream[near]) }
        return
      default: continue
      }
    }
    throw .malformed(offset: stream.count, rule: "ISO/IEC 10918-1 §B.2.1", "the JPEG stream ends before its first scan")
  }

  private mutating func readFrame(_ segment: JPEGSegments.Segment, of stream: [UInt8]) throws(PixelCodingError) {
    let body = Array(stream[segment.body])
    guard components.isEmpty, body.count >= 6, body[5] > 0, body.count >= 6 + 3 * Int(body[5]) else {
      throw .malformed(offset: segment.body.lowerBound, rule: "ISO/IEC 10918-1 §B.2.2", "the frame header is broken")
    }
    process = Int(segment.marker) - 0xC0
    precision = Int(body[0])
    rows = Int(body[1]) << 8 | Int(body[2])
    columns = Int(body[3]) << 8 | Int(body[4])
    components = (0..<Int(body[5])).map { index in
      let factors = body[7 + 3 * index]
      return Component(id: body[6 + 3 * index], horizontal: factors >> 4, vertical: factors & 15)
    }
  }

  /// Holds the header against what the data set describes.
  func require(_ format: PixelFormat, processes: Set<Int>, precision allowed: ClosedRange<Int>) throws(PixelCodingError)
  {
    guard processes.contains(process) else {
      throw .malformed(
        offset: 2, rule: "PS3.5 §8.2.1", "the stream is of another process than the transfer syntax says: SOF\(process)"
      )
    }
    guard rows == format.rows, columns == format.columns, components.count == format.samples else {
      throw .malformed(
        offset: 2, rule: "PS3.5 §8.2.1",
        """
        the stream holds \(rows) × \(columns) pixels of \(components.count) components, and the data set describes \
        \(format.rows) × \(format.columns) of \(format.samples)
        """)
    }
    guard allowed.contains(precision) else {
      throw .unsupported("a stream of \(precision) bits is not decoded here")
    }
    guard precision <= format.bitsAllocated else {
      throw .malformed(
        offset: 2, rule: "PS3.5 §8.2.1",
        "the stream has \(precision) bits a sample, and Bits Allocated is \(format.bitsAllocated)")
    }
  }
}

/// The marker segments of a JPEG stream, one after the other.
struct JPEGSegments {
  /// One segment; the body is without marker and length.
  struct Segment {
    var marker: UInt8
    var body: Range<Int>
  }

  private let stream: [UInt8]
  /// Where the next segment begins.
  private(set) var position = 0

  init(_ stream: [UInt8]) { self.stream = stream }

  /// The segments behind a scan's data, which may end with padding.
  init(_ stream: [UInt8], behind end: Int) {
    self.stream = stream
    position = end
    while position + 1 < stream.count, stream[position] != 0xFF || stream[position + 1] == 0 { position += 1 }
  }

  /// Reads SOI.
  mutating func start() throws(PixelCodingError) {
    guard stream.count >= 4, stream[0] == 0xFF, stream[1] == 0xD8 else {
      throw .malformed(offset: 0, rule: "ISO/IEC 10918-1 §B.1.1.3", "the stream does not begin as a JPEG stream does")
    }
    position = 2
  }

  /// The next segment; nil at the end of the image or stream.
  mutating func next() throws(PixelCodingError) -> Segment? {
    guard position + 1 < stream.count else { return nil }
    guard stream[position] == 0xFF else {
      throw .malformed(offset: position, rule: "ISO/IEC 10918-1 §B.1.1.2", "a marker is expected")
    }
    while position + 1 < stream.count, stream[position + 1] == 0xFF { position += 1 }
    guard position + 3 < stream.count, stream[position + 1] != 0xD9 else { return nil }
    let marker = stream[position + 1]
    let length = Int(stream[position + 2]) << 8 | Int(stream[position + 3])
    let end = position + 2 + length
    guard length >= 2, end <= stream.count else {
      throw .malformed(offset: position, rule: "ISO/IEC 10918-1 §B.1.1.4", "a marker segment goes beyond the stream")
    }
    defer { position = end }
    return Segment(marker: marker, body: position + 4..<end)
  }
}
