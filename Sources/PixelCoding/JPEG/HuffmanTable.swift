/// A Huffman table of JPEG (ISO/IEC 10918-1 Annex C and §F.2.2.3).
struct HuffmanTable {
  /// Symbols in the order of their codes.
  private(set) var symbols: [UInt8]
  /// Number of codes of each length, 1 to 16.
  private(set) var counts: [Int]
  /// First code, and index of its symbol, by length.
  private var first = [Int](repeating: 0, count: 17)
  private var offset = [Int](repeating: 0, count: 17)

  /// Makes a table; nil where the codes would not fit into their lengths.
  init?(counts: [Int], symbols: [UInt8]) {
    guard counts.count == 16, counts.reduce(0, +) == symbols.count, !symbols.isEmpty else { return nil }
    self.symbols = symbols
    self.counts = counts
    var code = 0
    var index = 0
    for length in 1...16 {
      first[length] = code
      offset[length] = index
      code += counts[length - 1]
      index += counts[length - 1]
      guard code <= 1 << length else { return nil }
      code <<= 1
    }
  }

  /// The symbol of a code of so many bits; nil where it is none.
  func symbol(code: Int, length: Int) -> UInt8? {
    let index = code - first[length]
    guard index >= 0, index < counts[length - 1] else { return nil }
    return symbols[offset[length] + index]
  }

  /// Codes and lengths by symbol.
  var codes: [UInt8: (code: Int, length: Int)] {
    var codes: [UInt8: (code: Int, length: Int)] = [:]
    for length in 1...16 {
      for index in 0..<counts[length - 1] {
        codes[symbols[offset[length] + index]] = (first[length] + index, length)
      }
    }
    return codes
  }
}

/// Bits of entropy-coded data, zero bytes after FF left out (ISO/IEC 10918-1 §F.2.2.5).
struct JPEGBitReader {
  private let stream: [UInt8]
  /// Where the next byte is read.
  private(set) var position: Int
  private var held: UInt32 = 0
  private var count = 0

  init(_ stream: [UInt8], at position: Int) {
    self.stream = stream
    self.position = position
  }

  mutating func bit() throws(PixelCodingError) -> Int {
    if count == 0 {
      guard position < stream.count else {
        throw .malformed(offset: position, rule: "ISO/IEC 10918-1 §F.2.2.5", "the entropy-coded data end early")
      }
      let byte = stream[position]
      if byte == 0xFF {
        guard position + 1 < stream.count, stream[position + 1] == 0 else {
          throw .malformed(
            offset: position, rule: "ISO/IEC 10918-1 §F.2.2.5", "a marker within the entropy-coded data")
        }
        position += 1
      }
      position += 1
      held = UInt32(byte)
      count = 8
    }
    count -= 1
    return Int(held >> UInt32(count)) & 1
  }

  mutating func bits(_ number: Int) throws(PixelCodingError) -> Int {
    var value = 0
    for _ in 0..<number { value = value << 1 | (try bit()) }
    return value
  }

  mutating func symbol(_ table: HuffmanTable) throws(PixelCodingError) -> UInt8 {
    var code = 0
    for length in 1...16 {
      code = code << 1 | (try bit())
      if let symbol = table.symbol(code: code, length: length) { return symbol }
    }
    throw .malformed(offset: position, rule: "ISO/IEC 10918-1 §F.2.2.3", "a code that the Huffman table does not have")
  }

  /// Reads RSTm and begins anew behind it.
  mutating func restart() throws(PixelCodingError) {
    count = 0
    guard position + 1 < stream.count, stream[position] == 0xFF, 0xD0...0xD7 ~= stream[position + 1] else {
      throw .malformed(offset: position, rule: "ISO/IEC 10918-1 §E.2.4", "a restart marker is expected")
    }
    position += 2
  }
}
