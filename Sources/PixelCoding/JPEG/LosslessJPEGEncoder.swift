/// Encodes by JPEG process 14 with selection value 1: each sample is predicted by its left neighbour
/// (ISO/IEC 10918-1 Annex H).
enum LosslessJPEGEncoder {
  /// One code for each of the 17 categories of differences (Table H.2), short ones for small differences.
  private static let counts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]

  static func encode(_ frame: [UInt8], _ format: PixelFormat) -> [UInt8] {
    let precision = max(2, format.precision)
    var output: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC3]
    func word(_ value: Int) -> [UInt8] { [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)] }
    output += word(8 + 3 * format.samples) + [UInt8(precision)] + word(format.rows) + word(format.columns)
    output.append(UInt8(format.samples))
    for component in 1...format.samples { output += [UInt8(component), 0x11, 0] }
    output += [0xFF, 0xC4] + word(19 + 17) + [0] + counts.map { UInt8($0) } + (0...16).map { UInt8($0) }
    output += [0xFF, 0xDA] + word(6 + 2 * format.samples) + [UInt8(format.samples)]
    for component in 1...format.samples { output += [UInt8(component), 0] }
    output += [1, 0, 0]
    scan(format.words(frame), format, precision: precision, into: &output)
    output += [0xFF, 0xD9]
    if output.count & 1 == 1 { output.append(0) }
    return output
  }

  private static func scan(_ words: [UInt16], _ format: PixelFormat, precision: Int, into output: inout [UInt8]) {
    guard let table = HuffmanTable(counts: counts, symbols: (0...16).map { UInt8($0) }) else { return }
    let codes = (0...16).map { table.codes[UInt8($0)] ?? (0, 0) }
    var held = 0
    var heldBits = 0
    func write(_ value: Int, _ bits: Int) {
      held = held << bits | value
      heldBits += bits
      while heldBits >= 8 {
        let byte = UInt8(truncatingIfNeeded: held >> (heldBits - 8))
        output.append(byte)
        if byte == 0xFF { output.append(0) }
        heldBits -= 8
        held &= 1 << heldBits - 1
      }
    }
    let line = format.columns * format.samples
    for index in words.indices {
      let column = index % line / format.samples
      let prediction: UInt16
      if column > 0 {
        prediction = words[index - format.samples]
      } else if index >= line {
        prediction = words[index - line]
      } else {
        prediction = 1 << UInt16(precision - 1)
      }
      let difference = words[index] &- prediction
      if difference == 0x8000 {
        write(codes[16].code, codes[16].length)
        continue
      }
      let signed = Int(Int16(bitPattern: difference))
      let category = Int.bitWidth - abs(signed).leadingZeroBitCount
      write(codes[category].code, codes[category].length)
      if category > 0 { write((signed < 0 ? signed - 1 : signed) & (1 << category - 1), category) }
    }
    if heldBits > 0 { write(1 << (8 - heldBits) - 1, 8 - heldBits) }
  }
}
