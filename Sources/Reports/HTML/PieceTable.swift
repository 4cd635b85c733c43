#if canImport(Glibc)
  import Glibc
#endif

/// Pieces of markup, each kept once and numbered as they came. They are looked up by the million, so that they are told apart by
/// their bytes and not as text.
struct PieceTable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var fingerprints: [UInt64] = []
  /// Numbers of pieces, each from the place on that its fingerprint names; -1 where there is none. Half of them at least are free.
  private var places = [Int32](repeating: -1, count: 1 << 10)

  /// How many there are.
  var count: Int { ends.count }

  /// The number of a piece, which is kept where it is not known yet.
  mutating func number(of piece: UnsafeRawBufferPointer, fingerprint: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: fingerprint) & (places.count - 1)
    while places[place] >= 0 {
      let known = Int(places[place])
      if fingerprints[known] == fingerprint, holds(piece, at: known) { return known }
      place = (place + 1) & (places.count - 1)
    }
    places[place] = Int32(ends.count)
    bytes.append(contentsOf: piece)
    ends.append(bytes.count)
    fingerprints.append(fingerprint)
    if ends.count * 2 > places.count { grow() }
    return ends.count - 1
  }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  private func holds(_ piece: UnsafeRawBufferPointer, at number: Int) -> Bool {
    let range = range(number)
    guard range.count == piece.count, let other = piece.baseAddress else { return range.count == piece.count }
    return bytes.withUnsafeBytes { known in
      known.baseAddress.map { memcmp($0 + range.lowerBound, other, range.count) == 0 } ?? false
    }
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for (number, fingerprint) in fingerprints.enumerated() {
      var place = Int(truncatingIfNeeded: fingerprint) & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(number)
    }
  }

  /// The pieces as texts, by number.
  var texts: [String] {
    bytes.withUnsafeBufferPointer { all in
      ends.indices.map { String(decoding: UnsafeBufferPointer(rebasing: all[range($0)]), as: UTF8.self) }
    }
  }
}
