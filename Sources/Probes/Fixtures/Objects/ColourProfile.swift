import Foundation

/// What colour presentation states and slides need to tell of colours.
enum ColourProfile {
  /// A profile of a display with the primaries of sRGB and a gamma of 2.2 (ICC.1:2001-04): header, tag table, nine tags.
  static let base64 = Data(profile()).base64EncodedString()

  /// 256 entries of 16 bits, from dark to bright.
  static let ramp = Data((0..<256).flatMap { [UInt8($0), UInt8($0)] }).base64EncodedString()

  private static func profile() -> [UInt8] {
    func text(_ four: String) -> [UInt8] { Array(four.utf8) }
    func long(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    func xyz(_ values: [Double]) -> [UInt8] {
      text("XYZ ") + long(0) + values.flatMap { long(Int(($0 * 65_536).rounded())) }
    }
    let description = "Display".utf8 + [0]
    let white = [0.9642, 1.0, 0.8249]
    // A description in ASCII, with empty ones in Unicode and for the Macintosh (§6.5.17); gamma as u8Fixed8 (§6.5.3).
    let name: [UInt8] =
      text("desc") + long(0) + long(description.count) + description + long(0) + long(0)
      + [UInt8](repeating: 0, count: 70)
    let curve: [UInt8] = text("curv") + long(0) + long(1) + [2, 51]
    let tags: [(String, [UInt8])] = [
      ("desc", name), ("cprt", text("text") + long(0) + "None".utf8 + [0]), ("wtpt", xyz(white)),
      ("rXYZ", xyz([0.43607, 0.22249, 0.01392])), ("gXYZ", xyz([0.38515, 0.71687, 0.09708])),
      ("bXYZ", xyz([0.14307, 0.06061, 0.7141])), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
    ]
    var table: [UInt8] = long(tags.count)
    var data: [UInt8] = []
    let start = 128 + 4 + 12 * tags.count
    for (signature, body) in tags {
      table += text(signature) + long(start + data.count) + long(body.count)
      data += body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    }
    var header: [UInt8] = long(start + data.count) + long(0) + [2, 0x10, 0, 0] + text("mntrRGB XYZ ")
    header += [0x07, 0xD1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0] + text("acsp")
    header += [UInt8](repeating: 0, count: 28) + white.flatMap { long(Int(($0 * 65_536).rounded())) }
    header += [UInt8](repeating: 0, count: 128 - header.count)
    return header + table + data
  }
}
