import Rendering

/// Markup cut into pieces, each of which begins with a tag or a line, with a fingerprint of each: made on all cores, as looking
/// pieces up is not.
struct CutMarkup: Sendable {
  private let bytes: [UInt8]
  private var ends: [Int] = []
  private var fingerprints: [UInt64] = []

  /// Cuts markup.
  init(_ markup: HTML) { self.init(Array(markup.text.utf8)) }

  /// Cuts markup that is there as UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    ends.reserveCapacity(bytes.count / 32)
    fingerprints.reserveCapacity(bytes.count / 32)
    bytes.withUnsafeBytes { text in
      var start = 0
      var index = 1
      while index < text.count {
        if text[index] == UInt8(ascii: "<") || text[index - 1] == UInt8(ascii: "\n") {
          take(text, start..<index)
          start = index
        }
        index += 1
      }
      if start < text.count { take(text, start..<text.count) }
    }
  }

  private mutating func take(_ text: UnsafeRawBufferPointer, _ piece: Range<Int>) {
    ends.append(piece.upperBound)
    fingerprints.append(Self.fingerprint(UnsafeRawBufferPointer(rebasing: text[piece])))
  }

  /// Another one in each process, so that nobody can write pieces that all fall on one place.
  private static let seed = UInt64.random(in: .min ... .max)

  /// A fingerprint to look a piece up by; what has the same one is held against each other.
  private static func fingerprint(_ piece: UnsafeRawBufferPointer) -> UInt64 {
    let seed = seed
    var hash = seed ^ UInt64(piece.count)
    func mix(_ word: UInt64) {
      let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low ^ seed
    }
    var place = 0
    while place + 8 <= piece.count {
      mix(piece.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    while place < piece.count {
      rest = rest << 8 | UInt64(piece[place])
      place += 1
    }
    mix(rest)
    return hash
  }

  /// Does something with each piece, in their order.
  func forEach(_ body: (UnsafeRawBufferPointer, _ fingerprint: UInt64) -> Void) {
    bytes.withUnsafeBytes { text in
      var start = 0
      for (end, fingerprint) in zip(ends, fingerprints) {
        body(UnsafeRawBufferPointer(rebasing: text[start..<end]), fingerprint)
        start = end
      }
    }
  }
}
