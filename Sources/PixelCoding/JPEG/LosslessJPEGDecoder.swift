/// Decodes JPEG process 14, any selection value (ISO/IEC 10918-1 Annex H): one interleaved scan, or one scan for each
/// component.
struct LosslessJPEGDecoder {
  private let stream: [UInt8]
  private let header: JPEGHeader
  private var tables: [UInt8: HuffmanTable] = [:]
  private var restartInterval = 0
  private var words: [UInt16]

  static func decode(_ stream: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    let header = try JPEGHeader(stream)
    try header.require(format, processes: [3], precision: 2...16)
    guard header.components.allSatisfy({ $0.horizontal == 1 && $0.vertical == 1 }) else {
      throw .unsupported("subsampled components of lossless JPEG are not decoded here")
    }
    var decoder = LosslessJPEGDecoder(stream, header, count: format.sampleCount)
    try decoder.run()
    return format.frame(decoder.words, precision: header.precision)
  }

  private init(_ stream: [UInt8], _ header: JPEGHeader, count: Int) {
    self.stream = stream
    self.header = header
    words = [UInt16](repeating: 0, count: count)
  }

  private mutating func run() throws(PixelCodingError) {
    var segments = JPEGSegments(stream)
    try segments.start()
    var missing = Set(header.components.map(\.id))
    while !missing.isEmpty {
      guard let segment = try segments.next() else {
        throw .malformed(offset: stream.count, rule: "ISO/IEC 10918-1 §B.2.1", "the scan of a component is missing")
      }
      switch segment.marker {
      case 0xC4: try readTables(segment.body)
      case 0xDD:
        guard segment.body.count >= 2 else { continue }
        restartInterval = Int(stream[segment.body.lowerBound]) << 8 | Int(stream[segment.body.lowerBound + 1])
      case 0xDA:
        let scan = try Scan(Array(stream[segment.body]), header, tables, at: segment.body.lowerBound)
        guard scan.components.count == missing.count || scan.components.count == 1,
          missing.isSuperset(of: scan.components.map { header.components[$0].id })
        else {
          throw .unsupported("this order of scans of lossless JPEG is not decoded here")
        }
        let end = try decode(scan, at: segment.body.upperBound)
        for index in scan.components { missing.remove(header.components[index].id) }
        if !missing.isEmpty { segments = JPEGSegments(stream, behind: end) }
      default: continue
      }
    }
  }

  private mutating func readTables(_ body: Range<Int>) throws(PixelCodingError) {
    var position = body.lowerBound
    while position + 17 <= body.upperBound {
      let id = stream[position]
      let counts = stream[position + 1..<position + 17].map { Int($0) }
      let end = position + 17 + counts.reduce(0, +)
      guard end <= body.upperBound,
        let table = HuffmanTable(counts: counts, symbols: Array(stream[position + 17..<end]))
      else {
        throw .malformed(offset: position, rule: "ISO/IEC 10918-1 §B.2.4.2", "a Huffman table is broken")
      }
      tables[id] = table
      position = end
    }
  }

  /// One scan's header.
  private struct Scan {
    /// Indices of the frame's components.
    var components: [Int] = []
    var tables: [HuffmanTable] = []
    var selection: Int
    var pointTransform: Int

    init(
      _ body: [UInt8], _ header: JPEGHeader, _ known: [UInt8: HuffmanTable], at offset: Int
    ) throws(PixelCodingError) {
      let rule = "ISO/IEC 10918-1 §B.2.3"
      guard let count = body.first.map({ Int($0) }), count > 0, body.count >= 4 + 2 * count else {
        throw .malformed(offset: offset, rule: rule, "the scan header is broken")
      }
      for index in 0..<count {
        guard let component = header.components.firstIndex(where: { $0.id == body[1 + 2 * index] }),
          !components.contains(component), let table = known[body[2 + 2 * index] >> 4]
        else { throw .malformed(offset: offset, rule: rule, "the scan names an unknown component or table") }
        components.append(component)
        tables.append(table)
      }
      selection = Int(body[1 + 2 * count])
      pointTransform = Int(body[3 + 2 * count] & 15)
      guard (1...7).contains(selection), pointTransform < header.precision else {
        throw .malformed(offset: offset, rule: "ISO/IEC 10918-1 §H.1.1", "predictor \(selection) does not exist")
      }
    }
  }

  /// Decodes a scan, and answers where it ends.
  private mutating func decode(_ scan: Scan, at start: Int) throws(PixelCodingError) -> Int {
    var reader = JPEGBitReader(stream, at: start)
    let samples = header.components.count
    let line = header.columns * samples
    let middle = UInt16(1) << UInt16(header.precision - scan.pointTransform - 1)
    // The first line after a restart is predicted as the first of the image (§H.1.1).
    var lineOfRestart = 0
    var isFresh = true
    let pixels = header.rows * header.columns
    for pixel in 0..<pixels {
      if restartInterval > 0, pixel > 0, pixel % restartInterval == 0 {
        try reader.restart()
        isFresh = true
        lineOfRestart = pixel / header.columns
      }
      let row = pixel / header.columns
      let column = pixel % header.columns
      for (component, table) in zip(scan.components, scan.tables) {
        let index = pixel * samples + component
        let difference = try difference(table, &reader)
        let prediction: UInt16
        if isFresh {
          prediction = middle
        } else if row == lineOfRestart {
          prediction = words[index - samples]
        } else if column == 0 {
          prediction = words[index - line]
        } else {
          prediction = Self.predict(
            scan.selection, left: words[index - samples], above: words[index - line],
            corner: words[index - line - samples])
        }
        words[index] = prediction &+ difference
      }
      isFresh = false
    }
    if scan.pointTransform > 0 {
      for pixel in 0..<pixels {
        for component in scan.components { words[pixel * samples + component] <<= UInt16(scan.pointTransform) }
      }
    }
    return reader.position
  }

  private func difference(_ table: HuffmanTable, _ reader: inout JPEGBitReader) throws(PixelCodingError) -> UInt16 {
    let category = Int(try reader.symbol(table))
    if category == 0 { return 0 }
    guard category <= 16 else {
      throw .malformed(offset: reader.position, rule: "ISO/IEC 10918-1 Table H.2", "a difference of \(category) bits")
    }
    if category == 16 { return 0x8000 }
    let bits = try reader.bits(category)
    let value = bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits
    return UInt16(truncatingIfNeeded: value)
  }

  /// Table H.1.
  private static func predict(_ selection: Int, left: UInt16, above: UInt16, corner: UInt16) -> UInt16 {
    let (a, b, c) = (Int(left), Int(above), Int(corner))
    let value =
      switch selection {
      case 1: a
      case 2: b
      case 3: c
      case 4: a + b - c
      case 5: a + (b - c) >> 1
      case 6: b + (a - c) >> 1
      default: (a + b) >> 1
      }
    return UInt16(truncatingIfNeeded: value)
  }
}
